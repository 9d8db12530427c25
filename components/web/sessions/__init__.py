"""What belongs to one open page: its files made, its uploads, and what becomes of them when it is
left."""
