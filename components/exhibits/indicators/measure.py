"""One measure: its figures over time with the usual range, or by year with intervals."""

from __future__ import annotations

from typing import Any, Final, cast

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.indicators.claim import JUDGED, claim, meaning, verdict_in_words
from components.exhibits.indicators.one_measure import (
    BEHIND,
    OVER_TIME,
    OneMeasure,
    chart_of,
    event_caveats,
    events_of,
    in_unit,
    marked,
    months_shown,
    newest_limits,
    one_measure,
    source_of,
    with_intervals,
    with_words,
)
from components.exhibits.view import View
from vocabulary.indicators import BreakdownKind, ChartKind, period_in_words
from vocabulary.values import figure_in, range_in
from vocabulary.verdict import Verdict
from vocabulary.wording import listed, long_date, sentence

NO_MEASURE: Final = "No measure is chosen"


@declare(
    key="measure",
    title="A measure over time",
    question="Is the measure as usual, has it changed, and will it meet its target?",
    meaning="Every figure of a measure for the whole service, with its mean and usual range, its "
    "target, what happened on the way, and whether anything has changed by more than usual.",
    formula="As the measure is declared: a share of a count on a p-chart, a rate on a u-chart, "
    "unless more than counting makes it vary; all others on an XmR chart (mean ± 2.66 × mean "
    "moving range). Figures that come once a year: each with its 95% interval.",
    source="The council's indicators, the catalogue of indicators, and events as recorded. Rules: "
    "NHS England, Making Data Count.",
    how_to_read="Dots inside the band are as usual: asking why one differs from the last "
    "leads nowhere. A triangle is a change for the worse; a ring stood out otherwise, "
    "in blue for the better; a dotted ring is a period so far, not judged. An upright line is "
    "something that happened. Where the usual range begins anew with it, dotted lines show what "
    "was usual before.",
    caveats=("“Since”, not “because of”: what else happened at the time, no chart can tell.",),
    page="measure",
    place=20010,
    inputs=one_measure,
    public=False,
    of_measure=True,
    drill=BEHIND,
    next_step="Bring in a scorecard as you have it: one row a figure, or a column a month.",
)
def measure(chosen: OneMeasure, view: View) -> Content:
    """The chart, from what `one_measure` picks."""
    told, standing = chosen.told, chosen.standing
    if told is None:
        return nothing(NO_MEASURE, chosen)
    if standing is None:
        return nothing(_only_of_parts(chosen), chosen)
    if standing["chart"] == ChartKind.YEARLY.value:
        return _by_year(chosen, standing)
    return _over_time(chosen, standing)


def _over_time(chosen: OneMeasure, standing: dict[str, Any]) -> Content:
    points = with_words(
        chosen.points.filter(pl.col("series") == standing["series"]), chosen
    ).with_columns(panel=pl.lit(standing["name"]), note=pl.lit(""))
    events = events_of(chosen, [standing["series"]])
    happened = _in_periods(points, events)
    frame = points.join(happened, on="date", how="left", maintain_order="left")
    if happened.height:
        frame = frame.with_columns(pl.col("happened").fill_null("–"))
    headline, why = claim(standing), meaning(standing, *newest_limits(points))
    verdict = verdict_in_words(standing)
    open_periods = points.filter("so_far").get_column("period").to_list()
    caveats = event_caveats(events)
    if open_periods:
        said = sentence(listed(open_periods[-3:]))
        caveats = (f"{said}: so far, not judged; the record is not whole yet.", *caveats)
    if standing["moved_by"]:
        off = period_in_words(standing["moved_by"], standing["frequency"])
        caveats = (f"{sentence(off)} lies so far off that it moves the mean: look at it before "
                   "any other signal.", *caveats)  # fmt: skip
    return Content(
        headline=headline,
        subtitle=f"{in_unit(chosen)}; the whole service, {months_shown(points)}",
        frame=frame,
        columns=_columns(frame),
        source=source_of(chosen),
        alternative=" ".join(filter(None, [f"{headline}. {why}", _events_in_words(events)])),
        verdict=verdict,
        judged=JUDGED[standing["verdict"]],
        meaning=why,
        chart=chart_of(chosen, marked(events)),
        signal=cast("Signal", standing["signal"]),
        caveats=caveats,
    )


