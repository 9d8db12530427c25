"""What people write for "nothing": no field ever holds it."""

from __future__ import annotations

import polars as pl

# ONS and NHS England write ".." and "[x]", spreadsheets "#N/A".
NOTHING = ("-", "–", "—", "n/a", "na", "#n/a", "null", "none", "nil", ".", "..", "[x]", "[z]")


def is_nothing(texts: pl.Series) -> pl.Series:
    """True where a text says that there is nothing."""
    return texts.str.to_lowercase().is_in(NOTHING).fill_null(value=False)
