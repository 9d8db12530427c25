"""Parts of the page Record."""
