"""If they assessed us today: what has changed since the regulator's assessment, for and against."""
