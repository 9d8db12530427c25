"""Scores, the rating, other councils."""
