"""Packs for the board: what is in one, and what it says and shows at a moment."""
