"""Tests of reading published rating characteristics."""
