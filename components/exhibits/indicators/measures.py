"""Every measure of the whole service in one table, worst signal first."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from components.exhibits.declaration import ExhibitRequest, declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.indicators.judged import every_measure, judged_whole
from components.exhibits.indicators.standing_words import with_standing_words
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.indicators.outlook import Outlook
from measures.indicators.series import IndicatorSeries
from measures.indicators.standings import StandingVerdict
from measures.indicators.timeliness import timeliness
from vocabulary.indicators import period_in_words
from vocabulary.wording import agree, listed_up_to, month_and_year, number_of

SHOWN: Final = 24
"""How many of a measure's newest figures its spark line shows."""
_USUAL: Final = (StandingVerdict.AS_USUAL.value, StandingVerdict.TARGET_MISSED.value)


def _inputs(
    records: Records, _request: ExhibitRequest, _view: View
) -> tuple[pl.DataFrame, pl.DataFrame]:
    return held_with_points(records), records.framework.frame()


def held_with_points(records: Records) -> pl.DataFrame:
    """What `every_measure` gives, with the columns of `newest_points`."""
    return memo(records, _held_with_points)


def _held_with_points(records: Records) -> pl.DataFrame:
    found, held = judged_whole(records), every_measure(records)
    newest = newest_points(found, held)
    return held.join(newest, on="series", how="left", maintain_order="left")


def newest_points(found: IndicatorSeries, held: pl.DataFrame) -> pl.DataFrame:
    """The newest figures of each series that stands for its measure, oldest first, with the usual
    range at each: series, figures, lowers, uppers (lists of as many; None where there is none)."""
    columns = ("series", "date", "figure", "lower_limit", "upper_limit")
    yearly = found.yearly.with_columns(
        lower_limit=pl.lit(None, pl.Float64), upper_limit=pl.lit(None, pl.Float64)
    )
    points = pl.concat([each.filter(~pl.col("so_far")).select(columns)
                        for each in (found.points, yearly)])  # fmt: skip
    return (
        points.join(held.select("series"), on="series", how="semi")
        .sort("series", "date")
        .group_by("series", maintain_order=True)
        .agg(
            figures=pl.col("figure").tail(SHOWN),
            lowers=pl.col("lower_limit").tail(SHOWN),
            uppers=pl.col("upper_limit").tail(SHOWN),
        )
    )


def measure_rows(held: pl.DataFrame, statements: pl.DataFrame, today: date) -> pl.DataFrame:
    """Measures as rows of a table: the columns of `held`, those of `with_standing_words` and of
    `timeliness`, newest (the period in words), statement_names and freshness.

    `held`: what `held_with_points` gave; `statements`: the framework's frame.
    """
    names = dict(statements.select("statement", "short_name").iter_rows())
    frame = timeliness(with_standing_words(held), today)
    newest = [
        period_in_words(day, frequency)
        for day, frequency in frame.select("last_date", "frequency").iter_rows()
    ]
    return frame.with_columns(
        pl.Series("newest", newest, pl.String),
        statement_names=pl.col("statements")
        .list.eval(pl.element().replace_strict(names, default=None, return_dtype=pl.String))
        .list.drop_nulls()
        .list.join("; "),
        freshness=pl.when("late").then(pl.lit("late")).otherwise(pl.lit("on time")),
    )


