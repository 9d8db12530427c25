"""What texts mean in their field, and values that stand in no column."""
