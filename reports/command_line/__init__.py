"""The command line: `python -m reports COMMAND`."""
