"""Parts of the page Theme."""
