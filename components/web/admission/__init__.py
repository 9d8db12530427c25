"""Who is let in, before any page runs: the gates of the address, the sign-in and the audience."""
