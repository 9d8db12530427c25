"""Texts of one measure: over time, by year, by team or group, beside other councils."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from components.exhibits.indicators.judged import beside_peers
from tests.components.exhibits.claims.one_measure import (
    anew,
    declared,
    figure,
    happened,
    judged_anew,
    meaning,
    months,
    open_periods,
    period,
    source,
    span,
    unit_words,
    verdict,
    way,
    whole,
)
from tests.components.exhibits.claims.told import Told
from tests.components.exhibits.claims.words import (
    Row,
    cap,
    day,
    figures,
    joined,
    joined_up_to,
    word,
)

_NAMES = {
    "age": "age", "sex": "sex", "ethnicity": "ethnicity", "language": "language",
    "support_reason": "reason for support", "carer": "carers and people cared for",
    "channel": "way of contact", "reason": "reason for contact",
    "known": "known already or not", "outcome": "outcome", "area": "area", "setting": "setting",
    "provider": "provider", "other": "other groups",
}  # fmt: skip
_LABELS = {
    "worse": "worse", "better": "better", "higher than usual": "higher", "rising": "higher",
    "lower than usual": "lower", "falling": "lower", "too few figures to judge": "too few to judge",
}  # fmt: skip
_READINGS = ("worse", "higher", "lower", "better", "as usual", "too few to judge")


def _yearly(t: Told) -> bool:
    return "figure_drawn" in t.frame.columns


def headline(t: Told) -> str:
    """The claim of the measure over time or by year."""
    told = declared(t)
    if not told:
        return "No measure is chosen"
    if not t.rows:
        return f"{told['name']}: figures by {_by(t)} only, none of the whole service"
    if _yearly(t):
        last = t.rows[-1]
        said = f"{told['name']}: {figure(last['figure'], told['unit'])}"
        return f"{said} in the {period(last['date'], told['frequency'])}, {_among(t, last)}"
    rows = whole(t.rows)
    last = rows[-1]
    when = period(last["date"], last["frequency"])
    return f"{told['name']}: {figure(last['figure'], last['unit'])} in {when}, {way(t, rows)}"


def _by(t: Told) -> str:
    rows = t.known["indicator"].filter(pl.col("indicator") == declared(t)["indicator"])
    groups = rows.filter(pl.col("breakdown").is_not_null())
    held = set(groups.get_column("breakdown_kind").fill_null("other"))
    teams = ["team"] if rows.get_column("team").null_count() < rows.height else []
    return joined([*teams, *(name for kind, name in _NAMES.items() if kind in held)])


def _among(t: Told, row: Row) -> str:
    """Where a yearly figure stands among others, or against its target."""
    told = declared(t)
    up = told["direction"] == "increase"
    higher, lower = row["verdict"] == "higher than peers", row["verdict"] == "lower than peers"
    neither = told["direction"] == "neutral"
    target = row["target"]
    short = target is not None and row["low"] is not None and not neither and (
        row["high"] < target if up else row["low"] > target
    )  # fmt: skip
    if (lower if up else higher) and not neither:
        return "worse than at other councils"
    if short:
        return f"beyond chance short of its target of {figure(target, told['unit'])}"
    if higher or lower:
        return "unlike other councils" if neither else "better than at other councils"
    return {
        "within chance": "as at other councils", "too few to judge": "too few figures to judge",
        "nothing to compare with": "nothing to compare with",
    }[row["verdict"]]  # fmt: skip


def _subtitle(t: Told) -> str:
    if not t.rows:
        return "The whole service"
    if _yearly(t):
        return f"{unit_words(t)}; the whole service, each year with its 95% interval"
    return f"{unit_words(t)}; the whole service, {months(t.rows)}"


def _verdict(t: Told) -> str:
    if not t.rows:
        return ""
    if _yearly(t):
        said = _among(t, t.rows[-1])
        return "As usual, and misses its target." if "short of" in said else f"{cap(said)}."
    return verdict(t, whole(t.rows))


def _meaning(t: Told) -> str:
    if not t.rows:
        return ""
    if not _yearly(t):
        return meaning(t, whole(t.rows))
    last, unit = t.rows[-1], declared(t)["unit"]
    said = []
    if last["low"] is not None:
        said.append(f"Chance alone could have made it {span(last['low'], last['high'], unit)}.")
    if last["peers_median"] is not None:
        middle = figure(last["peers_median"], unit)
        said.append(f"The middle one of {last['peers']} other councils has {middle}.")
    if said:
        return " ".join(said)
    return (f"The latest year's figure is {figure(last['figure'], unit)}; there is nothing to "
            "compare it with.")  # fmt: skip


def _alternative(t: Told) -> str:
    if not t.rows:
        return headline(t)
    if _yearly(t):
        return "; ".join(f"{row['period']}: {_with_interval(row, t)}" for row in t.rows)
    events = [
        f"{row['event']}, {day(row['day'])}"
        + (" (the usual range begins anew)" if row["effect"] == "rebases" else "")
        for row in happened(t, {row["series"] for row in t.rows})
    ]
    marked = f"Marked: {'; '.join(events)}." if events else ""
    return " ".join(filter(None, [f"{headline(t)}. {_meaning(t)}", marked]))


def _with_interval(row: Row, t: Told) -> str:
    unit = declared(t)["unit"]
    said = figure(row["figure"], unit)
    return said if row["low"] is None else f"{said} ({span(row['low'], row['high'], unit)})"


def _caveats(t: Told) -> str:
    if not t.rows or _yearly(t):
        return ""
    latest = judged_anew(t).latest.filter(pl.col("series") == t.rows[0]["series"])
    far = [
        f"{cap(period(off, t.rows[0]['frequency']))} lies so far off that it moves the mean: look "
        "at it before any other signal."
        for off in latest.get_column("moved_by").drop_nulls()
    ]
    told = anew(t, {row["series"] for row in t.rows})
    return "\n".join([*far, *open_periods(t.rows), *told])


# By team or group


def _kind(t: Told) -> str:
    row = t.rows[0]
    return "team" if row["team"] else str(row["breakdown_kind"] or "other")


def _panels(t: Told) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in t.rows:
        found.setdefault(row["panel"], []).append(row)
    return {name: whole(rows) for name, rows in found.items()}


def _all_or_none(rows: Sequence[Row]) -> bool:
    """Whether the usual range of a share reaches from none to all."""
    last = rows[-1]
    ends = (last["lower_shown"], last["upper_shown"])
    return last["unit"] == "percent" and ends == (0.0, 100.0)


def _reading(t: Told, rows: Sequence[Row]) -> str:
    if _all_or_none(rows):
        return "too few to judge"
    said = way(t, rows)
    start = said.partition(" since")[0]
    return _LABELS.get(start, "as usual")


def _note(t: Told, rows: Sequence[Row]) -> str:
    shown = figure(rows[-1]["figure"], rows[-1]["unit"])
    if _all_or_none(rows):
        return f"{shown}; too few people to judge"
    said = way(t, rows)
    return f"{shown}, {'as usual' if 'misses' in said else said}"


def groups_headline(t: Told) -> str:
    """Which teams or groups are worse, better and as usual."""
    told = declared(t)
    if not told:
        return "No measure is chosen"
    if not t.rows:
        return f"{told['name']}: no figures by team or group"
    if _yearly(t):
        return f"{told['name']}, by {_NAMES[t.rows[0]['breakdown_kind']]}: {_from_to(t)}"
    readings = {name: _reading(t, rows) for name, rows in _panels(t).items()}
    parts = []
    for said in _READINGS:
        names = [name for name, each in readings.items() if each == said]
        if names and len(names) == len(readings) > 1:
            every = "both" if len(names) == 2 else f"all {word(len(names))}"
            parts = [f"{said} in {every}"]
            break
        if names:
            parts.append(f"{said} in {joined_up_to(names, 3)}")
    by = "team" if _kind(t) == "team" else _NAMES[_kind(t)]
    return f"{told['name']}, by {by}: {'; '.join(parts)}"


def _from_to(t: Told) -> str:
    unit = declared(t)["unit"]
    rows = sorted(t.rows, key=lambda row: float(row["figure"]))
    low, high = (f"{figure(row['figure'], unit)} for {row['breakdown']}" for row in
                 (rows[0], rows[-1]))  # fmt: skip
    return low if len(rows) == 1 else f"from {low} to {high}"


def _groups_subtitle(t: Told) -> str:
    if not t.rows:
        return "By team or group"
    if _yearly(t):
        when = period(t.rows[0]["date"], declared(t)["frequency"])
        return f"{unit_words(t)}; {when}, each with its 95% interval"
    return f"{unit_words(t)}; same axes for all, {months(t.rows)}"


def _groups_alternative(t: Told) -> str:
    if not t.rows:
        return groups_headline(t)
    if _yearly(t):
        return "; ".join(f"{row['breakdown']}: {_with_interval(row, t)}" for row in t.rows)
    return "; ".join(f"{name}: {_note(t, rows)}" for name, rows in _panels(t).items())


def _groups_caveats(t: Told) -> str:
    if not t.rows or _yearly(t):
        return ""
    return "\n".join(anew(t, {row["series"] for row in t.rows}))


# Beside other councils


def _compared(t: Told) -> dict[str, Any]:
    """The newest yearly figure against others, by the measure itself."""
    rows = beside_peers(t.known, judged_anew(t)).filter(
        (pl.col("measure") == t.exhibit.address["measure"]) & pl.col("breakdown").is_null()
    )
    return rows.row(-1, named=True)


def peers_headline(t: Told) -> str:
    """What the newest year says among other councils."""
    told = declared(t)
    if not told:
        return "No measure is chosen"
    if not t.rows:
        yearly = told["chart"] == "yearly"
        return (f"{told['name']}: no other council's figure is known" if yearly
                else f"{told['name']}: not a yearly figure of every council")  # fmt: skip
    row = _compared(t)
    said = f"{told['name']}: {figure(row['figure'], told['unit'])}"
    return f"{said} in the {period(row['date'], told['frequency'])}, {_among(t, row)}"


def _peers_subtitle(t: Told) -> str:
    if not t.rows:
        return "Beside other councils"
    row = _compared(t)
    when = period(row["date"], declared(t)["frequency"])
    return f"{unit_words(t)}; {when}, {figures(row['peers'], 'other council')}"


def _peers_verdict(t: Told) -> str:
    if not t.rows:
        return ""
    said = _among(t, _compared(t))
    return "As usual, and misses its target." if "short of" in said else f"{cap(said)}."


def _peers_meaning(t: Told) -> str:
    few = bool(t.rows) and _compared(t)["peers"] < 5
    return "Fewer than 5 other councils are too few to compare with." if few else ""


def _peers_alternative(t: Told) -> str:
    if not t.rows:
        return peers_headline(t)
    return "; ".join(f"{row['who']}: {_with_interval(row, t)}" for row in t.rows)


TEXTS = {
    "measure": {
        "headline": headline,
        "subtitle": _subtitle,
        "verdict": _verdict,
        "meaning": _meaning,
        "alternative": _alternative,
        "source": source,
        "caveats": _caveats,
    },
    "measure_groups": {
        "headline": groups_headline,
        "subtitle": _groups_subtitle,
        "alternative": _groups_alternative,
        "source": source,
        "caveats": _groups_caveats,
    },
    "measure_peers": {
        "headline": peers_headline,
        "subtitle": _peers_subtitle,
        "verdict": _peers_verdict,
        "meaning": _peers_meaning,
        "alternative": _peers_alternative,
        "source": source,
    },
}
