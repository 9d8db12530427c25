"""What changed, and how old the data is."""
