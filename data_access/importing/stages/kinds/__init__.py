"""What is particular to a kind of records: cases with stages, published figures and surveys,
values in headers, and lists of people."""
