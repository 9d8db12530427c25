"""Rating characteristics, and how the council judges itself against them: worked out anew from the
records of characteristics, judgements and actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import Row, cap, day, many, word

_OWN = "The council's own judgement; nothing of it counts as a score or a rating."
_SOURCE = "The characteristics as published, brought in by the council; its own judgements."
_LEVELS = ("inadequate", "requires_improvement", "good", "outstanding")
_NOTHING = "No rating characteristics are on record"


def _version(t: Told) -> str | None:
    held = t.known["characteristic"].rows(named=True)
    begun = [row for row in held if row["valid_from"] <= t.view.today]
    if begun:
        return str(max(begun, key=lambda row: (row["valid_from"], row["version"]))["version"])
    return str(min(held, key=lambda row: row["valid_from"])["version"]) if held else None


def _open(action: Row, on: date) -> bool:
    return not ((action["closed"] and action["closed"] <= on) or action["complete"])


def _judged(t: Told) -> list[Row]:
    """Every characteristic of the version in force, with its judgement, what shows it and who has
    it in hand."""
    today, version = t.view.today, _version(t)
    key = ("version", "statement", "rating", "number")
    given = {
        tuple(row[name] for name in key): row
        for row in t.known["judgement"].rows(named=True)
        if row["judged"] <= today
    }
    actions = {row["reference"]: row for row in t.known["action"].rows(named=True)}
    found = []
    for row in t.known["characteristic"].rows(named=True):
        if row["version"] != version:
            continue
        said = given.get(tuple(row[name] for name in key), {})
        linked = [actions[each] for each in said.get("actions") or () if each in actions]
        linked = [each for each in linked if each["opened"] <= today]
        chosen = sum(
            len(said.get(name) or ()) for name in ("findings", "measures", "audits", "lessons")
        ) + sum(not _open(each, today) and bool(each["impact"]) for each in linked)
        owned = [each for each in linked if _open(each, today) and each["owner"]]
        hand = said.get("owner") or next(
            (f"{each['owner']} ({each['reference']})" for each in sorted(
                owned, key=lambda each: (said["actions"].index(each["reference"])))),
            None,
        )  # fmt: skip
        met = said.get("met")
        shown = met if chosen and met in ("met", "partly", "not_met") else "no_evidence"
        found.append(
            {
                **row,
                "met": met,
                "chosen": chosen,
                "standing": shown,
                "missing": said.get("missing"),
                "due": said.get("due"),
                "hand": hand,
                "lacks": shown == "no_evidence" or bool(said.get("missing")),
            }
        )
    return found


def _good(t: Told) -> list[Row]:
    ids = list(t.known.framework.ids)
    rows = [row for row in _judged(t) if row["rating"] == "good" and row["statement"] in ids]
    return sorted(rows, key=lambda row: (ids.index(row["statement"]), row["number"]))


def _years(start: date, years: int) -> date:
    last = start.month == 2 and start.day == 29
    return date(start.year + years, start.month, 28 if last else start.day)


def _assessed(t: Told) -> date | None:
    days = [
        row["published"]
        for row in t.known["score"].rows(named=True)
        if row["kind"] == "published" and row["published"] and not row["pilot"]
    ]
    return max(days, default=None)


def _next_yearly(t: Told) -> date | None:
    assessed, years = _assessed(t), 1
    while assessed and _years(assessed, years) < t.view.today:
        years += 1
    return _years(assessed, years) if assessed else None


def _coming(t: Told) -> list[str]:
    """What comes next: nobody of the councils looked at has set a day."""
    assessed, yearly = _assessed(t), _next_yearly(t)
    if assessed is None or yearly is None:
        return []
    first, last = _years(assessed, 3), _years(assessed, 4)
    said = [
        (yearly, f"Next yearly self-assessment: {day(yearly)}, worked out as whole years after "
                 f"{day(assessed)}."),
        (first, f"Next reassessment: between {day(first)} and {day(last)}, worked out as three to "
                f"four years after the newest published assessment ({day(assessed)})."),
    ]  # fmt: skip
    return [text for when, text in sorted(said, key=lambda each: each[0])]


def _needed(t: Told) -> date | None:
    assessed, yearly = _assessed(t), _next_yearly(t)
    if assessed is None or yearly is None:
        return None
    return min(each for each in (yearly, _years(assessed, 3)) if each >= t.view.today)


def _subtitle(t: Told) -> str:
    return f"Our own judgement, version {_version(t) or 'none'}, {t.view.council}"


def _gaps(t: Told) -> str:
    rows = _good(t)
    none = [row for row in rows if row["standing"] == "no_evidence"]
    nobody = [row for row in none if not row["hand"]]
    if not rows:
        return _NOTHING
    if not none:
        return f"Every one of {many(len(rows), '‘good’ characteristic')} has evidence"
    hands = f"{word(len(nobody))} {'has' if len(nobody) == 1 else 'have'} nobody in hand"
    if not nobody:
        hands = "each is in somebody's hand"
    elif len(nobody) == len(none) > 1:
        hands = "nobody has any of them in hand"
    have = "has" if len(none) == 1 else "have"
    return f"{len(none)} of {len(rows)} ‘good’ characteristics {have} no evidence yet; {hands}"


def _count(rows: Iterable[Row], standing: str) -> int:
    return sum(row["standing"] == standing for row in rows)


def _none(number: int) -> str:
    return word(number) if number else "none"


def _by_statement(t: Told) -> str:
    said = []
    for each in t.known.framework.statements:
        rows = [row for row in _good(t) if row["statement"] == each.id]
        if rows:
            without = _none(_count(rows, "no_evidence"))
            said.append(f"{each.short_name}: {without} of {len(rows)} without evidence")
    return "; ".join(said) or _gaps(t)


def _missing(t: Told) -> list[Row]:
    """In the order in which they are listed: nobody's first, then the soonest needed."""
    rows = [row for row in _good(t) if row["lacks"]]
    late = date.max
    return sorted(rows, key=lambda row: (bool(row["hand"]), row["due"] or _needed(t) or late))


