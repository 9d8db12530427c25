"""The measures of a statement and of a theme: which they are is worked out from the records."""

from __future__ import annotations

from collections import defaultdict

from tests.components.exhibits.claims.standings import how_many, rest, with_signal
from tests.components.exhibits.claims.told import Says, Texts, Told
from tests.components.exhibits.claims.words import Row, joined_up_to, month, small

_NAMED = ("statements", "themes")


def _named(t: Told) -> dict[str, dict[str, set[str]]]:
    """Statements and themes of every measure that has rows, by the rows and the catalogue."""
    catalogue = {row["indicator"]: row for row in t.known["indicator_definition"].to_dicts()}
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(
        lambda: {name: set() for name in _NAMED}
    )
    for row in t.known["indicator"].to_dicts():
        entry = catalogue.get(row["indicator"], {})
        since = entry.get("valid_from")
        measure = row["indicator"]
        if since and row["period_start"] < since:
            measure, entry = f"{measure} before {since.year}", {}
        for name in _NAMED:
            found[measure][name] |= {*(row[name] or ()), *(entry.get(name) or ())}
    return dict(found)


def _tied(t: Told) -> dict[str, set[str]]:
    """Statements by theme."""
    return {row["theme"]: set(row["statements"] or ()) for row in t.known["theme"].to_dicts()}


def _own_and_others(t: Told) -> tuple[set[str], set[str]]:
    statement = t.exhibit.address["statement"]
    framework = {each.id for each in t.known.framework.statements}
    tied = _tied(t)
    own, others = set(), set()
    for measure, of in _named(t).items():
        names = of["statements"] & framework
        by_theme = any(statement in tied.get(theme, ()) for theme in of["themes"])
        if statement in names or (not names and by_theme):
            own.add(measure)
        elif by_theme:
            others.add(measure)
    return own, others


def _own(t: Told) -> list[Row]:
    """The rows of the statement's or theme's own measures; all of them have to be there."""
    if t.exhibit.key == "theme_indicators":
        right = {key for key, of in _named(t).items() if t.filters.theme in of["themes"]}
    else:
        right, others = _own_and_others(t)
        assert {row["measure"] for row in t.rows} - right == others
    rows = [row for row in t.rows if row["measure"] in right]
    assert {row["measure"] for row in rows} == right
    return rows


def _name(t: Told) -> str:
    if t.exhibit.key == "theme_indicators":
        return t.filters.theme_name or "The theme"
    return str(t.known.framework.statement(t.exhibit.address["statement"]).name)


def headline(t: Told) -> str:
    """How many of its measures say the worst that any says."""
    rows = _own(t)
    return (
        f"{_name(t)}: {how_many(rows)}" if rows else f"No measure of {small(_name(t))} is held yet"
    )


def _said(row: Row) -> str:
    """What a measure says, and since when, as the table of all measures says it."""
    since = f", since {month(row['since'])}" if row["since"] else ""
    return f"{small(row['variation_words'])}{since}"


def _alternative(t: Told) -> str:
    told = [f"{row['name']}: {row['latest']}, {_said(row)}" for row in _own(t)[:8]]
    return ". ".join([headline(t), *told])


def _subtitle(t: Told) -> str:
    days = [row["last_date"] for row in _own(t) if row["last_date"]]
    until = f", figures to {month(max(days))}" if days else ""
    return f"Measures of the whole service{until}, {t.view.council}"


def _verdict(t: Told) -> str:
    rows = _own(t)
    names = [row["name"] for row in with_signal(rows, "attention")]
    if names:
        return f"Needs attention: {joined_up_to(names)}."
    return "None needs attention." if rows else ""


def _meaning(t: Told) -> str:
    rows = _own(t)
    better = [row["name"] for row in with_signal(rows, "improved")]
    said = [f"Getting better: {joined_up_to(better)}."] if better else []
    said += rest(rows)
    return " ".join(said)


_SAYS: dict[str, Says] = {
    "subtitle": _subtitle,
    "verdict": _verdict,
    "meaning": _meaning,
    "alternative": _alternative,
}
TEXTS: Texts = {"statement_indicators": _SAYS, "theme_indicators": _SAYS}
