"""Exhibits on screen."""
