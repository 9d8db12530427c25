"""Which rows are records, which of them are good, and what becomes of the others."""