@declare(
    key="measures",
    title="All measures",
    question="Which measures are getting better or worse, and which will miss their target?",
    meaning="Where every measure of the whole service stands: its newest figure, whether it varies "
    "as usual or has changed, whether it will meet its target while nothing changes, and whether "
    "the figure came when it should.",
    formula="Variation and target by the rules of the measure's control chart; a figure that comes "
    "once a year is set against other councils'. Late: the day by which the next figure should "
    "have come is past: a period after the newest and 7 days for weekly figures, 31 for monthly, "
    "62 for quarterly, 275 for yearly ones.",
    source="The council's indicators, the catalogue of indicators and what happened when. Rules: "
    "NHS England, Making Data Count.",
    how_to_read="Worst first: changed for the worse, then as usual but missing the target, then "
    "changed where nobody says which way is better. Getting better and getting worse are said "
    "only where chance alone would hardly show as much. Of fifty steady measures one shows a "
    "signal by chance. Will meet or will miss holds while nothing changes; after a change the "
    "figures since then are set against the target, or it is too early to say.",
    caveats=(
        "Teams and groups may stand otherwise than the whole service: open the measure to see.",
    ),
    page="measures",
    place=20000,
    inputs=_inputs,
    public=False,
    next_step="Bring in a scorecard as you have it: one row a figure, or a column a month.",
)
def measures(held: pl.DataFrame, statements: pl.DataFrame, view: View) -> Content:
    """The exhibit. `held`: columns of `every_measure` and of `newest_points`; `statements`: the
    framework's."""
    frame = measure_rows(held, statements, view.today)
    return Content(
        headline=_headline(frame),
        subtitle=_subtitle(frame, view),
        frame=frame,
        columns={
            "name": "Measure",
            "latest": "Newest figure",
            "target_words": "Target",
            "variation_words": "Variation",
            "outlook_words": "Against the target",
            "newest": "Period",
            "freshness": "Freshness",
            "n": "Figures",
            "statement_names": "Quality statements",
        },
        source="Indicators of the whole service.",
        verdict=_verdict(frame),
        meaning=_meaning(frame),
        signal=_signal(frame),
    )


def _signal(frame: pl.DataFrame) -> Signal:
    there = set(frame.get_column("signal"))
    order: tuple[Signal, ...] = ("attention", "improved", "usual")
    return next((each for each in order if each in there), "unknown")


def _having(frame: pl.DataFrame, *verdicts: str) -> int:
    return frame.filter(pl.col("verdict").is_in(verdicts)).height


def _headline(frame: pl.DataFrame) -> str:
    if frame.is_empty():
        return "No measure has a figure yet"
    worse, better = _having(frame, StandingVerdict.WORSE), _having(frame, StandingVerdict.BETTER)
    usual, every = _having(frame, *_USUAL), frame.height
    as_usual = f"{usual or 'none'} {agree(usual or 1, 'is', 'are')} as usual"
    if worse:
        of = f"{worse} of {every:,} {agree(every, 'measure', 'measures')}"
        return f"{of} {agree(worse, 'is', 'are')} getting worse, {as_usual}"
    if better:
        said = f"{better} {agree(better, 'is', 'are')} getting better"
        return f"No measure is getting worse: of {every:,}, {said} and {as_usual}"
    if usual:
        said = f"{usual} of {every:,} {agree(usual, 'is', 'are')} as usual"
        return f"No measure is getting worse: {said}"
    changed = _having(frame, StandingVerdict.CHANGED)
    if changed:
        of = f"{changed} of {every:,} {agree(every, 'measure', 'measures')}"
        return f"{of} {agree(changed, 'has', 'have')} changed; none is getting better or worse"
    return f"{number_of(every, 'measure')}: no change can be told yet"


def _subtitle(frame: pl.DataFrame, view: View) -> str:
    newest = frame.get_column("last_date").max()
    until = f", figures to {month_and_year(newest)}" if isinstance(newest, date) else ""
    return f"Measures of the whole service{until}, {view.council}"


def _verdict(frame: pl.DataFrame) -> str:
    worse = frame.filter(pl.col("verdict") == StandingVerdict.WORSE).get_column("name").to_list()
    return f"Getting worse: {listed_up_to(worse)}." if worse else ""


def _meaning(frame: pl.DataFrame) -> str:
    """What the headline leaves out: those getting better, targets that will be missed, and what is
    late."""
    missed = frame.filter(pl.col("outlook") == Outlook.CONSISTENT_FAIL).height
    others = _having(frame, StandingVerdict.WORSE_THAN_OTHERS)
    late = frame.filter("late").height
    better = _having(frame, StandingVerdict.BETTER)
    changed = _having(frame, StandingVerdict.CHANGED)
    have = agree(changed, "has", "have")
    told = (
        (better, f"{better} {agree(better, 'is', 'are')} getting better"),
        (
            missed,
            f"{missed} will miss {agree(missed, 'its', 'their')} target unless something changes",
        ),
        (changed, f"{changed} {have} changed, and nobody says which way is better"),
        (others, f"{others} {agree(others, 'is', 'are')} worse than at other councils"),
        (late, f"{late} {agree(late, 'is', 'are')} late: a newer figure should be here by now"),
    )
    return ". ".join(said for many, said in told if many) + "." if any(m for m, _ in told) else ""
