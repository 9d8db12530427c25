"""Signal or noise: NHS process control of many series at once."""
