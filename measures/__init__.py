"""Pure functions from Polars frames to small tidy frames. `docs/methods.md` explains each."""
