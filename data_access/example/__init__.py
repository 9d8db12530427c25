"""Example Borough: an invented council, every record of it marked as illustrative."""
