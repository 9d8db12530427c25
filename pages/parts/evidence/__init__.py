"""Parts of the page Evidence."""
