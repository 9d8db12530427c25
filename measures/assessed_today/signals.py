"""What the measures say of the time since the assessment: signals better and worse, and silence."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.assessed_today.line import State, as_lines, first_that_holds
from measures.indicators.before_after import Since, before_and_after
from measures.indicators.series import IndicatorSeries
from measures.process_control.special_causes import Meaning
from measures.statistics.columns import require
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict
from vocabulary.assessed_today import EvidenceKind
from vocabulary.indicators import PERCENT, Direction, EventEffect, Frequency

_DAYS: Final = {
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.YEARLY: 366,
    Frequency.EVERY_TWO_YEARS: 731,
}
_TO_BRING_IN: Final = 31
"""Days after a period in which its figure is still on its way."""
_NEWEST: Final = {
    "figure": "last_value", "figure_day": "last_date", "special_cause": "special_cause",
    "provisional": "provisional",
}  # fmt: skip


def measure_lines(
    judged: IndicatorSeries, bearing: pl.DataFrame, since: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Say of every measure what it shows of the time since the assessment.

    `judged`: what `indicators.series.indicator_series` gave; of it the whole service's series
    count. `bearing`: measure and statement, a row for each that a measure bears on. `since`: what
    `counted_since` gave. Gives LINES_SCHEMA; about is the measure's name, reference its id; figure,
    unit and figure_day its newest figure, special_cause and provisional as on its chart.

    A period counts as since the assessment when it begins on the day or later. better, worse: the
    newest figure is part of a signal that begins with such a period (`first_day`: the last day of
    the period in which it first showed). better and worse since an event: the usual range was begun
    anew by an event since, and figures since that event differ from those before it
    (`before_and_after`; `detail`: the event). Yearly figures: the newest share since against the
    newest before, by Newcombe's interval. A measure whose newest figure is older than two of its
    periods and a month speaks for nothing any more: it is missing; so is one without a figure
    since, and a statement on which no measure bears.

    Raises ValueError naming the column that is missing.
    """
    require(bearing, "measure", "statement")
    require(since, "statement", "since")
    asked = bearing.select("measure", "statement").unique(maintain_order=True)
    asked = asked.join(since.select("statement", day="since"), on="statement")
    told = judged.measures.select("measure", "name", "unit", "direction", "frequency")
    names, whole = told.select("measure", "unit", about="name"), _whole(judged)
    parts = [
        as_lines(part.join(names, on="measure"), EvidenceKind.MEASURE)
        for part in (
            _of_charts(whole, asked, as_at),
            _of_events(whole, asked, as_at),
            _of_years(judged.yearly, told, asked, as_at),
        )
    ]
    # A series that an event began anew is told by the event, unless it has a signal of its own.
    lines = pl.concat(parts)
    by_event = lines.filter(
        pl.col("state").is_in([State.BETTER_SINCE_EVENT, State.WORSE_SINCE_EVENT])
    )
    silent = (pl.col("state") == State.AS_USUAL) | (pl.col("state") == State.SIGNAL_BEFORE)
    doubled = lines.filter(silent).join(by_event, on=["statement", "reference"], how="semi")
    lines = lines.join(doubled, on=["statement", "reference", "state"], how="anti")
    without = since.join(lines, on="statement", how="anti").select(
        "statement", state=pl.lit(str(State.NO_MEASURE))
    )
    return pl.concat([lines, as_lines(without, EvidenceKind.MEASURE)])


def _whole(judged: IndicatorSeries) -> IndicatorSeries:
    """The series of the whole service alone."""
    all_of_it = pl.col("team").is_null() & pl.col("breakdown").is_null()
    latest = judged.latest.filter(all_of_it)
    return judged._replace(
        latest=latest,
        points=judged.points.filter(all_of_it),
        marks=judged.marks.join(latest, on="series", how="semi"),
    )


def _old(as_at: date) -> pl.Expr:
    """Expression for whether the newest figure, of day `last`, is too old to speak of today."""
    period = pl.col("frequency").replace_strict(
        {str(often): days for often, days in _DAYS.items()}, default=366, return_dtype=pl.Int64
    )
    age = (pl.lit(as_at) - pl.col("last")).dt.total_days()
    return age > 2 * period + _TO_BRING_IN


def _of_charts(whole: IndicatorSeries, asked: pl.DataFrame, as_at: date) -> pl.DataFrame:
    figures = whole.points.filter(pl.col("figure").is_not_null() & ~pl.col("so_far"))
    newest = figures.group_by("series").agg(
        last=pl.col("date").max(), began=pl.col("period_start").max()
    )
    starts = figures.select("series", "date", signal_from="period_start")
    often = whole.measures.select("measure", "frequency")
    better, worse = Meaning.IMPROVEMENT, Meaning.CONCERN
    new = pl.col("signal_from") >= pl.col("day")
    return (
        whole.latest.select(
            "series", "measure", "variation", "lower_limit", first_day="since", **_NEWEST
        )
        .join(newest, on="series", how="left")
        .join(starts, left_on=["series", "first_day"], right_on=["series", "date"], how="left")
        .join(often, on="measure", how="left")
        .join(asked, on="measure")
        .with_columns(
            state=first_that_holds(
                (pl.col("last").is_null() | (pl.col("began") < pl.col("day")),
                 State.NO_FIGURE_SINCE),
                (_old(as_at), State.OLD_FIGURE),
                (pl.col("lower_limit").is_null(), State.TOO_FEW),
                (pl.col("variation") == Meaning.COMMON_CAUSE, State.AS_USUAL),
                (~new, State.SIGNAL_BEFORE),
                (pl.col("variation") == better, State.BETTER),
                (pl.col("variation") == worse, State.WORSE),
                (pl.lit(value=True), State.NEITHER_BETTER),
            ),
            reference="measure",
        )
        .with_columns(first_day=_day_told())
        .sort("measure", "series")
        .unique(["statement", "measure"], keep="first", maintain_order=True)
    )  # fmt: skip


