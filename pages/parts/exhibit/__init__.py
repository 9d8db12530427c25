"""Parts of the page Exhibit."""
