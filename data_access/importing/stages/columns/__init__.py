"""Which column is which field, by its header and by what stands in it."""
