"""Coproduction: who was there, what they shaped, what came of it."""
