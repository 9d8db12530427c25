"""Training, staff voice and workforce routes."""
