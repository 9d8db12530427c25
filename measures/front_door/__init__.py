"""The front door: from contact to outcome, the ways people get in touch, and what changed there."""
