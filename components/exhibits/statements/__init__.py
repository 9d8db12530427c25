"""Quality statements."""
