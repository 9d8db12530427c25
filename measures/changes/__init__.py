"""What changed between two moments, and how old the data is."""
