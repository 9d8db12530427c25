"""Small networks that read paragraphs: for the coding of findings, and for figures in text."""
