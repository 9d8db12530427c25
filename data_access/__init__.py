"""Everything that is stored, and the one door through which it is read (`snapshot`)."""
