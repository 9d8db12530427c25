"""Tests of measures on indicators."""
