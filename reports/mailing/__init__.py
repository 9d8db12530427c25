"""Packs by e-mail, through the council's own mail server."""
