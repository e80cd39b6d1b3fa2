"""The work: a room for each part of the standard."""
