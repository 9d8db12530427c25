"""Packs and written reports as tagged PDF."""
