"""What people enter on screen: records, reviews, packs, their own view of a statement."""
