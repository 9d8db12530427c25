"""Exhibits: a folder a subject, and what is derived from their declarations."""
