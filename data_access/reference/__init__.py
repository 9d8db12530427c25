"""Published facts that come with the product, each row with its source."""
