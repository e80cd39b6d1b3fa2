"""Papers: the whole case as one PDF, for access to one's own file, for an appeal, and for whoever takes over."""