def _day_told() -> pl.Expr:
    """Of silence the day of the newest figure, of a signal the day it first showed."""
    signal = pl.col("state").is_in(
        [State.BETTER, State.WORSE, State.NEITHER_BETTER, State.SIGNAL_BEFORE]
    )
    return pl.when(signal).then("first_day").otherwise("last")


def _of_events(whole: IndicatorSeries, asked: pl.DataFrame, as_at: date) -> pl.DataFrame:
    anew = whole.marks.filter(pl.col("effect") == EventEffect.REBASES.value)
    compared = before_and_after(whole._replace(marks=anew))
    said = {Since.BETTER: State.BETTER_SINCE_EVENT, Since.WORSE: State.WORSE_SINCE_EVENT}
    return (
        compared.rename({"day": "happened"})
        .join(whole.latest.select("series", "measure", **_NEWEST), on="series")
        .join(asked, on="measure")
        .filter((pl.col("happened") >= pl.col("day")) & (pl.col("happened") <= as_at))
        .sort("happened", maintain_order=True)
        .unique(["statement", "measure"], keep="last", maintain_order=True)
        .select(
            "statement",
            "measure",
            *_NEWEST,
            state=pl.col("verdict").replace_strict(
                {str(verdict): str(state) for verdict, state in said.items()},
                default=None,
                return_dtype=pl.String,
            ),
            detail="event",
            first_day="first_signal",
            reference="measure",
        )
    )


def _of_years(
    yearly: pl.DataFrame, told: pl.DataFrame, asked: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    all_of_it = pl.col("team").is_null() & pl.col("breakdown").is_null()
    rows = (
        yearly.filter(all_of_it & pl.col("figure").is_not_null() & ~pl.col("so_far"))
        .select("measure", "per", "period_start", "date", "numerator", "denominator", "figure")
        .join(told.select("measure", "direction", "frequency"), on="measure")
        .join(asked, on="measure")
        .with_columns(new=pl.col("period_start") >= pl.col("day"))
        .sort("date", maintain_order=True)
    )
    sides = {
        new: rows.filter(pl.col("new") == new).unique(
            ["measure", "statement"], keep="last", maintain_order=True
        )
        for new in (True, False)
    }
    on = ["measure", "statement"]
    both = (
        rows.select(*on, "direction", "frequency", "per", "figure", figure_day="date")
        .unique(on, keep="last", maintain_order=True)
        .join(sides[True].select(*on, "date", "numerator", "denominator"), on=on, how="left")
        .join(
            sides[False].select(
                *on, before="date", numerator_before="numerator", denominator_before="denominator"
            ),
            on=on, how="left",
        )
    )  # fmt: skip
    shares = pl.col("per") == PERCENT
    counts = {
        "x1": _counted("numerator", shares), "n1": _counted("denominator", shares),
        "x2": _counted("numerator_before", shares), "n2": _counted("denominator_before", shares),
    }  # fmt: skip
    counted = both.select(**counts)
    # A share of more than all, or one that is none, is not compared.
    fits = ((counted["x1"] <= counted["n1"]) & (counted["x2"] <= counted["n2"])).fill_null(
        value=False
    )
    counted = counted.with_columns(
        pl.when(pl.lit(fits)).then(pl.col(name)).alias(name) for name in counted.columns
    )
    up = pl.col("direction") == Direction.INCREASE.value
    down = pl.col("direction") == Direction.DECREASE.value
    higher, lower = (
        pl.col("verdict") == verdict
        for verdict in (DifferenceVerdict.FIRST_HIGHER, DifferenceVerdict.FIRST_LOWER)
    )
    return (
        both.with_columns(verdict=difference(counted)["verdict"], last="date")
        .with_columns(
            state=first_that_holds(
                (pl.col("date").is_null(), State.NO_FIGURE_SINCE),
                (_old(as_at), State.OLD_FIGURE),
                ((higher & up) | (lower & down), State.BETTER_YEAR),
                ((higher & down) | (lower & up), State.WORSE_YEAR),
                (higher | lower, State.NEITHER_BETTER),
                (pl.col("verdict") == DifferenceVerdict.WITHIN_CHANCE, State.WITHIN_CHANCE),
                (pl.lit(value=True), State.TOO_FEW),
            ),
            first_day=pl.coalesce("date", "before"),
            reference="measure",
            count="numerator",
            of="denominator",
            count_before="numerator_before",
            of_before="denominator_before",
        )
    )  # fmt: skip


def _counted(name: str, shares: pl.Expr) -> pl.Expr:
    """A part of a share where it is a whole number; missing elsewhere."""
    return pl.when(shares & (pl.col(name) == pl.col(name).round())).then(name)
