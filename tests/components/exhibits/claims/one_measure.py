"""What exhibits of one measure have to say, worked out from their frames and the records.

Figures, limits and what a point means are the frame's; whether these are the measures' is tried in
`tests/components/exhibits/indicators/test_measure.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl

from components.exhibits.memo import memo
from data_access.snapshot import Snapshot
from measures.indicators.series import IndicatorSeries, indicator_series
from tests.components.exhibits.claims.told import Told
from tests.components.exhibits.claims.words import Row, cap, day, joined, month

_TIMES = ("minutes", "days", "weeks")
_COUNTS = ("people", "contacts", "assessments", "packages", "placements", "concerns", "enquiries")


def judged_anew(t: Told) -> IndicatorSeries:
    """All series of the records, by the measure itself."""
    return memo(t.known, _worked_out_anew)


def _worked_out_anew(known: Snapshot) -> IndicatorSeries:
    return indicator_series(
        known["indicator"], known["indicator_definition"], known["event"],
        known.whole_to.get("indicator"),
    )  # fmt: skip


def number(value: float, places: int) -> str:
    """A number with so many decimal places at most."""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(value: float, unit: str | None, apart: float | None) -> int:
    """How many decimal places tell something."""
    usual = (value < 10 or value > 90) if unit == "percent" else value < 100
    if not apart:
        return int(usual)
    return max(int(usual), min(2, 1 - math.floor(math.log10(abs(apart)))))


def figure(value: float, unit: str | None, apart: float | None = None) -> str:
    """A figure with its unit."""
    text = number(value, places(value, unit, apart))
    if unit == "percent":
        return f"{text}%"
    if unit in _TIMES:
        return f"{text} {unit[:-1] if text == '1' else unit}"
    if unit and ("per " in unit):
        return f"{text} {unit}"
    return text


def span(low: float, high: float, unit: str | None) -> str:
    """A range with its unit."""
    if unit in _COUNTS and math.ceil(low) <= math.floor(high):
        return f"{math.ceil(low):,} to {math.floor(high):,}"
    first = number(low, places(low, unit, high - low))
    return f"{first} to {figure(high, unit, high - low)}"


def period(last: date, frequency: str | None) -> str:
    """What a period is called by its last day."""
    if frequency in ("yearly", "every_two_years"):
        return f"year to {month(last)}"
    if frequency == "quarterly":
        return f"{month(date(last.year, last.month - 2, 1)).split()[0]} to {month(last)}"
    return month(last)


def whole(rows: Sequence[Row]) -> list[Row]:
    """Points that are judged."""
    return [row for row in rows if not row["so_far"] and row["figure"] is not None]


def stretch(rows: Sequence[Row]) -> list[Row]:
    """The newest points that mean the same, since the usual range last began anew."""
    found: list[Row] = []
    for row in reversed(rows):
        same = (row["meaning"], row["rebase_group"]) == (
            rows[-1]["meaning"], rows[-1]["rebase_group"],
        )  # fmt: skip
        if not same:
            break
        found.insert(0, row)
    return found


def why(rows: Sequence[Row]) -> str:
    """By which rule the newest point is marked, the gravest first."""
    last, unit = rows[-1], rows[-1]["unit"]
    group = [row for row in rows if row["rebase_group"] == last["rebase_group"]]
    usual = span(last["lower_shown"], last["upper_shown"], unit)
    gap = abs(last["figure"] - last["mean"])
    mean = figure(last["mean"], unit, min(last["upper_shown"] - last["lower_shown"], 10 * gap))
    seven, three = group[-7:], group[-3:]
    sides = [row["figure"] - row["mean"] for row in seven]
    steps = [b["figure"] - a["figure"] for a, b in pairwise(seven)]
    long = len(seven) == 7
    reach = [(row["upper_limit"] - row["mean"]) * 2 / 3 for row in three]
    ends = [(row["figure"] - row["mean"], far) for row, far in zip(three, reach, strict=True)]
    near = f"end of the usual range of {usual}."
    runs = "The newest seven figures or more all lie"
    found = [
        (last["meaning"] == "common_cause",
         f"The newest figure lies in the usual range of {usual}."),
        (last["figure"] > last["upper_limit"],
         f"The newest figure lies above the usual range of {usual}."),
        (last["figure"] < last["lower_limit"],
         f"The newest figure lies below the usual range of {usual}."),
        (long and min(sides) > 0, f"{runs} above the mean of {mean}."),
        (long and max(sides) < 0, f"{runs} below the mean of {mean}."),
        (long and min(steps) > 0, "The newest figures rose six times in a row or more."),
        (long and max(steps) < 0, "The newest figures fell six times in a row or more."),
        (sum(off > far for off, far in ends) >= 2,
         f"Two of the newest three figures lie near the upper {near}"),
        (sum(off < -far for off, far in ends) >= 2,
         f"Two of the newest three figures lie near the lower {near}"),
    ]  # fmt: skip
    return next((said for holds, said in found if holds), "no rule marks it")


def outlook(t: Told, series: str) -> str:
    """What there is to say of the target, by the measure itself."""
    latest = judged_anew(t).latest.filter(pl.col("series") == series)
    return str(latest.item(0, "outlook"))


def moved(t: Told, rows: Sequence[Row]) -> date | None:
    """The period of a figure so far off that it moves the mean, where those since have settled."""
    latest = judged_anew(t).latest.filter(pl.col("series") == rows[-1]["series"])
    [told] = latest.select("moved_by", "mean_since").rows()
    return told[0] if told[1] is not None else None


def way(t: Told, rows: Sequence[Row]) -> str:
    """Whether the newest figure is part of a change, and since when; else whether the target is
    missed; else as usual."""
    last = rows[-1]
    if last["lower_limit"] is None:
        return "too few figures to judge"
    named = {"improvement": "better", "concern": "worse", "neutral_high": "higher than usual",
             "neutral_low": "lower than usual"}.get(last["meaning"])  # fmt: skip
    if named and not moved(t, rows):
        reason = why(rows)
        if "usual" in named and "six times" in reason:
            named = "rising" if "rose" in reason else "falling"
        return f"{named} since {month(stretch(rows)[0]['date'])}"
    if outlook(t, last["series"]) == "consistent_fail":
        return f"as usual, and misses its target of {figure(last['target'], last['unit'])}"
    return "as usual"


def verdict(t: Told, rows: Sequence[Row]) -> str:
    """The same as a verdict."""
    said = way(t, rows)
    if said.startswith(("better", "worse")):
        return f"Changed for the {said.split()[0]}."
    if "since" in said:
        return "Changed."
    return "As usual, and misses its target." if "misses" in said else f"{cap(said)}."


def prospect(t: Told, rows: Sequence[Row]) -> str:
    """What is said of the target."""
    last = rows[-1]
    if last["target"] is None:
        return ""
    target, kind = figure(last["target"], last["unit"]), outlook(t, last["series"])
    met = (
        last["figure"] >= last["target"]
        if last["direction"] == "increase"
        else last["figure"] <= last["target"]
    )
    stays = "stays so" if met else "will be"
    return {
        "none": "",
        "consistent_pass": f"As things are, the target of {target} will be met.",
        "consistent_fail": f"Unless something changes, the target of {target} will be missed.",
        "inconsistent": f"Whether the target of {target} is met is down to chance.",
        "too_early": f"The target of {target} is {'' if met else 'not '}met; whether it {stays} is "
        "too early to say.",
    }[kind]


def meaning(t: Told, rows: Sequence[Row]) -> str:
    """Why it is judged as it is, and what that says of the target."""
    last = rows[-1]
    if last["lower_limit"] is None:
        return f"{len(rows)} {'figure' if len(rows) == 1 else 'figures'} so far."
    reason, off = why(rows), moved(t, rows)
    if off and last["meaning"] != "common_cause":
        reason = (f"{cap(period(off, last['frequency']))} lies far off and moves the mean; the "
                  "figures since vary as usual.")  # fmt: skip
    few = "The range rests on few figures, so it is provisional." if last["provisional"] else ""
    return " ".join(filter(None, [reason, prospect(t, rows), few]))


def happened(t: Told, series: set[str]) -> list[dict[str, Any]]:
    """Events on some series, in order."""
    marks = judged_anew(t).marks.filter(pl.col("series").is_in(list(series)))
    rows = marks.select("event", "day", "effect", "why", "recorded_by").unique().to_dicts()
    return sorted(rows, key=lambda row: (row["day"], row["event"]))


def anew(t: Told, series: set[str]) -> list[str]:
    """What is to be known of events with which the usual range begins anew."""
    return [
        f"The usual range begins anew after {row['event']}, {day(row['day'])}: "
        f"{row['why'].rstrip('.')} (recorded by {row['recorded_by']})."
        for row in happened(t, series)
        if row["effect"] == "rebases"
    ]


def declared(t: Told) -> dict[str, Any]:
    """What the measure is, by the catalogue and its rows."""
    code = t.exhibit.address.get("measure", "")
    [row] = judged_anew(t).measures.filter(pl.col("measure") == code).to_dicts() or [{}]
    return row


def source(t: Told) -> str:
    """The newest source that rows name, and that of the definition."""
    told = declared(t)
    if not told:
        return "The council's own figures."
    rows = t.known["indicator"].filter(pl.col("indicator") == told["indicator"]).sort("period_end")
    named = [each for each in rows.get_column("source") if each]
    own = (named[-1] if named else "The council's own figures").rstrip(".")
    return f"{own}. Definition: {told['source'].rstrip('.')}." if told["source"] else f"{own}."


def unit_words(t: Told) -> str:
    """What figures are in, and which way is better."""
    told = declared(t)
    unit = told["unit"] or "figures as recorded"
    start = cap(unit) if unit.startswith(("per ", "figures")) else f"In {unit}"
    better = {"increase": "; higher is better", "decrease": "; lower is better"}
    return start + better.get(told["direction"], "")


def months(rows: Sequence[Row]) -> str:
    """From which month to which there are figures."""
    first, last = min(row["period_start"] for row in rows), max(row["date"] for row in rows)
    return month(first) if month(first) == month(last) else f"{month(first)} to {month(last)}"


def open_periods(rows: Sequence[Row]) -> list[str]:
    """What is said of periods so far."""
    names = list(dict.fromkeys(
        period(row["date"], row["frequency"]) for row in rows if row["so_far"]
    ))  # fmt: skip
    if not names:
        return []
    return [f"{cap(joined(names[-3:]))}: so far, not judged; the record is not whole yet."]
