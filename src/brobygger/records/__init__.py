"""The shared nouns: people, episodes, consents, notes and letters."""
