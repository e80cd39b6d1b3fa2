"""Plans: goals, follow-ups, endings and the way back."""
