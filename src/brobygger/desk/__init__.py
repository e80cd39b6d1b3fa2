"""The staff's pages that belong to no room: My day, the cases, one case at a glance, search and hand-over."""
