"""Columns about people; and lists of people's training, which become counts at once."""
