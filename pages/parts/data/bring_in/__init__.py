"""Bringing in files: dropped, asked about, looked at, and landed."""
