"""Exhibits of the rating characteristics, and how the council judges itself against them."""
