"""Published rating characteristics: a document becomes what each judgement looks like."""
