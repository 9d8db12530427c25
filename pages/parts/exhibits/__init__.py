"""Exhibits as pages draw them."""
