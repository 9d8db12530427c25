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
from measures.statistics.comparison import difference
from measures.statistics.exact_funnel import exact_funnel
from measures.statistics.periods import calendar, period_of
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
    if by is not None:
        require(complaints, by)
    of_decided = ~pl.col("outcome").is_in(_NO_PART)
    counts = (
        _counted(break_down(_alike(as_on(complaints, on), *([by] if by else [])), by), "case")
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


def outcomes_by_half_year(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Count what was concluded by the half-year complaints were received in, oldest first.

    Gives a row for every half-year (April to September, October to March) from the first
    complaint's to that of `on`: period (its first day), name, complete (it is over by `on`),
    received, each of `OUTCOMES`, decided (upheld, partly upheld or not upheld), share (well_founded
    ÷ decided), low and high (Clopper and Pearson's 95 % interval), verdict (as
    `measures.statistics.shares.with_share`). Raises ValueError naming a column that is missing.
    """
    rows = as_on(complaints, on)
    counts = _counted(_alike(rows, "received"), period_of("received", "half-year").alias("period"))
    first = rows.get_column("received").min()
    halves = calendar(first if isinstance(first, date) else None, on, "half-year")
    found = halves.join(counts, on="period", how="left", maintain_order="left")
    return with_share(
        found.with_columns(pl.selectors.integer().fill_null(0)), "well_founded", "decided"
    )


def _alike(rows: pl.DataFrame, *by: str) -> pl.DataFrame:
    """How many complaints are alike in some columns and in what was concluded (concluded, len)."""
    answered = pl.col("responded").is_not_null()
    counted = rows.select(*by, "outcome", answered=answered).group_by(*by, "outcome", "answered")
    return counted.len().with_columns(concluded=concluded("answered")).drop("outcome", "answered")


def _counted(concluded: pl.DataFrame, by: str | pl.Expr) -> pl.DataFrame:
    """Complaints by what was concluded (concluded, len), added up by something: received, each of
    `OUTCOMES`, and decided."""
    many, outcome = pl.col("len").cast(pl.Int64), pl.col("concluded")
    which = {name: outcome == name for name in OUTCOMES} | {
        "well_founded": outcome.is_in(WELL_FOUNDED),
        "decided": outcome.is_in(DECIDED),
    }
    return concluded.group_by(by).agg(
        received=many.sum(), **{name: many.filter(each).sum() for name, each in which.items()}
    )


def newest_half_year(halves: pl.DataFrame) -> pl.DataFrame:
    """Set the newest half-year that is whole against the one before it.

    `halves`: as of `outcomes_by_half_year`, complete by how far the record is whole. Gives one row,
    or none where no two that follow each other are whole: name and before (the two half-years), x1
    of n1 and x2 of n2 (well founded of decided, newest first), waiting (complaints of either that
    are not decided), settled (whether the verdict would be the same had all that wait in one
    half-year been upheld and none in the other, either way), and what
    `measures.statistics.comparison.difference` adds. Raises ValueError naming a missing column.
    """
    require(halves, "period", "complete", "well_founded", "decided", NOT_DECIDED)
    whole = halves.filter("complete").tail(2)
    if whole.height < 2:
        return pl.DataFrame()
    before, newest = whole.rows(named=True)
    x1, n1, wait1 = (newest[name] for name in ("well_founded", "decided", NOT_DECIDED))
    x2, n2, wait2 = (before[name] for name in ("well_founded", "decided", NOT_DECIDED))
    ways = ((x1, n1, x2, n2), (x1 + wait1, n1 + wait1, x2, n2 + wait2),
            (x1, n1 + wait1, x2 + wait2, n2 + wait2))  # fmt: skip
    told = difference(pl.DataFrame(ways, schema=["x1", "n1", "x2", "n2"], orient="row"))
    return told.head(1).with_columns(
        name=pl.lit(newest["name"]),
        before=pl.lit(before["name"]),
        waiting=pl.lit(wait1 + wait2),
        settled=pl.lit(told.get_column("verdict").n_unique() == 1),
    )


def themes(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Count what complaints were about. One with several themes counts once in each.

    Gives one row per theme, most frequent first and "not recorded" last: case (the theme),
    count (complaints), complaints (all), share (count ÷ complaints), low and high (Clopper and
    Pearson's 95 % interval), well_founded and decided (complaints with the theme). Shares of
    themes add up to more than one. Raises ValueError naming a column that is missing.
    """
    known = as_on(complaints, on)
    many, outcome = pl.col("len").cast(pl.Int64), pl.col("outcome")
    told = (
        break_down(known.group_by("themes", "outcome").len(), "themes")
        .group_by("case")
        .agg(
            count=many.sum(),
            complaints=pl.lit(known.height, pl.Int64),
            well_founded=many.filter(outcome.is_in(WELL_FOUNDED)).sum(),
            decided=many.filter(outcome.is_in(DECIDED)).sum(),
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
