"""Files become lines of text."""
