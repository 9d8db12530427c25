"""Rows out of the store: exports, templates, the data dictionary."""
