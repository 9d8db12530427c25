"""Who did what: an append-only record of acts, for administrators, without data values."""