def _missing_headline(t: Told) -> str:
    rows = _missing(t)
    if not rows:
        return "Nothing is missing for a characteristic of good" if _judged(t) else _NOTHING
    nobody = sum(not row["hand"] for row in rows)
    late = sum(bool(row["due"] and row["due"] < t.view.today) for row in rows)
    said = f"Something is missing for {many(len(rows), '‘good’ characteristic')}"
    said += f"; {word(nobody)} with nobody in hand" if nobody else ""
    return said + (f"; {word(late)} past the day it was needed" if late else "")


def _listed(t: Told) -> str:
    names = {each.id: each.short_name for each in t.known.framework.statements}
    claims = {"met": "judged met", "partly": "judged partly met", "not_met": "judged not met"}
    said = []
    for row in _missing(t):
        what = row["missing"]
        if not what and row["chosen"]:
            what = "It is not known whether it is met."
        elif not what:
            what = f"No evidence is chosen; {claims.get(row['met'] or '', 'not judged yet')}."
        who = row["hand"] or "No owner yet"
        said.append(f"{names[row['statement']]}: {row['text']} {what} {who}")
    return "; ".join(said) or _missing_headline(t)


def _of_learning(t: Told) -> list[Row]:
    return [row for row in _judged(t) if row["statement"] == "learning"]


def _statement(t: Told) -> str:
    rows = [row for row in _of_learning(t) if row["rating"] == "good"]
    if not rows:
        return "No characteristic of good is on record" if _of_learning(t) else _NOTHING
    met, none = _count(rows, "met"), _count(rows, "no_evidence")
    said = f"{cap(word(met) if met else 'none')} of {len(rows)} ‘good’ characteristics "
    said += f"{'is' if met == 1 else 'are'} met, with evidence"
    have = "has" if none == 1 else "have"
    return said + (f"; {word(none)} {have} no evidence yet" if none else "")


def _statement_subtitle(t: Told) -> str:
    needed = _needed(t)
    by = f", needed by {day(needed)}" if needed else ""
    return f"Our own judgement, version {_version(t) or 'none'}{by}"


def _by_judgement(t: Told) -> str:
    said = []
    for level in _LEVELS:
        rows = [row for row in _of_learning(t) if row["rating"] == level]
        if rows:
            name = cap(level.replace("_", " "))
            met, none = _none(_count(rows, "met")), _none(_count(rows, "no_evidence"))
            said.append(f"{name}: {met} of {len(rows)} met with evidence, {none} without evidence")
    return "; ".join(said) or _statement(t)


TEXTS: Texts = {
    "characteristics_gaps": {
        "headline": _gaps,
        "subtitle": _subtitle,
        "verdict": lambda t: "Self-assessment",
        "meaning": lambda t: _OWN,
        "alternative": _by_statement,
        "source": lambda t: _SOURCE,
    },
    "characteristics_missing": {
        "headline": _missing_headline,
        "subtitle": _subtitle,
        "alternative": _listed,
        "source": lambda t: " ".join([_SOURCE, *_coming(t)]),
    },
    "statement_characteristics": {
        "headline": _statement,
        "subtitle": _statement_subtitle,
        "verdict": lambda t: "Self-assessment",
        "meaning": lambda t: _OWN,
        "alternative": _by_judgement,
        "source": lambda t: _SOURCE,
    },
}
