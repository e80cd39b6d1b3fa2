"""Notes: drafts kept on the server, signed, corrected by new versions."""
