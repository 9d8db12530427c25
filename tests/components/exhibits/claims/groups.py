"""Groups of people compared anew, from the records of indicators."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from scipy.stats import norm

from tests.components.exhibits.claims.told import Told

POPULATION = "adult_population"
_ACCESS = {"front_door", "information_advice", "direct_payments"}


class Group(NamedTuple):
    """A group: how many of how many, the figure's multiplier, and its days."""

    name: str
    x: float
    n: float
    per: float
    first: date
    last: date


class Measured(NamedTuple):
    """A measure by group, lowest figure first."""

    code: str
    name: str
    unit: str | None
    direction: str | None
    subject: str
    groups: tuple[Group, ...]


def measures_by_group(t: Told) -> list[Measured]:
    """Every share or rate that the records have by ethnic group, of the last whole year."""
    whole = t.known.whole_to.get("indicator")
    catalogue = {row["indicator"]: row for row in t.known["indicator_definition"].rows(named=True)}
    rows = defaultdict(list)
    for row in t.known["indicator"].rows(named=True):
        of_group = row["breakdown_kind"] == "ethnicity" and row["breakdown"] and not row["team"]
        if of_group and row["denominator"] and (whole is None or row["period_end"] <= whole):
            rows[row["indicator"]].append(row)
    return sorted(
        (_measured(code, held, catalogue.get(code, {})) for code, held in rows.items()),
        key=lambda each: (each.name, each.code),
    )


def _measured(code: str, held: list[dict[str, Any]], told: dict[str, Any]) -> Measured:
    newest = max(row["period_end"] for row in held)
    since = newest.replace(year=newest.year - 1)
    parts = defaultdict(list)
    for row in held:
        if row["period_end"] > since:
            parts[row["breakdown"]].append(row)
    groups = [
        Group(
            name,
            sum(row["numerator"] for row in of),
            sum(row["denominator"] for row in of),
            of[0]["per"],
            min(row["period_start"] for row in of),
            max(row["period_end"] for row in of),
        )
        for name, of in parts.items()
    ]
    last = held[-1]
    themes = set(told.get("themes") or []) | set(last["themes"] or [])
    subject = "outcomes"
    if "waiting_times" in themes:
        subject = "waiting"
    elif themes & _ACCESS:
        subject = "access"
    direction = last["direction"] if last["direction"] != "neutral" else told.get("direction")
    return Measured(
        code,
        told.get("name") or last["name"],
        last["unit"] or told.get("unit"),
        direction,
        subject,
        tuple(sorted(groups, key=lambda each: (each.x / each.n, each.name))),
    )


def population(t: Told) -> dict[str, float]:
    """The adults who live here by ethnic group, counted last."""
    held = [
        row
        for row in t.known["indicator"].rows(named=True)
        if row["indicator"] == POPULATION and row["breakdown_kind"] == "ethnicity"
    ]
    newest = max((row["period_end"] for row in held), default=None)
    return {row["breakdown"]: row["numerator"] for row in held if row["period_end"] == newest}


def verdict(group: Group, measured: Measured) -> str:
    """How a group compares with all others together."""
    x, n = (sum(getattr(each, part) for each in measured.groups) for part in ("x", "n"))
    x, n = x - group.x, n - group.n
    if not n:
        return "nothing to compare with"
    if group.n < 10:
        return "too few to judge"
    low, high = _newcombe(group.x, group.n, x, n, 0.05 / len(measured.groups))
    if low <= 0 <= high:
        return "within chance"
    higher = low > 0
    if measured.direction not in ("increase", "decrease"):
        return "higher than others" if higher else "lower than others"
    better = higher == (measured.direction == "increase")
    return "better than others" if better else "worse than others"


def gravest(measured: Measured) -> tuple[Group, str] | None:
    """The group that differs most, of the gravest verdict there is."""
    for wanted in ("worse than others", "better than others", "lower than others",
                   "higher than others"):  # fmt: skip
        found = [each for each in measured.groups if verdict(each, measured) == wanted]
        if found:
            return max(found, key=lambda g: (abs(g.x / g.n - others(g, measured)), g.name)), wanted
    return None


def others(group: Group, measured: Measured) -> float:
    """The share of all other groups together."""
    x = sum(each.x for each in measured.groups) - group.x
    return x / (sum(each.n for each in measured.groups) - group.n)


def in_words(share: float, group: Group, measured: Measured) -> str:
    """A figure as it has to be said."""
    value = share * group.per
    if measured.unit == "percent":
        return f"{value:.0f}%"
    said = f"{value:,.1f}"
    return (
        said if not measured.unit or measured.unit in measured.name else f"{said} {measured.unit}"
    )


def _newcombe(x1: float, n1: float, x2: float, n2: float, bar: float) -> tuple[float, float]:
    (l1, u1), (l2, u2) = (_wilson(x, n, bar) for x, n in ((x1, n1), (x2, n2)))
    p1, p2 = x1 / n1, x2 / n2
    return (
        p1 - p2 - math.hypot(p1 - l1, u2 - p2),
        p1 - p2 + math.hypot(u1 - p1, p2 - l2),
    )


def _wilson(x: float, n: float, bar: float) -> tuple[float, float]:
    z = float(norm.ppf(1 - bar / 2))
    p = x / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return middle - reach, middle + reach
