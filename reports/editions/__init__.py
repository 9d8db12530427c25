"""Published editions as pages and files."""
