"""One measure by team or by group: small charts on the same axes, each against its own past."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.declaration import TEAM, declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.indicators.claim import change
from components.exhibits.indicators.measure import NO_MEASURE, filled, interval_in_words, nothing
from components.exhibits.indicators.one_measure import (
    BEHIND,
    OVER_TIME,
    OneMeasure,
    chart_of,
    event_caveats,
    events_of,
    figures_by_date,
    in_unit,
    marked,
    months_shown,
    one_measure,
    source_of,
    with_intervals,
    with_words,
)
from components.exhibits.view import View
from measures.indicators.standings import StandingVerdict
from measures.process_control.special_causes import Meaning
from vocabulary.indicators import PERCENT, BreakdownKind, period_in_words
from vocabulary.values import figure_in
from vocabulary.verdict import Verdict
from vocabulary.wording import listed_up_to, number_word, within

FEW_PEOPLE: Final = "too few people to judge"
_NAMED: Final = 3
_SAID: Final = (
    (StandingVerdict.WORSE.value, "worse"),
    (StandingVerdict.CHANGED.value, ""),  # higher or lower, as the figures are
    (StandingVerdict.BETTER.value, "better"),
    (StandingVerdict.AS_USUAL.value, "as usual"),
    (StandingVerdict.TARGET_MISSED.value, "as usual"),
    (StandingVerdict.TOO_FEW.value, "too few to judge"),
)
_READINGS: Final = ("worse", "higher", "lower", "better", "as usual", "too few to judge")
_WAYS: Final = {Meaning.NEUTRAL_HIGH.value: "higher", Meaning.NEUTRAL_LOW.value: "lower"}


def kinds_held(measure: OneMeasure) -> list[str]:
    """What there are figures of a measure by: `TEAM`, then kinds of groups in the order of
    `BreakdownKind`."""
    alone = measure.groups.filter(pl.col("team").is_null())
    held = set(alone.get_column("breakdown_kind").drop_nulls())
    held |= set(_groups_by_year(measure).get_column("breakdown_kind").drop_nulls())
    teams = measure.groups.filter(_of_kind(TEAM)).height > 0
    return [*([TEAM] if teams else []), *(kind.value for kind in BreakdownKind if kind in held)]


@declare(
    key="measure_groups",
    title="A measure by team or group",
    question="Does a team or a group of people fare otherwise than it did?",
    meaning="A measure's figures for each team, or for each group of people, side by side on the "
    "same axes, each judged against its own past.",
    formula="As the measure over time, for each team or group by itself. Too few people to judge: "
    "the usual range of a share reaches from none to all.",
    source="The council's indicators, the catalogue of indicators, and events as recorded. Rules: "
    "NHS England, Making Data Count.",
    how_to_read="All panels have the same axes, so levels can be compared by eye. What is said "
    "under each name is about that team or group alone: whether it changed, and since when. That "
    "one stands above another is not judged here.",
    caveats=(
        "Small groups vary more than large ones; their usual range is wider.",
        "Of many groups, one shows a signal by chance now and then.",
    ),
    page="measure",
    place=20020,
    inputs=one_measure,
    public=False,
    of_measure=True,
    drill=BEHIND,
    next_step="Bring in figures by team or by group, with a column that names it.",
)
def measure_groups(chosen: OneMeasure, view: View) -> Content:
    """The panels, from what `one_measure` picks; of the breakdown chosen, or of the first there
    is."""
    if chosen.told is None:
        return nothing(NO_MEASURE, chosen, "By team or group")
    name, kinds = chosen.told["name"], kinds_held(chosen)
    if not kinds or (chosen.breakdown and chosen.breakdown not in kinds):
        by = f"by {_named(chosen.breakdown)}" if chosen.breakdown else "by team or group"
        return nothing(f"{name}: no figures {by}", chosen, "By team or group")
    kind = chosen.breakdown or kinds[0]
    standings = chosen.groups.filter(_of_kind(kind))
    if standings.is_empty():
        return _by_year(chosen, kind)
    return _over_time(chosen, kind, standings)


def _over_time(chosen: OneMeasure, kind: str, standings: pl.DataFrame) -> Content:
    name = str((chosen.told or {})["name"])
    label = "team" if kind == TEAM else "breakdown"
    group = pl.col("team") if label == "team" else pl.col("breakdown")
    points = with_words(
        chosen.points.join(standings.select("series"), on="series", how="semi"), chosen
    ).with_columns(panel=group)
    newest = points.filter(~pl.col("so_far")).group_by("series").agg(
        pl.col("lower_shown", "upper_shown").drop_nulls().last()
    )  # fmt: skip
    rows = standings.join(newest, on="series", how="left", maintain_order="left").sort(label)
    told = [{**row, **_read(row)} for row in rows.iter_rows(named=True)]
    notes = pl.DataFrame(
        {"series": [row["series"] for row in told], "note": [row["note"] for row in told]},
        schema={"series": pl.String, "note": pl.String},
    )
    frame = points.join(notes, on="series", how="left", maintain_order="left").sort("panel", "date")
    events = events_of(chosen, rows.get_column("series").to_list())
    headline = f"{name}, by {_named(kind)}: {_summary(told, label)}"
    worse = any(row["reading"] in ("worse", "higher", "lower") for row in told)
    signal: Signal = "attention" if worse else "usual"
    if not worse and any(row["reading"] == "better" for row in told):
        signal = "improved"
    judged = Verdict.BEYOND_CHANCE
    if all(row["reading"] == "too few to judge" for row in told):
        judged, signal = Verdict.TOO_FEW, "unknown"
    elif all(row["reading"] in ("as usual", "too few to judge") for row in told):
        judged = Verdict.USUAL_VARIATION
    return Content(
        headline=headline,
        subtitle=f"{in_unit(chosen)}; same axes for all, {months_shown(frame)}",
        frame=frame,
        columns=filled(
            {
                "panel": "Team" if kind == TEAM else BreakdownKind(kind).label,
                **OVER_TIME,
            },
            frame,
        ),
        source=source_of(chosen),
        alternative="; ".join(f"{row[label]}: {row['note']}" for row in told),
        judged=judged,
        chart=chart_of(chosen, marked(events)),
        signal=signal,
        caveats=event_caveats(events),
    )


def _by_year(chosen: OneMeasure, kind: str) -> Content:
    """The newest year of each group, with its interval."""
    told = chosen.told or {}
    unit, name = told["unit"], told["name"]
    shares = unit == "percent"
    rows = _groups_by_year(chosen).filter(pl.col("breakdown_kind") == kind)
    newest = rows.get_column("date").max()
    rows = rows.filter(pl.col("date") == newest).sort("breakdown")
    period = period_in_words(rows.item(0, "date"), told["frequency"])
    frame = (
        with_intervals(rows, unit)
        .with_columns(known=pl.col("low").is_not_null(), period=pl.lit(period))
        .join(figures_by_date(chosen), on="date", how="left", maintain_order="left")
    )
    return Content(
        headline=f"{name}, by {_named(kind)}: {_spread(frame, unit)}",
        subtitle=f"{in_unit(chosen)}; {period}, each with its 95% interval",
        frame=frame,
        columns=filled(
            {
                "breakdown": BreakdownKind(kind).label,
                "numerator": "How many",
                "denominator": "Out of",
                "figure_rounded": "Figure",
                "low_rounded": "Interval from",
                "high_rounded": "Interval to",
            },
            frame,
        ),
        source=source_of(chosen),
        alternative="; ".join(
            f"{row['breakdown']}: {figure_in(row['figure'], unit)}{interval_in_words(row, unit)}"
            for row in frame.iter_rows(named=True)
        ),
        chart=Intervals(
            "breakdown", "figure_drawn", "low_drawn", "high_drawn", enough="known", percent=shares
        ),
        signal="usual",
    )


def _groups_by_year(measure: OneMeasure) -> pl.DataFrame:
    """Yearly figures of groups, with the kind of each."""
    kinds = pl.col("breakdown_kind").fill_null(BreakdownKind.OTHER.value)
    return measure.yearly.filter(
        pl.col("breakdown").is_not_null() & pl.col("figure").is_not_null()
    ).with_columns(breakdown_kind=kinds)


def _of_kind(kind: str) -> pl.Expr:
    if kind == TEAM:
        return pl.col("team").is_not_null() & pl.col("breakdown").is_null()
    return pl.col("team").is_null() & (pl.col("breakdown_kind") == kind)


def _named(kind: str) -> str:
    return TEAM if kind == TEAM else within(BreakdownKind(kind).label)


def _read(row: dict[str, Any]) -> dict[str, str]:
    """What is said of a team or group: in a word, and under its name."""
    figure = figure_in(row["figure"], row["unit"])
    reaches_all = (
        row["unit"] == "percent" and row["lower_shown"] == 0.0 and row["upper_shown"] == PERCENT
    )
    if reaches_all:
        return {"reading": "too few to judge", "note": f"{figure}; {FEW_PEOPLE}"}
    reading = dict(_SAID)[row["verdict"]] or _WAYS[row["variation"]]
    missed = row["verdict"] == StandingVerdict.TARGET_MISSED.value
    return {"reading": reading, "note": f"{figure}, {reading if missed else change(row)}"}


def _summary(told: Sequence[dict[str, Any]], label: str) -> str:
    """Which are worse, which better and which as usual, by name."""
    parts = []
    for said in _READINGS:
        names = [row[label] for row in told if row["reading"] == said]
        if len(names) == len(told) and len(told) > 1:
            return f"{said} in {'both' if len(told) == 2 else f'all {number_word(len(told))}'}"
        if names:
            parts.append(f"{said} in {listed_up_to(names, _NAMED)}")
    return "; ".join(parts)


def _spread(frame: pl.DataFrame, unit: str | None) -> str:
    """From the lowest figure to the highest."""
    known = frame.sort("figure")
    low, high = known.row(0, named=True), known.row(-1, named=True)
    if frame.height == 1:
        return f"{figure_in(low['figure'], unit)} for {low['breakdown']}"
    return (
        f"from {figure_in(low['figure'], unit)} for {low['breakdown']} to "
        f"{figure_in(high['figure'], unit)} for {high['breakdown']}"
    )
