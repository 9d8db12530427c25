"""What was concluded, by half-year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from tests.components.exhibits.claims.texts.complaints import record_ends
from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import apart, day, month, newcombe, x_of_n

_UPHELD = ("upheld", "partly_upheld")


class _Half(NamedTuple):
    upheld: int
    decided: int
    waiting: int


def _begins(when: date) -> date:
    if when.month in (4, 5, 6, 7, 8, 9):
        return date(when.year, 4, 1)
    return date(when.year - (when.month < 4), 10, 1)


def _last(first: date) -> date:
    return date(first.year, 9, 30) if first.month == 4 else date(first.year + 1, 3, 31)


def _counted(t: Told, first: date) -> _Half:
    ends, upheld, decided, waiting = record_ends(t), 0, 0, 0
    for row in t.known["complaint"].rows(named=True):
        if not first <= row["received"] <= min(_last(first), ends, t.filters.until):
            continue
        if t.filters.team and row["team"] != t.filters.team:
            continue
        if t.filters.theme and t.filters.theme not in (row["themes"] or []):
            continue
        later = row["responded"] is not None and row["responded"] > ends
        outcome = None if later else row["outcome"]
        upheld += outcome in _UPHELD
        decided += outcome in (*_UPHELD, "not_upheld")
        waiting += outcome is None and (row["responded"] is None or later)
    return _Half(upheld, decided, waiting)


def _newest(t: Told) -> list[date]:
    """The first days of the half-years on record that are whole, newest first."""
    whole = t.known.whole_to.get("complaint")
    days = [
        d for d in t.known["complaint"]["received"] if d <= min(record_ends(t), t.filters.until)
    ]
    if whole is None or not days:
        return []
    found: list[date] = []
    first = _begins(min(days))
    while _last(first) <= min(whole, record_ends(t)):
        found.insert(0, first)
        first = _last(first) + timedelta(days=1)
    return found


def _ways(t: Told) -> tuple[_Half, _Half, list[str]]:
    """The two newest, and how they compare: as decided, and had all that wait in either been
    upheld."""
    a, b = (_counted(t, first) for first in _newest(t)[:2])
    more = a.decided + a.waiting, b.decided + b.waiting
    ways = [
        (a.upheld, a.decided, b.upheld, b.decided),
        (a.upheld + a.waiting, more[0], b.upheld, more[1]),
        (a.upheld, more[0], b.upheld + b.waiting, more[1]),
    ]
    return a, b, [apart(*way) for way in ways]


def _verdict(t: Told) -> str:
    if t.frame.is_empty():
        return ""
    if len(_newest(t)) < 2:
        return "Nothing to compare with yet."
    _, _, found = _ways(t)
    if found[0] == "few":
        return "Too few to judge."
    if len(set(found)) > 1:
        return "Not judged yet."
    return "Could be chance." if found[0] == "same" else "More than chance."


def _headline(t: Told) -> str:
    if t.frame.is_empty():
        return "No complaint is recorded for this choice"
    whole = _newest(t)
    if not whole:
        return "No half-year of complaints is whole yet"
    half, a = f"the half-year to {month(_last(whole[0]))}", _counted(t, whole[0])
    if len(whole) < 2:
        return f"{a.upheld:,} of {a.decided:,} decided complaints were upheld in {half}"
    said = _verdict(t)
    if said == "Too few to judge.":
        return f"Too few are decided in {half} to compare it"
    b = _counted(t, whole[1])
    shares = f"{a.upheld / a.decided:.0%} were upheld in {half}, {b.upheld / b.decided:.0%} before"
    return shares if said == "Not judged yet." else f"{shares}: {said[:1].lower()}{said[1:-1]}"


def _meaning(t: Told) -> str:
    said = _verdict(t)
    if said in ("", "Nothing to compare with yet."):
        return ""
    a, b, _ = _ways(t)
    figures = f"{a.upheld:,} of {a.decided:,} decided, and {b.upheld:,} of {b.decided:,} before"
    if said == "Too few to judge.":
        return f"{figures}."
    if said == "Not judged yet.":
        waits = a.waiting + b.waiting
        return (
            f"{figures}; {waits:,} of the two {'waits' if waits == 1 else 'wait'} for a decision."
        )
    pair = f"{x_of_n(a.upheld, a.decided)} against {x_of_n(b.upheld, b.decided)}"
    low, high = (100 * end for end in newcombe(a.upheld, a.decided, b.upheld, b.decided))
    if said == "Could be chance.":
        reach = f"{-low:.0f} percentage points lower to {high:.0f} higher"
        return f"{pair}: within chance. The first may be anything from {reach}."
    near, far = sorted((abs(low), abs(high)))
    way = "higher" if low > 0 else "lower"
    return f"{pair}: the first is {way}, by {near:.0f} to {far:.0f} percentage points."


def _alternative(t: Told) -> str:
    said = []
    for row in t.rows:
        upheld = row["upheld"] + row["partly_upheld"]
        rest = row["received"] - upheld - row["not_upheld"]
        said.append(
            f"{row['name']}: {upheld:,} of {upheld + row['not_upheld']:,} decided upheld, "
            f"{rest:,} withdrawn or without a finding"
        )
    return "; ".join(said) or t.exhibit.headline


def _caveats(t: Told) -> str:
    first = min((row["period"] for row in t.rows), default=None)
    if first is None or t.filters.since is None or first >= t.filters.since:
        return ""
    return f"Half-years are shown whole: the first begins on {day(first)}."


TEXTS: Texts = {
    "complaints_half_years": {
        "headline": _headline,
        "subtitle": lambda t: f"Complaints by the half-year they were received in, {t.about}",
        "verdict": _verdict,
        "meaning": _meaning,
        "alternative": _alternative,
        "source": lambda t: (
            f"The council's record of complaints. It reaches to {day(record_ends(t))}."
        ),
        "caveats": _caveats,
    },
}
