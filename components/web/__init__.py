"""How pages leave the server: the server, the shell, navigation, addresses, downloads."""
