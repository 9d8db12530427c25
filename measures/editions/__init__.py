"""The tables of counts that editions publish, before anything is hidden in them."""
