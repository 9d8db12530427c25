"""Files of the kinds that councils have, beyond the shared cases: built here, read as a whole."""
