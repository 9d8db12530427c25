"""Heavy work of one person runs in a process of its own, so that nobody else waits for it."""
