"""Many councils of one store: which there are, and of each what tells how it stands."""
