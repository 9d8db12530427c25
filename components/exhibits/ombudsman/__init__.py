"""The ombudsman."""
