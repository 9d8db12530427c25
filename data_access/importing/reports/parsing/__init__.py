"""Reads a published CQC assessment of a local authority from the file it was saved in.

`parse_document` reads one file or zip, `parse_report` several; both only read, and say of every
line what it was read as. What could not be recognised is listed with its line, never guessed.
"""
