"""Indicators, catalogue and events with content of our own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from data_access.datasets import EVENT, INDICATOR, INDICATOR_DEFINITION

FIRST = date(2024, 4, 1)


def months(many: int, first: date = FIRST) -> list[date]:
    span = pl.date_range(first, first.replace(year=first.year + 12), "1mo", eager=True)
    return span.head(many).to_list()


def rows(
    indicator: str,
    figures: Sequence[float | None] | None = None,
    parts: Sequence[tuple[float | None, float | None]] | None = None,
    first: date = FIRST,
    **columns: Any,
) -> pl.DataFrame:
    """A figure a month, as values or as numerators with denominators."""
    many = len(figures or parts or ())
    frame = pl.DataFrame(
        {
            "indicator": [indicator] * many,
            "period_start": months(many, first),
            "value": pl.Series(list(figures or [None] * many), dtype=pl.Float64),
            "numerator": pl.Series(
                [x for x, _ in parts or [(None, None)] * many], dtype=pl.Float64
            ),
            "denominator": pl.Series(
                [n for _, n in parts or [(None, None)] * many], dtype=pl.Float64
            ),
        }
    ).with_columns(period_end=pl.col("period_start").dt.month_end())
    return typed(frame.with_columns(**{name: pl.lit(each) for name, each in columns.items()}))


def typed(frame: pl.DataFrame) -> pl.DataFrame:
    """With all columns of the dataset."""
    lacking = [name for name in INDICATOR.columns if name not in frame.columns]
    return frame.with_columns(pl.lit(None).alias(name) for name in lacking).select(
        pl.col(name).cast(kind) for name, kind in INDICATOR.schema.items()
    )


def together(*frames: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(frames)


def catalogue(*entries: dict[str, Any]) -> pl.DataFrame:
    told = [{"name": each["indicator"], "direction": "neutral", **each} for each in entries]
    return pl.DataFrame(told, schema=INDICATOR_DEFINITION.schema)


def events(*entries: dict[str, Any]) -> pl.DataFrame:
    told = [{"event": "Lamps changed", "effect": "annotates", **each} for each in entries]
    return pl.DataFrame(told, schema=EVENT.schema)
