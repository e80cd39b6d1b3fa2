"""The house's own settings: what a manager changes on a page, and a second person confirms."""
