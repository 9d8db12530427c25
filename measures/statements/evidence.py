"""Which records of practice and of people's experience bear on a quality statement, by theme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import polars as pl

from measures.audits.grades import FINAL_GRADE, GOOD
from measures.statistics.columns import require
from measures.statistics.periods import within

BEARING: Final[Mapping[str, tuple[str, str]]] = {
    "audit": ("audit", "audited"),
    "complaint": ("complaint", "received"),
    "ombudsman": ("complaint", "ombudsman_decided"),
    "coproduction": ("coproduction", "held"),
    "innovation": ("innovation", "started"),
}
"""Kinds of records, with the dataset and the day each goes by."""
LATELY: Final = 365

_THEMES: Final = pl.col("themes").list.len().fill_null(0) > 0
_SHORT: Final[Mapping[str, pl.Expr]] = {
    "audit": (FINAL_GRADE < GOOD).fill_null(value=False) | _THEMES,
    "complaint": pl.col("outcome").is_in(["upheld", "partly_upheld"]).fill_null(value=False),
    "ombudsman": (pl.col("ombudsman_outcome") == "upheld").fill_null(value=False),
}


def bearing_records(
    records: Mapping[str, pl.DataFrame],
    codebook: pl.DataFrame,
    statement: str,
    as_at: date,
    lately: int = LATELY,
) -> pl.DataFrame:
    """List the records of the last `lately` days that bear on a quality statement.

    `records`: the frames of audit, complaint, coproduction and innovation, with a snapshot's
    columns. `codebook`: theme, statements (list). A record bears on the statement when one of its
    themes does (of an audit, also of its strengths), or when it names the statement itself. Gives
    one row per record, those that fall short first, then newest first: kind (one of `BEARING`),
    reference, day, short (an audit below good or with a theme where practice fell short; what was
    upheld).

    Raises ValueError naming the column that is missing.
    """
    require(codebook, "theme", "statements")
    tied = codebook.filter(pl.col("statements").list.contains(statement).fill_null(value=False))
    themes = tied.get_column("theme").to_list()
    since = as_at - timedelta(days=lately)
    parts = [_of_kind(records, kind, themes, statement, (since, as_at)) for kind in BEARING]
    return pl.concat(parts).sort(
        ["short", "day", "kind", "reference"], descending=[True, True, False, False]
    )


def bearing_counts(bearing: pl.DataFrame) -> pl.DataFrame:
    """Count what `bearing_records` gave: kind, records, short, for each of `BEARING`, in order."""
    require(bearing, "kind", "short")
    counts = bearing.group_by("kind").agg(
        records=pl.len().cast(pl.Int64), short=pl.col("short").sum().cast(pl.Int64)
    )
    kinds = pl.DataFrame({"kind": list(BEARING)})
    return kinds.join(counts, on="kind", how="left", maintain_order="left").with_columns(
        pl.col("records", "short").fill_null(0)
    )


def _of_kind(
    records: Mapping[str, pl.DataFrame],
    kind: str,
    themes: list[str],
    statement: str,
    period: tuple[date, date],
) -> pl.DataFrame:
    name, day = BEARING[kind]
    frame = records[name]
    require(frame, "reference", "themes", day)
    recent = frame.filter(within(day, *period))
    bears = _shares("themes", themes)
    if "strengths" in frame.columns:
        bears |= _shares("strengths", themes)
    if "statement" in frame.columns:
        bears |= (pl.col("statement") == statement).fill_null(value=False)
    return recent.filter(bears).select(
        "reference",
        kind=pl.lit(kind),
        day=day,
        short=_SHORT.get(kind, pl.lit(value=False)),
    )


def _shares(column: str, themes: list[str]) -> pl.Expr:
    shared = pl.col(column).list.set_intersection(pl.lit(themes, pl.List(pl.String)))
    return shared.list.len().fill_null(0) > 0
