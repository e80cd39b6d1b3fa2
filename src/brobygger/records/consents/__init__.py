"""Consents: who we may talk with, about what."""
