"""The ledger: everything that is written, and which version of it stood at a moment."""
