"""Exhibits as tables: columns, cells in words, files."""
