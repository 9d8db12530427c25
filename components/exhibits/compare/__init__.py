"""Against whom: other councils' published scores and ratings, and why they are near."""
