"""The front door, and measures before and after events."""

from __future__ import annotations

from datetime import date

import polars as pl

from tests.components.exhibits.claims.control import (
    Compared,
    Point,
    compared,
    limits,
    marks,
    verdict,
)
from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import Row, cap, day, joined, month, small

_STEPS = {
    "contacts": "Contacts",
    "who": "Who gets in touch",
    "channel": "How they get in touch",
    "reason": "What they ask for",
    "known": "Known already or not",
    "outcome": "What comes of it",
    "in_time": "Answered in time",
}
READ = {
    "better": "Better since",
    "worse": "Worse since",
    "higher": "Higher since",
    "lower": "Lower since",
    "none": "No change is shown",
    "moving": "Changing already before",
    "few": "Too few figures to judge",
}
CLAIMED = ("better", "worse", "higher", "lower")


def said(value: float, unit: str | None) -> str:
    """A figure with its unit."""
    if unit == "percent":
        places = 1 if abs(value) < 10 or abs(value) > 90 else 0
        return f"{_digits(value, places)}%"
    text = _digits(value, 1 if abs(value) < 100 else 0)
    if unit in ("minutes", "days", "weeks"):
        return f"{text} {unit[:-1] if text == '1' else unit}"
    return f"{text} {unit}" if unit and unit.startswith("per ") else text


