"""Search: what can be found by its name, its words or its number, and where it stands."""
