"""Tests and benchmarks of the dashboard."""

import os

# Example Borough ends with its story, whenever tests are run; servers that they start inherit it.
os.environ.setdefault("EXAMPLE_UNTIL", "2026-09-30")
