"""Drafts: what somebody has typed in a form and not yet sent, kept on the server (trap 20)."""
