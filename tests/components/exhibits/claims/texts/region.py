"""Several councils: which have a signal, on what, and how figures lie."""

from __future__ import annotations

from collections import Counter

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import cap, word

_SIGNAL_ON = {
    "overall": "published scores",
    "worsening": "measures getting worse",
    "overdue": "actions overdue",
    "answered": "complaints answered in time",
    "upheld": "complaints upheld by the ombudsman",
    "training": "training of specialist teams",
    "newest": "late records",
}
_NOTHING = "Records of several councils are not held here"
_NO_RANKING = (
    "Councils differ in what they record and whom they serve: this is no ranking, and a place at "
    "an end of a row is no signal by itself."
)
_NAMED = {
    "overall": "Overall score, published",
    "worsening": "Measures getting worse",
    "overdue": "Open actions overdue",
    "answered": "Complaints answered in time",
    "upheld": "Upheld by the ombudsman",
    "training": "Training for the role, in date",
    "not_recorded": "Kinds of record not held",
    "newest": "Days since anything was recorded",
}


def _councils(t: Told) -> int:
    """All that are looked at: those of the strips."""
    return len({row["authority"] for row in t.others["region_standing"].frame.rows(named=True)})


def _having(t: Told) -> list[tuple[str, str]]:
    """Who has a signal, on what."""
    rows = t.others["region_standing"].frame.rows(named=True)
    return [(row["authority"], row["measure"]) for row in rows if row["signal"]]


def _have(t: Told) -> str:
    several = len({name for name, _ in _having(t)})
    return f"{several} of {_councils(t)} councils {'has' if several == 1 else 'have'} a signal"


def _standing_headline(t: Told) -> str:
    if not _councils(t):
        return _NOTHING
    on = Counter(measure for _, measure in _having(t))
    if not on:
        return f"None of the {_councils(t)} councils has a signal"
    most = max(_SIGNAL_ON, key=lambda each: on[each])  # the first of as many
    return f"{_have(t)}: {on[most]} on {_SIGNAL_ON[most]}"


def _signals_headline(t: Told) -> str:
    having = Counter(name for name, _ in _having(t))
    if not _councils(t):
        return _NOTHING
    if not having:
        return f"None of the {_councils(t)} councils has a signal"
    several = sum(number > 1 for number in having.values())
    rest = f"{several} on more than one measure" if several else "each on one measure"
    return f"{_have(t)}, {rest}"


def _subtitle(t: Told) -> str:
    if not _councils(t):
        return "Only one council's records are in view"
    return f"{cap(word(_councils(t)))} councils, each by the rules of its own pages"


def _value(measure: str, value: float) -> str:
    if measure in ("overdue", "answered", "upheld", "training"):
        whole = int(100 * value + 0.5)
        return f"{whole}%" if whole not in (0, 100) or value in (0, 1) else "not whole"
    if measure == "newest":
        return "1 day" if value == 1 else f"{value:.0f} days"
    return f"{value:.0f}%" if measure == "overall" else f"{value:g}"


def _alternative(t: Told) -> str:
    said = []
    for measure, name in _NAMED.items():
        rows = t.where(measure=measure)
        values = [row["value"] for row in rows if row["value"] is not None]
        if rows and values:
            ends = [_value(measure, end(values)) for end in (min, max)]
            signals = sum(bool(row["signal"]) for row in rows)
            said.append(f"{name}: from {ends[0]} to {ends[1]}, {signals} with a signal")
        elif rows:
            said.append(f"{name}: not known of any council")
    return "; ".join(said) or _NOTHING


TEXTS: Texts = {
    "region_standing": {
        "headline": _standing_headline,
        "subtitle": _subtitle,
        "meaning": lambda t: _NO_RANKING if _councils(t) else "",
        "alternative": _alternative,
    },
    "region_signals": {"headline": _signals_headline},
}
