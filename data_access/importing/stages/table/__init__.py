"""Where in a file the table is, what it holds, and which of a file's sheets are read."""
