"""People: numbers, protection, contact wishes and children at home."""
