"""A measure before and after each event that touches it: what changed since, and what did not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from components.exhibits.declaration import ExhibitRequest, Row, declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.indicators.judged import judged_measure
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.indicators.before_after import (
    FEWEST_AFTER,
    FEWEST_BEFORE,
    Since,
    before_and_after,
)
from measures.indicators.series import IndicatorSeries
from vocabulary.values import figure_in
from vocabulary.verdict import Verdict
from vocabulary.wording import long_date, month_and_year, sentence

WHOLE: Final = "Whole service"
CLAIMS: Final = (Since.BETTER, Since.WORSE, Since.HIGHER, Since.LOWER)
SIGNALS: Final[dict[str, Signal]] = {
    Since.BETTER: "improved",
    Since.WORSE: "attention",
    Since.HIGHER: "usual",
    Since.LOWER: "usual",
    Since.NO_SIGNAL: "usual",
    Since.MOVING_BEFORE: "usual",
    Since.TOO_FEW: "unknown",
}
JUDGED: Final = {
    Since.NO_SIGNAL: Verdict.WITHIN_CHANCE,
    Since.MOVING_BEFORE: Verdict.BEYOND_CHANCE,
    Since.TOO_FEW: Verdict.TOO_FEW,
}
"""The rest are beyond chance."""
READINGS: Final = {
    Since.BETTER: "Better since",
    Since.WORSE: "Worse since",
    Since.HIGHER: "Higher since",
    Since.LOWER: "Lower since",
    Since.NO_SIGNAL: "No change is shown",
    Since.MOVING_BEFORE: "Changing already before",
    Since.TOO_FEW: "Too few figures to judge",
}
NOT_BECAUSE: Final = "“Since”, not “because of”: what else happened at the time, no chart can tell."


def events_on(
    found: IndicatorSeries, events: pl.DataFrame, measures: Sequence[str]
) -> list[dict[str, Any]]:
    """The events that touch any of some measures, newest first: rows of the event dataset."""
    of_measures = pl.concat(
        [each.select("series", "measure") for each in (found.latest, found.yearly)]
    ).filter(pl.col("measure").is_in(list(measures)))
    touching = found.marks.join(of_measures, on="series", how="semi").get_column("event")
    held = events.filter(pl.col("event").is_in(touching.unique().implode()))
    return held.sort("day", "event", descending=[True, False]).to_dicts()


def _of_measure(
    records: Records, request: ExhibitRequest, view: View
) -> tuple[IndicatorSeries, str]:
    return judged_measure(records, request.measure), request.measure


@declare(
    key="measure_since",
    title="Before and after what happened",
    question="What changed since something happened, and what did not?",
    meaning="The measure's figures before each recorded event, and since.",
    formula=(
        "Figures after the event against limits drawn from those before it alone. A change is "
        "claimed only where the chart signals it and the 95% interval of the difference leaves out "
        f"0; judged from {FEWEST_BEFORE} figures before and {FEWEST_AFTER} after on. Before "
        "reaches back to the last event that began the usual range anew, after on to the next."
    ),
    source="Indicators and recorded events.",
    how_to_read=(
        "Where no signal is found, nothing shows that anything changed: that is not proof that "
        "nothing did. Where figures were changing already before, the event explains nothing."
    ),
    caveats=(NOT_BECAUSE,),
    page="measure",
    place=20110,
    inputs=_of_measure,
    public=False,
    of_measure=True,
    records="indicators",
    next_step="Record what happened, on the measure's page: a new system, team or rule, and from "
    "which day.",
)
def measure_since(found: IndicatorSeries, measure: str, view: View) -> Content:
    """The exhibit: one row for each event and group of people or team, events newest first."""
    unit = found.measures.item(0, "unit") if found.measures.height else None
    name = found.measures.item(0, "name") if found.measures.height else measure
    groups = found.latest.select(
        "series", "chart", group=pl.coalesce("breakdown", "team", pl.lit(WHOLE)),
        is_whole=pl.col("breakdown").is_null() & pl.col("team").is_null(),
    )  # fmt: skip
    frame = (
        before_and_after(found)
        .join(groups, on="series", how="left")
        .sort("day", "event", "is_whole", "group", descending=[True, False, True, False])
        .with_columns(unit=pl.lit(unit, pl.String))
    )
    frame = frame.with_columns(
        reading=pl.col("verdict").replace_strict(
            {verdict.value: words for verdict, words in READINGS.items()}, return_dtype=pl.String
        )
    )
    levels = ("level_before", "level_after", "difference", "difference_low", "difference_high")
    frame = frame.with_columns(pl.col(levels).round(2).name.suffix("_rounded"))
    shown = _shown(frame)
    if shown is None:
        headline, judged_as, verdict, meaning = (
            "No event is recorded for this measure", Verdict.NOT_RECORDED, "", "",
        )  # fmt: skip
    else:
        verdict = f"{READINGS[Since(shown['verdict'])]}."
        headline, meaning = _headline(shown), in_words(shown)
        judged_as = JUDGED.get(Since(shown["verdict"]), Verdict.BEYOND_CHANCE)
    return Content(
        headline=headline,
        subtitle=f"{name}, before and after each event that touches it",
        frame=frame,
        columns={
            "event": "What happened",
            "day": "From",
            "group": "Of",
            "points_before": "Figures before",
            "points_after": "Figures since",
            "level_before_rounded": "Before",
            "level_after_rounded": "Since",
            "difference_rounded": "Difference",
            "difference_low_rounded": "At least",
            "difference_high_rounded": "At most",
            "first_signal": "First signal",
            "reading": "Reading",
        },
        source="Indicators, and events as they are recorded.",
        alternative="; ".join(
            f"{row['event']}, {row['group']}: {in_words(row)}".rstrip(".")
            for row in frame.iter_rows(named=True)
        ),
        verdict=verdict,
        judged=judged_as,
        meaning=meaning,
        signal=SIGNALS[shown["verdict"]] if shown else "unknown",
    )


def _shown(frame: pl.DataFrame) -> Row | None:
    """The row that the headline is about: of the newest event with a claim, else of the newest;
    the whole service where it has figures. None without rows."""
    whole = frame.filter("is_whole")
    rows = list((whole if whole.height else frame).iter_rows(named=True))
    return next((row for row in rows if row["verdict"] in CLAIMS), rows[0] if rows else None)


def _headline(row: Row) -> str:
    of = "" if row["is_whole"] else f", {row['group']}"
    said = f"since “{row['event']}”{of}"
    verdict = Since(row["verdict"])
    if verdict in CLAIMS:
        now, then = (figure_in(row[name], row["unit"]) for name in ("level_after", "level_before"))
        way = READINGS[verdict].removesuffix(" since")
        return f"{way} {said}: {now} against {then} before"
    if verdict is Since.MOVING_BEFORE:
        return f"Figures were changing already before “{row['event']}”{of}"
    if verdict is Since.TOO_FEW:
        return f"Too few figures to judge what changed {said}"
    return f"No change is shown {said}"


def in_words(row: Row) -> str:
    """What there is to say of one event and group: a row of `measure_since`'s frame."""
    verdict, unit = Since(row["verdict"]), row["unit"]
    if verdict is Since.TOO_FEW:
        return (
            f"too few figures to judge, {row['points_before']} before and "
            f"{row['points_after']} since."
        )
    now, then = (figure_in(row[name], unit) for name in ("level_after", "level_before"))
    levels = f"{now} since, {then} before"
    if verdict is Since.MOVING_BEFORE:
        return f"{levels}, but figures were changing already before it."
    if verdict is Since.NO_SIGNAL:
        return f"{levels}: no change is shown."
    month = month_and_year(row["first_signal"])
    return f"{levels}: {_difference(row)}, signalled first in {month}."


def _difference(row: Row) -> str:
    """The interval of a difference that leaves out 0, such as "2.4 minutes to 3.4 minutes less"."""
    ends = sorted(abs(row[name]) for name in ("difference_low", "difference_high"))
    way = "less" if row["difference"] < 0 else "more"
    if row["unit"] == "percent":
        low, high = (figure_in(end, None) for end in ends)
        return f"{low} to {high} percentage points {way}"
    low, high = (figure_in(end, row["unit"]) for end in ends)
    return f"{low} to {high} {way}"


def since_detail(row: Row) -> str:
    """The line under an event: of whom, what changed, and from which day."""
    return f"{row['group']}: {in_words(row)} From {long_date(row['day'])}."


def since_title(row: Row) -> str:
    """Such as "Better since: New telephones at the front door"."""
    return f"{sentence(READINGS[Since(row['verdict'])])}: {row['event']}"
