"""Sign-ins that hold no longer, shared by all processes of a server and kept over restarts."""
