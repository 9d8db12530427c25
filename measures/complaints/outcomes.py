"""What complaints were about, what was concluded, and what the ombudsman wanted put right."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

import polars as pl

from measures.complaints.states import (
    DECIDED,
    NO_FINDING,
    NOT_DECIDED,
    WELL_FOUNDED,
    Answer,
    Recorded,
    as_on,
    concluded,
    deadlines,
)
from measures.statistics.breakdown import NOT_RECORDED, break_down
from measures.statistics.columns import require
from measures.statistics.exact_funnel import exact_funnel
from measures.statistics.shares import with_share

OUTCOMES: Final = (
    "upheld",
    "partly_upheld",
    "well_founded",
    "not_upheld",
    "withdrawn",
    NO_FINDING,
    NOT_DECIDED,
)
"""What was concluded; well_founded is upheld and partly upheld together. no_finding: answered, and
no finding is recorded; not_decided: neither answered nor decided."""
_NO_PART: Final = ("withdrawn", NO_FINDING, NOT_DECIDED)


class RemedyState(StrEnum):
    """Whether a remedy was done by its day."""

    ON_TIME = "on time"
    LATE = "late"
    OVERDUE = "overdue"
    NOT_DUE_YET = "not due yet"
    NO_DAY_AGREED = "no day agreed"


def outcomes(complaints: pl.DataFrame, on: date, by: str | None = None) -> pl.DataFrame:
    """Count what was concluded, as shares of the complaints decided.

    `by` is a column such as team, channel or themes. Gives a row for each of `OUTCOMES` and case:
    case, outcome, count, decided (upheld, partly upheld or not upheld; missing for withdrawn,
    no_finding and not_decided, which are no part of it), share (count ÷ decided), low and high
    (Clopper and Pearson's 95 % interval), verdict (one of
    `measures.statistics.shares.SHARE_VERDICTS`; missing as decided). Raises ValueError naming a
    column that is missing.
    """
    rows = break_down(as_on(complaints, on), by)
    outcome = pl.col("outcome")
    is_outcome = {name: concluded() == name for name in OUTCOMES} | {
        "well_founded": outcome.is_in(WELL_FOUNDED)
    }
    of_decided = ~pl.col("outcome").is_in(_NO_PART)
    counts = (
        rows.group_by("case")
        .agg(
            *(is_outcome[name].sum().cast(pl.Int64).alias(name) for name in OUTCOMES),
            decided=outcome.is_in(DECIDED).sum().cast(pl.Int64),
        )
        .sort("case")
        .unpivot(
            on=OUTCOMES,
            index=["case", "decided"],
            variable_name="outcome",
            value_name="count",
        )
        .sort("case", maintain_order=True)
        .with_columns(n=pl.when(of_decided).then("decided").otherwise("count"))
    )
    judged = with_share(counts, "count", "n")
    return judged.select(
        "case",
        "outcome",
        "count",
        *(
            pl.when(of_decided).then(name).alias(name)
            for name in ("decided", "share", "low", "high", "verdict")
        ),
    )


def themes(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Count what complaints were about. One with several themes counts once in each.

    Gives one row per theme, most frequent first and "not recorded" last: case (the theme),
    count (complaints), complaints (all), share (count ÷ complaints), low and high (Clopper and
    Pearson's 95 % interval), well_founded and decided (complaints with the theme). Shares of
    themes add up to more than one. Raises ValueError naming a column that is missing.
    """
    known = as_on(complaints, on)
    told = (
        break_down(known, "themes")
        .group_by("case")
        .agg(
            count=pl.len().cast(pl.Int64),
            complaints=pl.lit(known.height, pl.Int64),
            well_founded=pl.col("outcome").is_in(WELL_FOUNDED).sum().cast(pl.Int64),
            decided=pl.col("outcome").is_in(DECIDED).sum().cast(pl.Int64),
        )
        .sort(pl.col("case") == NOT_RECORDED, -pl.col("count"), "case")
    )
    judged = with_share(told, "count", "complaints")
    return judged.select(
        "case", "count", "complaints", "share", "low", "high", "well_founded", "decided"
    )


def teams(complaints: pl.DataFrame, on: date, *, recorded: Recorded | None = None) -> pl.DataFrame:
    """Set teams beside each other: complaints, what is open, and whether more are well founded
    than the number decided explains.

    Gives one row per team ("not recorded" where the complaint names none): group, received, open,
    overdue, numerator (well founded), denominator (decided), and all that
    `measures.statistics.exact_funnel.exact_funnel` adds: ratio, limits, target, verdict, sentence.

    Raises ValueError naming a column that is missing.
    """
    require(complaints, "team")
    rows = break_down(deadlines(complaints, on, recorded), "team")
    counts = (
        rows.group_by(group="case")
        .agg(
            received=pl.len().cast(pl.Int64),
            open=pl.when(pl.col("open").is_not_null().any()).then(
                pl.col("open").sum().cast(pl.Int64)
            ),
            overdue=(pl.col("answer") == Answer.OVERDUE).sum().cast(pl.Int64),
            numerator=pl.col("outcome").is_in(WELL_FOUNDED).sum().cast(pl.Int64),
            denominator=pl.col("outcome").is_in(DECIDED).sum().cast(pl.Int64),
        )
        .sort("group")
    )
    return exact_funnel(counts)


def remedies(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Say whether what the ombudsman asked for was done by its day.

    Gives the complaints that the ombudsman upheld or set a day for, in their order and with their
    columns as on that day, and beside them remedy (one of `RemedyState`; no day agreed: none is
    recorded) and days_over (days past the day set, up to the remedy or to `on`; 0 where in time,
    missing without a day). Raises ValueError naming a column that is missing.
    """
    require(complaints, "remedy_due")
    rows = as_on(complaints, on)
    due, done = pl.col("remedy_due"), pl.col("remedied")
    decided = pl.col("ombudsman_decided").is_not_null()
    asked = (pl.col("ombudsman_outcome") == "upheld").fill_null(value=False)
    state = (
        pl.when(due.is_null())
        .then(pl.lit(RemedyState.NO_DAY_AGREED))
        .when(done <= due)
        .then(pl.lit(RemedyState.ON_TIME))
        .when(done.is_not_null())
        .then(pl.lit(RemedyState.LATE))
        .when(due < on)
        .then(pl.lit(RemedyState.OVERDUE))
        .otherwise(pl.lit(RemedyState.NOT_DUE_YET))
    )
    over = (done.fill_null(on) - due).dt.total_days().clip(0)
    return rows.filter(asked | (decided & due.is_not_null())).with_columns(
        remedy=state, days_over=over
    )
