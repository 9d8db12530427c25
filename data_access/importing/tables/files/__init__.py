"""Files become tables of text."""
