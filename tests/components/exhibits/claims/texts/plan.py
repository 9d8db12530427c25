"""The improvement plan and innovation."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import (
    Row,
    cap,
    day,
    figures,
    joined,
    many,
    month,
    share_and_verdict,
)

_NOTHING = {"", "na", "none", "no", "nil", "tbc", "tba", "notyet", "notapplicable"}


def _helped(row: Row) -> bool:
    """Whether anything on record says that an action helped."""
    return "".join(c for c in (row["impact"] or "").casefold() if c.isalnum()) not in _NOTHING


def _closed(row: Row, on: date) -> bool:
    if row["closed"] is None:
        return bool(row["complete"])
    return bool(row["closed"] <= on)


def _actions(t: Told) -> list[Row]:
    """Actions that were open at some time within the choice."""
    until, since = t.filters.until, t.filters.since
    rows = t.known["action"].filter(pl.col("opened") <= until).rows(named=True)
    return [
        row
        for row in rows
        if not (since and row["closed"] and row["closed"] <= until and row["closed"] < since)
    ]


def _late(row: Row, on: date) -> int:
    """Days past the day it was due, while it is open; 0: none."""
    if row["due"] is None or _closed(row, on):
        return 0
    days: int = (on - row["due"]).days
    return max(days, 0)


def _states(rows: list[Row], on: date) -> str:
    open_ones = [row for row in rows if not _closed(row, on)]
    late = [days for row in open_ones if (days := _late(row, on))]
    soon = [row for row in open_ones if row["due"] and 0 <= (row["due"] - on).days <= 30]
    closed = [row for row in rows if _closed(row, on)]
    said = f"{cap(figures(len(rows), 'action'))}: {len(open_ones):,} open"
    if late:
        said += f", {len(late):,} of them overdue (longest {figures(max(late), 'day')})"
    if soon:
        said += f", {len(soon):,} due soon"
    if not closed:
        return f"{said}; none closed yet."
    share = share_and_verdict(sum(map(_helped, closed)), len(closed))
    return f"{said}. Closed with evidence of impact: {share}."


def _statements(t: Told) -> str:
    said = []
    for row in t.rows:
        case = None if row["case"] == "not recorded" else row["case"]
        rows = [each for each in _actions(t) if each["statement"] == case]
        said.append(f"{row['statement']}: {_states(rows, t.filters.until)}")
    return "; ".join(said) or t.exhibit.headline


def _bare(t: Told) -> list[str]:
    """Statements with no action that is closed and shown to have helped."""
    found = []
    for row in t.rows:
        rows = [each for each in _actions(t) if each["statement"] == row["case"]]
        if row["case"] != "not recorded" and not any(
            _closed(each, t.filters.until) and _helped(each) for each in rows
        ):
            found.append(row["statement"])
    return found


def _owners(t: Told) -> str:
    said = []
    for row in t.rows:
        name = None if row["owner"] == "No owner named" else row["owner"]
        rows = [
            each
            for each in _actions(t)
            if each["owner"] == name and not _closed(each, t.filters.until)
        ]
        late = sum(_late(each, t.filters.until) > 0 for each in rows)
        said.append(f"{row['owner']}: {len(rows)} open, {late} overdue")
    return "; ".join(said) or t.exhibit.headline


def _end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _dated(t: Told) -> list[Row]:
    rows = t.known["action"].filter(pl.col("opened") <= t.filters.until).rows(named=True)
    return [row for row in rows if row["closed"] or not row["complete"]]


def _at(t: Told, on: date) -> tuple[int, int, int]:
    """Closed with impact, open and overdue at the end of a day, from the actions themselves."""
    rows = [row for row in _dated(t) if row["opened"] <= on]
    helped = sum(_closed(row, on) and _helped(row) for row in rows)
    still = [row for row in rows if not _closed(row, on)]
    return helped, len(still), sum(_late(row, on) > 0 for row in still)


def _whole(t: Told) -> list[Row]:
    """Months whose record is whole."""
    whole = min(t.known.whole_to.get("action") or date.min, t.filters.until)
    return [row for row in t.rows if _end(row["period"]) <= whole]


def _burn_verdict(t: Told) -> str:
    months = _whole(t)
    if not months:
        return ""
    return f"{cap(many(_at(t, _end(months[-1]['period']))[0], 'action'))} with impact shown."


def _burn_meaning(t: Told) -> str:
    months = _whole(t)
    if not months:
        return ""
    end = _end(months[-1]["period"])
    _, still, late = _at(t, end)
    said = f"{late} of {still} open are overdue"
    if end != t.filters.until:
        said = f"On {day(end)} {late} of {still} open were overdue"
    if len(months) > 1:
        first = months[0]["period"]
        _, before, then = _at(t, _end(first))
        said += f"; at the end of {month(first)} it was {then or 'none'} of {before}"
    return f"{said}."


def _burn_caveats(t: Told) -> str:
    rows = t.known["action"].filter(
        (pl.col("opened") <= t.filters.until)
        & pl.col("complete").fill_null(value=False)
        & pl.col("closed").is_null()
    )
    number = rows.height
    are = "action is" if number == 1 else "actions are"
    said = f"{number} {are} closed on a day that nobody recorded, and left out here."
    return said if number else ""


def _due(t: Told) -> str:
    """The longest overdue first, then what is due within 30 days."""
    on = t.filters.until
    rows = [row for row in _actions(t) if row["due"] and not _closed(row, on)]
    rows = [row for row in rows if (row["due"] - on).days <= 30]
    rows.sort(key=lambda row: (row["due"] >= on, row["due"], row["reference"]))
    said = []
    for row in rows:
        left = (row["due"] - on).days
        when = (
            f"Due {day(row['due'])}, {many(-left, 'day')} overdue"
            if left < 0
            else f"Due {day(row['due'])}, in {many(left, 'day')}"
            if left
            else f"Due today, {day(row['due'])}"
        )
        said.append(f"{row['reference']}: {when}")
    return "; ".join(said) or t.exhibit.headline


def _unproven(t: Told) -> str:
    """Closed without evidence, the newest first as the subtitle says."""
    on = t.filters.until
    rows = [row for row in _actions(t) if _closed(row, on) and not _helped(row)]
    rows.sort(key=lambda row: (-(row["closed"] or date.min).toordinal(), row["reference"]))
    return (
        "; ".join(
            f"{row['reference']}, closed "
            + (day(row["closed"]) if row["closed"] else "on a day that nobody recorded")
            for row in rows
        )
        or t.exhibit.headline
    )


def _shortfalls(t: Told) -> tuple[int, int, int]:
    """Shortfalls of the newest documents, those with only an action near, and those with none."""
    findings = t.known["finding"].with_columns(
        day=pl.coalesce("published", pl.col("recorded_at").dt.date())
    )
    findings = findings.filter(pl.col("day") <= t.filters.until)
    newest = findings.filter(
        (pl.col("day") == pl.col("day").max().over("statement", "source_kind"))
        & (pl.col("polarity") == "shortfall")
    )
    near = len(t.where(standing="an action on the same subject, not linked"))
    near = near or sum(bool(row["near"]) for row in t.rows)
    return newest.height, near, t.frame.height - near


def _shortfalls_source(t: Told) -> str:
    every, near, bare = _shortfalls(t)
    if not every:
        return "Findings and improvement actions."
    said = f"Shortfalls with an action: {share_and_verdict(every - near - bare, every)}"
    said += f"; {near:,} on a subject that has one, not linked" if near else ""
    said += f"; {bare:,} with none" if bare else ""
    return f"{said}."


_STAGES = ("spread", "adopted", "evaluated", "pilot", "idea", "stopped")


def _innovation_subtitle(t: Told) -> str:
    stages = [row["stage"] for row in t.rows]
    said = [f"{stages.count(stage)} {stage}" for stage in _STAGES if stage in stages]
    return cap(joined(said)) if said else "Nothing recorded yet"


def _innovation_source(t: Told) -> str:
    silent = sum(row["stage"] != "idea" and row["showed"] is None for row in t.rows)
    lead = "Innovation records."
    return f"{lead} What {silent} of them showed is not written down." if silent else lead


TEXTS: Texts = {
    "plan_statements": {
        "subtitle": lambda t: f"Actions by quality statement and state, {t.choice}",
        "verdict": lambda t: (
            f"{cap(many(len(_bare(t)), 'statement'))} without shown impact." if _bare(t) else ""
        ),
        "meaning": lambda t: f"{', '.join(_bare(t))}." if _bare(t) else "",
        "alternative": _statements,
    },
    "plan_owners": {
        "subtitle": lambda t: f"Open actions by owner role, darker: overdue, {t.choice}",
        "alternative": _owners,
    },
    "plan_burn_up": {
        "subtitle": lambda t: f"Actions agreed so far by state, month by month, {t.choice}",
        "verdict": _burn_verdict,
        "meaning": _burn_meaning,
        "alternative": lambda t: (
            f"{t.exhibit.headline}. {_burn_verdict(t)} {_burn_meaning(t)}".strip()
        ),
        "caveats": _burn_caveats,
    },
    "plan_due": {
        "subtitle": lambda t: f"Open actions on {day(t.filters.until)}, longest overdue first",
        "alternative": _due,
    },
    "plan_without_evidence": {
        "subtitle": lambda t: f"Closed actions, newest first, {t.choice}",
        "alternative": _unproven,
    },
    "plan_shortfalls": {
        "subtitle": lambda t: f"Newest assessment and reviews, {t.view.council}",
        "alternative": lambda t: (
            "; ".join(
                f"{row['statement_name']}: {row['text']} "
                + ("An action on the same subject, not linked" if row["near"] else "No action")
                for row in t.rows
            )
            or t.exhibit.headline
        ),
        "source": _shortfalls_source,
    },
    "innovation": {
        "subtitle": _innovation_subtitle,
        "alternative": lambda t: (
            "; ".join(f"{row['name']}: {row['stage'].replace('_', ' ')}" for row in t.rows)
            or t.exhibit.headline
        ),
        "source": _innovation_source,
    },
}
