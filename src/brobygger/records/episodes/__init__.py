"""Episodes: the timeline of events and the deadlines that follow from it."""
