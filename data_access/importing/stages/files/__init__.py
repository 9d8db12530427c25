"""The first stage: files of every format become sheets as people see them."""
