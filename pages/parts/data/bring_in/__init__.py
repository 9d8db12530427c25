"""Bringing files in, on the page Data."""
