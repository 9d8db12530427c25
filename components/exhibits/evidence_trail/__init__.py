"""One record with what it came from and what followed."""
