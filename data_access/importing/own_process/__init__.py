"""Files are read in a process of their own, with limits on memory and time: a file that takes more,
or that brings its reader down, costs nobody else anything."""
