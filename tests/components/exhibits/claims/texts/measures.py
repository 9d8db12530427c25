"""The table of all measures."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import Row, joined_up_to, month

_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12, "every_two_years": 24}
_ALLOWED = {"weekly": 7, "monthly": 31, "quarterly": 62, "yearly": 275, "every_two_years": 275}


def _later(day: date, months: int) -> date:
    """The same day so many months on, or the last of its month."""
    month_of = day.year * 12 + day.month - 1 + months
    year, place = divmod(month_of, 12)
    return date(year, place + 1, min(day.day, calendar.monthrange(year, place + 1)[1]))


def _late(row: Row, today: date) -> bool:
    often = row["frequency"]
    if often not in _ALLOWED or row["last_date"] is None:
        return False
    ends = row["last_date"]
    ends = ends + timedelta(days=7) if often == "weekly" else _later(ends, _MONTHS[often])
    return bool(ends + timedelta(days=_ALLOWED[often]) < today)


def _judged(row: Row) -> bool:
    return bool(row["uppers"]) and row["uppers"][-1] is not None


def _worse(t: Told) -> str:
    names = [row["name"] for row in t.rows if _judged(row) and row["variation"] == "concern"]
    return f"Getting worse: {joined_up_to(names)}." if names else ""


def _beyond_others(row: Row) -> bool:
    return row["variation"] is None and row["verdict"] == "worse than at other councils"


def _meaning(t: Told) -> str:
    better = sum(_judged(row) and row["variation"] == "improvement" for row in t.rows)
    missed = sum(row["outlook"] == "consistent_fail" for row in t.rows)
    changed = sum(
        _judged(row) and row["variation"] in ("neutral_high", "neutral_low") for row in t.rows
    )
    others = sum(map(_beyond_others, t.rows))
    late = sum(_late(row, t.view.today) for row in t.rows)

    def be(many: int) -> str:
        return "is" if many == 1 else "are"

    said = []
    if better:
        said.append(f"{better} {be(better)} getting better.")
    if missed:
        whose = "its" if missed == 1 else "their"
        said.append(f"{missed} will miss {whose} target unless something changes.")
    if changed:
        have = "has" if changed == 1 else "have"
        said.append(f"{changed} {have} changed, and nobody says which way is better.")
    if others:
        said.append(f"{others} {be(others)} worse than at other councils.")
    if late:
        said.append(f"{late} {be(late)} late: a newer figure should be here by now.")
    return " ".join(said)


def _subtitle(t: Told) -> str:
    newest = max((row["last_date"] for row in t.rows if row["last_date"]), default=None)
    until = f", figures to {month(newest)}" if newest else ""
    return f"Measures of the whole service{until}, {t.view.council}"


TEXTS: Texts = {
    "measures": {"subtitle": _subtitle, "verdict": _worse, "meaning": _meaning},
}
