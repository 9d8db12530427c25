"""Packs as PowerPoint."""
