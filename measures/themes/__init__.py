"""Themes: what runs through findings and records."""
