"""The verbs of intake. Each is one transaction with its rows, its events and its audit row."""
