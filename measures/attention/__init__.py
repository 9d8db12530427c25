"""What leaders should hear of first, and who answers for it."""
