"""Judging ourselves against the published rating characteristics, and what evidence is missing."""
