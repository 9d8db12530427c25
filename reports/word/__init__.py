"""Written reports as Word documents."""
