"""Evidence trails on screen."""
