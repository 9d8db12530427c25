"""Parts of the page Definitions."""
