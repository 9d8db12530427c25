"""Exhibits of the front door."""
