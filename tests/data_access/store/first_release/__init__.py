"""A store as the first release made it, and what that release said of it."""
