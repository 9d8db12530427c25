"""Practice audits: grades, moderation, repeats, the next sample."""
