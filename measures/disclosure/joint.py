"""Joint disclosure control: tables of counts protected together, over all that was published."""

from __future__ import annotations

from measures.disclosure.count_tables import (
    CountTable,
    Hidden,
    Protected,
    ProtectedTable,
    Waiting,
)

__all__ = ["CountTable", "Hidden", "Protected", "ProtectedTable", "Waiting"]
