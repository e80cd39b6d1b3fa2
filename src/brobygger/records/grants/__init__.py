"""What a citizen has been granted and holds: read off the timeline, and kept for whoever asks."""
