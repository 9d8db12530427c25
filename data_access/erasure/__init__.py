"""Erasing personal data that slipped in: the one exception to a ledger that only appends."""
