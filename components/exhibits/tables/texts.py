"""An exhibit's table as people read it: shares in per cent, everything else as text."""

from __future__ import annotations

import math

import polars as pl

from components.exhibits.exhibit import Exhibit
from vocabulary.values import value_text

_DRAWN_IN_PERCENT = ("value", "low", "high", "mean", "lower", "upper")


def share_columns(exhibit: Exhibit) -> frozenset[str]:
    """The labels of the table's columns whose numbers are shares from 0 to 1, to be shown in per
    cent: they are called so, stand beside one that is as its interval, or are drawn so."""
    table = exhibit.table()
    between = {
        name
        for name, kind in table.schema.items()
        if kind.is_float() and table[name].drop_nulls().is_between(0, 1).all()
    }
    named = {name for name in between if name.startswith("Share")}
    beside = {name for name in between if name.startswith("Interval ")} if named else set()
    drawn: set[str] = set()
    if getattr(exhibit.chart, "percent", False):
        columns = {getattr(exhibit.chart, part, None) for part in _DRAWN_IN_PERCENT}
        drawn = {label for name, label in exhibit.columns.items() if name in columns}
    return frozenset(named | beside | between & drawn)


def table_texts(exhibit: Exhibit, table: pl.DataFrame | None = None) -> list[list[str]]:
    """The rows of the exhibit's table (or of some of it) as texts: 0.5691 in a column of shares is
    "57%"."""
    rows = exhibit.table() if table is None else table
    shares = share_columns(exhibit)
    percent = [name in shares for name in rows.columns]
    return [
        [
            share_text(value) if is_share else value_text(value)
            for value, is_share in zip(row, percent, strict=True)
        ]
        for row in rows.iter_rows()
    ]


def share_text(value: object) -> str:
    """A share from 0 to 1 in per cent: "57%", "0.4%"; anything else as it is said elsewhere."""
    if not isinstance(value, float) or not math.isfinite(value):
        return value_text(value)
    whole = round(100 * value)
    if whole in (0, 100) and value not in (0.0, 1.0):
        return f"{100 * value:.1f}%"
    return f"{whole}%"
