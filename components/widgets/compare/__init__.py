"""Against whom: the choice of councils, and what is drawn of them."""
