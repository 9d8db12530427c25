"""Parts of the page of several councils."""
