"""How exhibits that are watched are told in a line."""
