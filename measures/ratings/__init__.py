"""The regulator's arithmetic: scores, ratings, other councils."""
