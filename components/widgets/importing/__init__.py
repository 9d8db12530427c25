"""Importing on screen."""
