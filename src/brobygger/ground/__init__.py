"""What every room stands on, and what knows no account and no case."""
