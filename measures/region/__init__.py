"""How the councils of a region stand: each by its own signals, all together as a distribution."""
