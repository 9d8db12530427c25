"""Tests of judging against rating characteristics."""
