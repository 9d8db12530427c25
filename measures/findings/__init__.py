"""What the findings say, counted."""
