"""Chance and size: intervals, comparisons, funnels, agreement, time to close."""
