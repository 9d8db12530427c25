"""From contact to outcome: who gets in touch, how, what for, and what comes of it."""

from __future__ import annotations

from typing import Final, NamedTuple

import polars as pl

from measures.indicators.series import IndicatorSeries
from vocabulary.front_door import (
    ANSWERED_IN_TIME,
    CONTACTS,
    KNOWN_ALREADY,
    RESOLVED,
    ChainStep,
)
from vocabulary.indicators import BreakdownKind

CHAIN_SCHEMA: Final[dict[str, pl.DataType]] = {
    "step": pl.String(),
    "part": pl.String(),
    "date": pl.Date(),
    "count": pl.Float64(),
    "of": pl.Float64(),
    "share": pl.Float64(),
    "target": pl.Float64(),
}


class _Source(NamedTuple):
    """Where a step's figures stand: a measure of the whole service, called `part`, or a measure's
    figures by a kind of group."""

    step: ChainStep
    measure: str
    by: BreakdownKind | None = None
    part: str | None = None


_SOURCES: Final = (
    _Source(ChainStep.CONTACTS, CONTACTS),
    _Source(ChainStep.WHO, CONTACTS, BreakdownKind.CARER),
    _Source(ChainStep.WHO, CONTACTS, BreakdownKind.AGE),
    _Source(ChainStep.CHANNEL, CONTACTS, BreakdownKind.CHANNEL),
    _Source(ChainStep.REASON, CONTACTS, BreakdownKind.REASON),
    _Source(ChainStep.REASON, CONTACTS, BreakdownKind.SUPPORT_REASON),
    _Source(ChainStep.KNOWN, KNOWN_ALREADY, part="Known already"),
    _Source(ChainStep.KNOWN, CONTACTS, BreakdownKind.KNOWN),
    _Source(ChainStep.OUTCOME, CONTACTS, BreakdownKind.OUTCOME),
    _Source(ChainStep.OUTCOME, RESOLVED, part="Resolved at the first point"),
    _Source(ChainStep.IN_TIME, ANSWERED_IN_TIME),
)
"""In the order of steps; of a step's several sources the first that has figures counts."""


def chain(found: IndicatorSeries) -> pl.DataFrame:
    """Follow contacts from the first word to what came of them, each step by its newest figures.

    `found`: what `indicator_series` gave. Gives CHAIN_SCHEMA, by step (every `ChainStep`, in
    order), larger parts first: part (missing for all contacts, and where a step has no figure),
    date (last day of the newest whole period with figures; missing where nothing is recorded),
    count (contacts, or a share's numerator), of (a share's denominator; missing for parts of all
    contacts), share (from 0 to 1; of parts, of their sum), target (a share's, from 0 to 1).

    Where contacts are recorded by channel alone, all contacts are their sum. Parts are those of one
    period: what has no figure in it is left out of the sum.
    """
    told: dict[ChainStep, pl.DataFrame] = {}
    for source in _SOURCES:
        if source.step not in told:
            rows = _newest(found, source)
            if rows.height:
                told[source.step] = rows
    if ChainStep.CONTACTS not in told and ChainStep.CHANNEL in told:
        parts = told[ChainStep.CHANNEL]
        summed = parts.select(pl.col("date").first(), pl.col("count").sum())
        told[ChainStep.CONTACTS] = _typed(summed)
    nothing = pl.DataFrame(schema=CHAIN_SCHEMA).clear(1)
    return pl.concat(
        [told.get(step, nothing).with_columns(step=pl.lit(step.value)) for step in ChainStep]
    )


def _typed(rows: pl.DataFrame) -> pl.DataFrame:
    """With all columns, empty where there is nothing."""
    lacking = [name for name in CHAIN_SCHEMA if name not in rows.columns]
    return rows.with_columns(pl.lit(None).alias(name) for name in lacking).select(
        pl.col(name).cast(kind) for name, kind in CHAIN_SCHEMA.items()
    )


def _newest(found: IndicatorSeries, source: _Source) -> pl.DataFrame:
    """A source's figures in the newest period that has any."""
    groups = (
        pl.col("breakdown").is_null()
        if source.by is None
        else pl.col("breakdown_kind") == source.by.value
    )
    per = found.measures.filter(pl.col("measure") == source.measure).get_column("per")
    rows = found.points.filter(
        (pl.col("measure") == source.measure)
        & pl.col("team").is_null()
        & groups
        & ~pl.col("so_far")
        & pl.col("figure").is_not_null()
    )
    rows = rows.filter(pl.col("date") == pl.col("date").max())
    if rows.is_empty():
        return pl.DataFrame(schema=CHAIN_SCHEMA)
    times = per[0]
    if times is None:  # contacts that are counted
        counted = rows.select(
            part=pl.lit(source.part) if source.by is None else pl.col("breakdown"),
            date="date",
            count="figure",
        )
        if source.by is None:
            return _typed(counted)
        whole = pl.col("count").sum()
        shared = counted.with_columns(share=pl.when(whole > 0).then(pl.col("count") / whole))
        return _typed(shared.sort("count", "part", descending=[True, False]))
    shares = rows.select(
        part=pl.lit(source.part) if source.by is None else pl.col("breakdown"),
        date="date",
        count="numerator",
        of="denominator",
        share=pl.col("figure") / times,
        target=pl.col("target") / times,
    )
    return _typed(shares.sort("share", "part", descending=[True, False]))
