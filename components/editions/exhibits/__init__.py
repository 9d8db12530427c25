"""What an edition shows of the council's own records: worked out from protected counts alone."""
