"""Exhibits' charts as drawings for files."""
