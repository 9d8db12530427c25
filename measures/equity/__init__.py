"""Equity: access, waiting and outcomes by group, against others and the people who live here."""
