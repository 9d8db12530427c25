"""Lessons: how far they come, and whether they last."""
