"""What has changed since the assessment."""
