"""What days, numbers, words and names mean as councils write them."""
