"""Parts of the pages on rating characteristics."""
