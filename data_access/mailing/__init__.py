"""To whom what is internal may be mailed: a list for each council, kept by its administrators."""
