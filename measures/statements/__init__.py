"""What is on record for a quality statement."""
