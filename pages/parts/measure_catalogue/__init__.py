"""Parts of the page of the catalogue of measures."""
