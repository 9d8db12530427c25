"""What councils call the columns of each kind of record, beyond the names in its declaration."""
