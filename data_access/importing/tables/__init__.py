"""Councils' tables: what their columns and words mean, and what their rows become."""
