"""Quality statements on screen."""
