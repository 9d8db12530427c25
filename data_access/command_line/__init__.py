"""The command line: `python -m data_access COMMAND`."""
