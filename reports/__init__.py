"""Exhibits written to files: PowerPoint, PDF, Excel and Word, with the figures of the screen."""
