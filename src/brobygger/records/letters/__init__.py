"""Letters: written, checked, queued, handed over and received."""
