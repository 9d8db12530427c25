"""Coproduction."""
