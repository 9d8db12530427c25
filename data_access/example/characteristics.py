"""Invented rating characteristics of Example Borough, and how it judges itself against them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from data_access.datasets import CHARACTERISTIC, JUDGEMENT
from data_access.example.records import written

VERSION = "2026 (invented)"
HOLDS_FROM = date(2026, 4, 1)
JUDGED = date(2026, 9, 21)


def characteristics() -> pl.DataFrame:
    """What judgements look like, in invented words, columns as the characteristic dataset's."""
    of = pl.int_range(1, pl.len() + 1).over("statement", "rating")
    return written("characteristic", CHARACTERISTIC).with_columns(
        version=pl.lit(VERSION),
        valid_from=pl.lit(HOLDS_FROM),
        number=of.cast(pl.Int64),
        source=pl.lit("Made up for Example Borough"),
    )


def judgements(citations: Mapping[str, str]) -> pl.DataFrame:
    """How the council judges itself, columns as the judgement dataset's. `citations`: the place of
    a finding to its reference."""
    return written("judgement", JUDGEMENT).with_columns(
        pl.col("findings").list.eval(pl.element().replace(dict(citations))),
        version=pl.lit(VERSION),
        judged=pl.lit(JUDGED),
    )
