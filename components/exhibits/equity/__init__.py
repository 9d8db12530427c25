"""Access, waiting and outcomes by group."""
