"""Board mode: a pack's screens, one at a time, readable in a compressed video call."""
