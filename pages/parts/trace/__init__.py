"""Parts of the page Trace."""
