"""What the regulator found, and how far its coding is reviewed."""
