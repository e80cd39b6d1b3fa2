"""The public site: where to get help now, what is promised, and how to complain."""
