"""Parts of the page Board."""
