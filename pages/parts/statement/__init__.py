"""Parts of the page Statement."""
