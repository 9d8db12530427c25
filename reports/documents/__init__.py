"""Written reports: what they say, whatever the format."""
