"""What landing would do beside what the store holds, and what is kept for the next file."""
