"""Forms of this room; every error is a Danish sentence beside its field."""
