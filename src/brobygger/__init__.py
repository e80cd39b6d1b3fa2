"""Brobygger: the quality standard of a municipal substance-use centre as running software."""
