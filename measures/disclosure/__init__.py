"""Small counts hidden so that nobody can be picked out."""
