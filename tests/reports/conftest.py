"""What the reports are made from in tests: the example council, as the pages build its exhibits."""

from __future__ import annotations

from tests.components.conftest import example_store

__all__ = ["example_store"]
