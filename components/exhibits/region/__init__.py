"""Several councils side by side: each by its own signals, all as a distribution, by name."""