def _digits(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    return (text[:-2] if places and text.endswith(".0") else text).replace("-", "−")


def points_of(t: Told, measure: str, group: str | None) -> list[Point]:
    """The whole periods of a measure's series, from the records."""
    whole = t.known.whole_to.get("indicator")
    rows = t.known["indicator"].filter(pl.col("indicator") == measure).sort("period_end")
    found = []
    for row in rows.rows(named=True):
        if (row["breakdown"] or row["team"]) != group:
            continue
        x, n, per = row["numerator"], row["denominator"], row["per"] or 1.0
        figure = row["value"] if row["value"] is not None else x / n * per if n else x
        if figure is not None and (whole is None or row["period_end"] <= whole):
            found.append(Point(row["period_start"], row["period_end"], figure, x, n))
    return found


def direction_of(t: Told, measure: str) -> str:
    """Which way is better, as its rows say."""
    rows = t.known["indicator"].filter(
        (pl.col("indicator") == measure) & (pl.col("direction") != "neutral")
    )
    return str(rows.item(-1, "direction")) if rows.height else "neutral"


def anew(t: Told, row: Row, measure: str, group: str | None) -> tuple[Compared, str]:
    """A row's before and after from the records, in the unit of the figure, and its verdict."""
    found = compared(points_of(t, measure, group), row["day"], row["chart"])
    assert found is not None
    told = verdict(found, direction_of(t, measure))
    if row["chart"] in ("p", "u"):
        per = t.known["indicator"].filter(pl.col("indicator") == measure).item(0, "per") or 1.0
        found = found._replace(
            was=found.was * per, became=found.became * per, low=found.low * per,
            high=found.high * per,
        )  # fmt: skip
    return found, told


def sentence_of(found: Compared, told: str, unit: str | None) -> str:
    """What there is to say of one event and group."""
    if told == "few":
        return f"too few figures to judge, {found.before} before and {found.after} since."
    levels = f"{said(found.became, unit)} since, {said(found.was, unit)} before"
    if told == "moving":
        return f"{levels}, but figures were changing already before it."
    if told == "none":
        return f"{levels}: no change is shown."
    assert found.first is not None
    ends = sorted((abs(found.low), abs(found.high)))
    way = "less" if found.became < found.was else "more"
    of = None if unit == "percent" else unit
    gap = " to ".join(said(end, of) for end in ends)
    gap += f" percentage points {way}" if unit == "percent" else f" {way}"
    return f"{levels}: {gap}, signalled first in {month(found.first)}."


# Measures before and after events.


def _told(t: Told) -> list[tuple[Row, Compared, str]]:
    measure = t.exhibit.address["measure"]
    return [
        (row, *anew(t, row, measure, None if row["is_whole"] else row["group"])) for row in t.rows
    ]


def _about(t: Told) -> tuple[Row, Compared, str] | None:
    """What the headline is about: the newest claim, else the newest event; of the whole service
    where that has figures."""
    rows = _told(t)
    whole = [each for each in rows if each[0]["is_whole"]] or rows
    return next((each for each in whole if each[2] in CLAIMED), whole[0] if whole else None)


def since_headline(t: Told) -> str:
    """The headline of `measure_since`."""
    about = _about(t)
    if about is None:
        return "No event is recorded for this measure"
    row, found, told = about
    of = "" if row["is_whole"] else f", {row['group']}"
    named = f"“{row['event']}”{of}"
    if told in CLAIMED:
        now, then = said(found.became, row["unit"]), said(found.was, row["unit"])
        return f"{cap(told)} since {named}: {now} against {then} before"
    return {
        "moving": f"Figures were changing already before {named}",
        "few": f"Too few figures to judge what changed since {named}",
        "none": f"No change is shown since {named}",
    }[told]


def _since_verdict(t: Told) -> str:
    about = _about(t)
    return f"{READ[about[2]]}." if about else ""


def _since_meaning(t: Told) -> str:
    about = _about(t)
    return sentence_of(about[1], about[2], about[0]["unit"]) if about else ""


def _since_alternative(t: Told) -> str:
    return "; ".join(
        f"{row['event']}, {row['group']}: {sentence_of(found, told, row['unit'])}".rstrip(".")
        for row, found, told in _told(t)
    ) or since_headline(t)


# The front door.


def _chain_part(t: Told, row: Row) -> str:
    if row["date"] is None:
        return "not recorded"
    count, of = row["count"], row["of"]
    if row["step"] == "contacts":
        return f"{count:,.0f}"
    if of is not None:
        return f"{count / of:.0%} ({count:,.0f} of {of:,.0f})"
    if count is None:
        return f"{row['share']:.0%}"
    of = sum(each["count"] for each in t.where(step=row["step"]))
    return f"{count:,.0f} ({count / of:.0%})"


def _steps(t: Told) -> dict[str, list[Row]]:
    return {step: t.where(step=step) for step in _STEPS}


def _chain_alternative(t: Told) -> str:
    if t.frame.is_empty():
        return "No figures of the front door are recorded yet"
    return "; ".join(
        f"{_STEPS[step]}: "
        + ", ".join(f"{row['part']} {_chain_part(t, row)}" if row["part"] else _chain_part(t, row)
                    for row in rows)
        for step, rows in _steps(t).items()
    )  # fmt: skip


def _silent(t: Told) -> list[str]:
    return [small(_STEPS[step]) for step, rows in _steps(t).items() if rows and not rows[0]["date"]]


def chain_headline(t: Told) -> str:
    """The headline of `front_door_chain`."""
    steps = {step: rows for step, rows in _steps(t).items() if rows and rows[0]["date"]}
    if not steps:
        return "No figures of the front door are recorded yet"
    contacts = steps["contacts"][0] if "contacts" in steps else None
    beside = [
        (steps[step][0], words)
        for step, words in (("in_time", "answered in time"),
                            ("known", "about people known already"))
        if len(steps.get(step, [])) == 1
    ]  # fmt: skip
    if contacts is None:
        for row, words in beside:
            return f"{row['share']:.0%} {words} in {month(row['date'])}"
        return "How many people get in touch is not recorded"
    same = [
        f"{row['share']:.0%} {words}" for row, words in beside if row["date"] == contacts["date"]
    ]
    start = f"{contacts['count']:,.0f} contacts in {month(contacts['date'])}"
    return f"{start}: {joined(same)}" if same else start


def _ways(t: Told) -> list[tuple[str, list[Point]]]:
    """Ways of contact with the figures of each, most used in the newest whole month first; those
    put together are left out."""
    named = [label for name, label in t.exhibit.columns.items() if name.startswith("way_")]
    found = [(way, points_of(t, "front_door_contacts", way)) for way in named]
    return [(way, points) for way, points in found if points]


def _newest(t: Told) -> list[Row]:
    """Each way now: contacts, share, usual range, change and since."""
    ways = _ways(t)
    if not ways:
        return []
    last = max(points[-1].end for _, points in ways)
    rows = t.known["indicator"].filter(
        (pl.col("indicator") == "front_door_contacts")
        & (pl.col("breakdown_kind") == "channel")
        & (pl.col("period_end") == last)
    )
    everyone = sum(each for each in rows.get_column("numerator"))
    found = []
    for way, points in ways:
        values = [each.figure for each in points]
        mean, reach = limits(values)
        signs = marks(values, [3 * (value - mean) / reach for value in values])
        since: date | None = None
        for each, sign in zip(reversed(points), reversed(signs), strict=True):
            if sign != signs[-1] or not sign:
                break
            since = each.end
        found.append({
            "way": way, "contacts": values[-1], "share": values[-1] / everyone,
            "low": mean - reach, "high": mean + reach, "sign": signs[-1], "since": since,
            "month": last,
        })  # fmt: skip
    return found


def channels_headline(t: Told) -> str:
    """The headline of `front_door_channels`."""
    ways = _newest(t)
    if not ways:
        return "How people get in touch is not recorded"
    more = [small(each["way"]) for each in ways if each["sign"] > 0]
    fewer = [small(each["way"]) for each in ways if each["sign"] < 0]
    if more and fewer:
        return f"More contacts than usual: {joined(more)}; fewer: {joined(fewer)}"
    if more or fewer:
        return f"{'More' if more else 'Fewer'} contacts than usual: {joined(more or fewer)}"
    return f"Each way brings as many contacts as usual; most: {small(ways[0]['way'])}"


def _channels_alternative(t: Told) -> str:
    return "; ".join(
        f"{each['way']}: {each['contacts']:,.0f} contacts in {month(each['month'])}, "
        f"{each['share']:.0%} of all"
        for each in _newest(t)
    ) or channels_headline(t)


def _channels_verdict(t: Told) -> str:
    ways = _newest(t)
    return "" if not ways else "A real change." if any(w["sign"] for w in ways) else "As usual."


def _channels_meaning(t: Told) -> str:
    changed = [each for each in _newest(t) if each["sign"]]
    said_of = [
        f"{each['way']} since {month(each['since'])}, usual are {each['low']:,.0f} to "
        f"{each['high']:,.0f}"
        for each in changed
    ]
    return f"{'; '.join(said_of)}." if said_of else ""


def _channels_subtitle(t: Told) -> str:
    days = t.frame.get_column("date").to_list()
    start = "Contacts each month by way of contact"
    return f"{start}, {month(days[0])} to {month(days[-1])}" if len(days) > 1 else start


_TECHNOLOGY = ("front_door_answer_time", "front_door_answered_in_time")


def _event(t: Told) -> Row | None:
    """The newest event on the first of the front door's measures that it touches."""
    for measure in _TECHNOLOGY:
        for row in t.known["event"].sort("day", descending=True).rows(named=True):
            if measure in (row["indicators"] or []) and t.frame.height:
                return {**row, "measure": measure}
    return None


def _groups(t: Told) -> list[tuple[str, Row, Compared, str]]:
    event = _event(t)
    if event is None:
        return []
    found = []
    for group in t.frame.get_column("group").unique().sort():
        row = {**t.where(group=group)[0], "day": event["day"]}
        name = None if group == "Everyone" else group
        found.append((group, row, *anew(t, row, event["measure"], name)))
    return found


_FOR = {
    "worse": "worse for",
    "better": "better for",
    "higher": "higher for",
    "lower": "lower for",
    "none": "no change is shown for",
    "moving": "changing already before for",
    "few": "too few figures to judge for",
}


def technology_headline(t: Told) -> str:
    """The headline of `front_door_technology`."""
    event = _event(t)
    if event is None:
        return "No event at the front door has figures before and after it yet"
    parts = []
    for told, words in _FOR.items():
        named = [small(group) for group, _, _, each in _groups(t) if each == told]
        if named:
            parts.append(f"{words} {joined(named)}")
    return f"Since “{event['event']}”: {'; '.join(parts)}"


def _technology_said(t: Told) -> str:
    return "; ".join(
        f"{group}: {sentence_of(found, told, row['unit'])}".rstrip(".")
        for group, row, found, told in _groups(t)
    )


def _technology_meaning(t: Told) -> str:
    return f"{_technology_said(t)}." if _event(t) else ""


def _technology_alternative(t: Told) -> str:
    headline = technology_headline(t)
    return f"{headline}. {_technology_said(t)}" if _event(t) else headline


def _technology_verdict(t: Told) -> str:
    if _event(t) is None:
        return ""
    claimed = any(told in CLAIMED for *_, told in _groups(t))
    return "A change is shown." if claimed else "No change is shown."


def _technology_subtitle(t: Told) -> str:
    event = _event(t)
    if event is None:
        return "Before and after an event"
    rows = t.known["indicator"].filter(pl.col("indicator") == event["measure"])
    name = rows.get_column("name").drop_nulls()[-1]
    by = event["recorded_by"]
    return f"{name}, before and after {day(event['day'])}, recorded by {by}"


TEXTS: Texts = {
    "measure_since": {
        "headline": since_headline,
        "verdict": _since_verdict,
        "meaning": _since_meaning,
        "alternative": _since_alternative,
    },
    "front_door_chain": {
        "headline": chain_headline,
        "verdict": lambda t: "Not recorded:" if _silent(t) and t.rows else "",
        "meaning": lambda t: f"{joined(_silent(t))}." if _silent(t) and t.rows else "",
        "alternative": _chain_alternative,
    },
    "front_door_channels": {
        "headline": channels_headline,
        "subtitle": _channels_subtitle,
        "verdict": _channels_verdict,
        "meaning": _channels_meaning,
        "alternative": _channels_alternative,
    },
    "front_door_technology": {
        "headline": technology_headline,
        "subtitle": _technology_subtitle,
        "verdict": _technology_verdict,
        "meaning": _technology_meaning,
        "alternative": _technology_alternative,
    },
}
