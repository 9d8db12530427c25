"""Councils side by side: strips of marks, and who has a signal."""
