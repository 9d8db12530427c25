"""Parts of a measure's page."""
