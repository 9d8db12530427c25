"""A small network that reads paragraphs for the coding of findings and for figures in text."""
