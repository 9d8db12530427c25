"""The field's words, once: every room may know it, and it knows none."""