def _by_year(chosen: OneMeasure, standing: dict[str, Any]) -> Content:
    unit = standing["unit"]
    shares = unit == "percent"
    rows = chosen.yearly.filter(is_whole_service_yearly() & pl.col("figure").is_not_null())
    names = [
        sentence(period_in_words(day, frequency)) + (", so far" if open_yet else "")
        for day, frequency, open_yet in rows.select("date", "frequency", "so_far").iter_rows()
    ]
    frame = rows.with_columns(
        pl.Series("period", names, pl.String),
    )
    frame = with_intervals(frame, unit, "target")
    behind = (
        pl.concat([chosen.points.select("date"), chosen.yearly.select("date")])
        .get_column("date")
        .value_counts(name="rows")
    )
    frame = frame.join(behind, on="date", how="left", maintain_order="left")
    headline = claim(standing)
    newest = frame.row(-1, named=True)
    why = _year_meaning(newest, unit, standing)
    columns = {
        "period": "Year",
        "numerator": "How many",
        "denominator": "Out of",
        "figure_rounded": "Figure",
        "low_rounded": "Interval from",
        "high_rounded": "Interval to",
        "target": "Target",
    }
    return Content(
        headline=headline,
        subtitle=f"{in_unit(chosen)}; the whole service, each year with its 95% interval",
        frame=frame,
        columns=filled(columns, frame),
        source=source_of(chosen),
        alternative="; ".join(
            f"{row['period']}: {figure_in(row['figure'], unit)}{interval_in_words(row, unit)}"
            for row in frame.iter_rows(named=True)
        ),
        verdict=verdict_in_words(standing),
        judged=JUDGED[standing["verdict"]],
        meaning=why,
        chart=Intervals(
            "period",
            "figure_drawn",
            "low_drawn",
            "high_drawn",
            reference=newest["target_drawn"],
            reference_label=f"target {figure_in(newest['target'], unit)}"
            if newest["target"] is not None
            else "",
            percent=shares,
        ),
        signal=cast("Signal", standing["signal"]),
    )


def is_whole_service_yearly() -> pl.Expr:
    """Whether a yearly row is of no group; those of teams are left out already."""
    return pl.col("breakdown").is_null()


def _year_meaning(row: dict[str, Any], unit: str | None, standing: dict[str, Any]) -> str:
    said = ""
    if row["low"] is not None:
        said = f"Chance alone could have made it {range_in(row['low'], row['high'], unit)}."
    if row["peers_median"] is not None:
        median = figure_in(row["peers_median"], unit)
        said += f" The middle one of {row['peers']} other councils has {median}."
    return said.strip() or str(standing["sentence"])


def interval_in_words(row: dict[str, Any], unit: str | None) -> str:
    """A figure's interval, in brackets; nothing where there is none."""
    if row["low"] is None or row["high"] is None:
        return ""
    return f" ({range_in(row['low'], row['high'], unit)})"


def _in_periods(points: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """What happened in each period: date, happened."""
    starts = points.select("date", "period_start").sort("date")
    return (
        events.select("event", "day")
        .join_where(
            starts, pl.col("day") >= pl.col("period_start"), pl.col("day") <= pl.col("date")
        )
        .group_by("date")
        .agg(happened=pl.col("event").str.join("; "))
    )


def _events_in_words(events: pl.DataFrame) -> str:
    told = [
        f"{row['event']}, {long_date(row['day'])}"
        + (" (the usual range begins anew)" if row["effect"] == "rebases" else "")
        for row in events.iter_rows(named=True)
    ]
    return f"Marked: {'; '.join(told)}." if told else ""


def _columns(frame: pl.DataFrame) -> dict[str, str]:
    return filled({**OVER_TIME, "happened": "What happened"}, frame)


def filled(columns: dict[str, str], frame: pl.DataFrame) -> dict[str, str]:
    """Those columns that hold anything."""
    return {
        name: label
        for name, label in columns.items()
        if frame.get_column(name).null_count() < frame.height
    }


def _only_of_parts(chosen: OneMeasure) -> str:
    """That there are figures of teams or groups alone."""
    told = chosen.told or {}
    held = pl.concat(
        each.get_column("breakdown_kind").drop_nulls().cast(pl.String)
        for each in (chosen.groups, chosen.yearly)
    )
    labels = BreakdownKind.labels()
    by = [labels[kind].lower() for kind in held.unique(maintain_order=True)]
    if chosen.groups.filter(pl.col("team").is_not_null()).height:
        by.insert(0, "team")
    if not by:
        return f"{told['name']}: no figure is recorded"
    return f"{told['name']}: figures by {listed(by)} only, none of the whole service"


def nothing(headline: str, chosen: OneMeasure, about: str = "The whole service") -> Content:
    """What an exhibit of a measure says where it has no rows. `about`: what it is of."""
    return Content(
        headline=headline,
        subtitle=about,
        frame=chosen.points.clear().with_columns(period=pl.lit("")),
        columns={"period": "Period", "figure": "Figure"},
        source=source_of(chosen),
        judged=Verdict.NOT_RECORDED,
    )
