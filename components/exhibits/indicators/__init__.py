"""Exhibits of the council's measures: every figure that comes again and again."""
