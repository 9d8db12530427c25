"""The self-assessment, statement by statement."""
