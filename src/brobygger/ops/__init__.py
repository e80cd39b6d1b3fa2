"""Running it: the embedded PostgreSQL, the schema, the servers, backup, and the command line."""
