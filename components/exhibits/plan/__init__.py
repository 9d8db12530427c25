"""The improvement plan, and innovation."""
