"""Editions: what is published, fixed in time, with small numbers hidden over all of it together."""
