"""Parts of the page Editions, and what the public is given of them."""
