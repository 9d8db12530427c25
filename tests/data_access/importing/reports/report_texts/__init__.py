"""Reports of Example Borough, an invented council: all of it was written for the tests."""
