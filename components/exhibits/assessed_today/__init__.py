"""If they assessed us today: what has changed since the assessment, for and against."""
