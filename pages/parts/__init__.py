"""Parts of pages: each draws one part and does what is asked in it."""
