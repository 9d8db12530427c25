"""Rating characteristics on screen."""
