"""Other councils: which are near, and what is published of them, worked out anew."""

from __future__ import annotations

import math
from datetime import date
from typing import Any, NamedTuple

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import (
    Row,
    cap,
    days_between,
    figures,
    joined,
    joined_up_to,
    month,
    small,
    word,
)

_BANDS = ((25, "inadequate"), (39, "requires improvement"), (63, "good"), (88, "outstanding"))
_RANKING = "Scores differ by when and by whom a council was assessed; this is not a ranking."


class Peers(NamedTuple):
    """Whom the council is compared with, and what they are called."""

    names: list[str] | None
    one: str
    several: str


def near(rows: list[Row], council: str) -> list[str]:
    """The fifteen nearest, by the rule as it is written down."""
    known = {
        row["authority"]: (
            math.log(row["population"]),
            math.log(row["population"] / row["area_km2"]),
            row["deprivation"],
            row["authority_type"],
        )
        for row in rows
        if None not in (row["population"], row["area_km2"], row["deprivation"])
    }
    if council not in known:
        return []
    spread = []
    for place in range(3):
        values = [each[place] for each in known.values()]
        mean = sum(values) / len(values)
        spread.append(math.sqrt(sum((v - mean) ** 2 for v in values) / len(values)) or 1.0)
    ours = known[council]

    def apart(name: str) -> float:
        theirs = known[name]
        parts = [(theirs[n] - ours[n]) / spread[n] for n in range(3)]
        parts.append(0.0 if theirs[3] == ours[3] else 1.0)
        return math.sqrt(sum(part**2 for part in parts))

    return sorted((n for n in known if n != council), key=lambda n: (round(apart(n), 9), n))[:15]


def _register(t: Told) -> dict[str, Row]:
    own, others = t.known["council_profile"], t.known.peers["council_profile"]
    return {row["authority"]: row for row in [*own.to_dicts(), *others.to_dicts()]}


def _short(t: Told, name: str) -> str:
    row = _register(t).get(name)
    return str(row["short_name"]) if row and row["short_name"] else name


def _peers(t: Told) -> Peers:
    register = _register(t)
    nearest = near(list(register.values()), t.view.council)
    if nearest:
        return Peers(nearest, "neighbour", "neighbours")
    others = [name for name in register if name != t.view.council]
    return Peers(others or None, "council in England", "councils in England")


def _in(peers: Peers, rows: list[Row]) -> list[Row]:
    return [row for row in rows if peers.names is None or row["authority"] in peers.names]


def _stated(row: Row) -> date | None:
    """The day published; the first of the month or year where that is all there is."""
    known: date | None = row["published"]
    if known or not row["published_as_stated"]:
        return known
    return date.fromisoformat((row["published_as_stated"] + "-01-01")[:10])


def _when(row: Row) -> date:
    return _stated(row) or row["recorded_at"].date()


def _scores(t: Told, peers: Peers) -> dict[tuple[str, str], Row]:
    """The newest published score by council and statement."""
    rows = t.known.peers["score"].to_dicts()
    formal = [row for row in rows if row["kind"] == "published" and not row["pilot"]]
    known = sorted((row for row in formal if row["score"] is not None), key=_when)
    return {(row["authority"], row["statement"]): row for row in _in(peers, known)}


def _band(percentage: int) -> str:
    return [name for least, name in _BANDS if percentage >= least][-1]


def _overall(t: Told, peers: Peers) -> dict[str, tuple[int | None, str, date | None]]:
    """Percentage, band and day by council."""
    found: dict[str, tuple[int | None, str, date | None]] = {}
    ratings = [row for row in t.known.peers["rating"].to_dicts() if not row["pilot"]]
    for row in sorted(_in(peers, ratings), key=_when):
        found[row["authority"]] = (row["overall_percentage"], row["overall_rating"], _stated(row))
    scores = _scores(t, peers)
    ids = [each.id for each in t.known.framework.statements]
    for name in {authority for authority, _ in scores}:
        rows = [scores[name, each] for each in ids if (name, each) in scores]
        if len(rows) == len(ids):
            got = -(-100 * sum(row["score"] for row in rows) // (4 * len(ids)))
            days = [day for day in map(_stated, rows) if day]
            found[name] = (got, _band(got), max(days, default=None))
    return found


def _have(peers: Peers, number: int) -> str:
    return f"{_of(peers, number)} {'has' if number == 1 else 'have'}"


def _of(peers: Peers, number: int) -> str:
    size = len(peers.names) if peers.names is not None else None
    of = f"{number} of {size}" if size is not None else f"{number}"
    thing = peers.one if (number if size is None else size) == 1 else peers.several
    return f"{of} {thing}"


def beside_others(t: Told) -> str:
    """How many of whom the council's ombudsman figures stand beside."""
    others = t.frame.height - 1 if t.frame.height else 0
    return f", beside {_of(_peers(t), others)}" if others else ""


def _placed(t: Told, peers: Peers) -> dict[str, tuple[int, date | None]]:
    return {n: (got, when) for n, (got, _, when) in _overall(t, peers).items() if got is not None}


def _ours(t: Told) -> tuple[int | None, int, int]:
    """Our percentage, and the least and most still possible."""
    values = t.others["overall_score"].frame.get_column("score").to_list()
    known, most = [v for v in values if v is not None], 4 * len(values)
    missing = len(values) - len(known)
    ends = [-(-100 * (sum(known) + missing * each) // most) for each in (1, 4)]
    return (ends[0] if not missing else None), ends[0], ends[1]


def _published(rows: list[Row]) -> str:
    """From when to when, and as exactly as sources say."""
    exact = {row["published"] or row["published_as_stated"] for row in rows}
    days = [_stated(row) for row in rows]
    only = next(iter(exact)) if len(exact) == 1 else None
    if isinstance(only, str):
        return month(date.fromisoformat(f"{only}-01")) if len(only) == 7 else only
    return days_between(days)


def _overall_headline(t: Told) -> str:
    peers = _peers(t)
    got = [each for each, _ in _placed(t, peers).values()]
    ours, least, most = _ours(t)
    of = f"{len(got)} {peers.one if len(got) == 1 else peers.several}"
    if not got:
        return f"No overall score of {peers.several} is published here"
    if ours is None:
        inside = sum(least <= each <= most for each in got)
        verb = "is" if (inside or len(got)) == 1 else "are"
        return f"{inside or 'Not one'} of {of} {verb} in the range still possible for us"
    higher, lower = sum(each > ours for each in got), sum(each < ours for each in got)
    return f"Overall, {higher or 'none'} of {of} scored higher and {lower or 'none'} lower"


def _overall_verdict(t: Told) -> str:
    got = [each for each, _ in _placed(t, _peers(t)).values()]
    ours, _, _ = _ours(t)
    if not got:
        return ""
    if ours is None:
        return "Too early to place."
    same = sum(each == ours for each in got)
    return f"{cap(figures(same, 'council'))} scored the same."


def _overall_alternative(t: Told) -> str:
    placed = _placed(t, _peers(t))
    listed = sorted((_short(t, name), got) for name, (got, _) in placed.items())
    said = "; ".join(f"{name} {got} per cent" for name, got in listed)
    return ". ".join(filter(None, [t.exhibit.headline, said]))


def _overall_subtitle(t: Told) -> str:
    peers = _peers(t)
    placed = _placed(t, peers)
    when = days_between(day for _, day in placed.values())
    said = f"{_have(peers, len(placed))} an overall score"
    return f"{said}, published {when}" if when else said


def _spread(t: Told, peers: Peers) -> list[dict[str, Any]]:
    """By statement: its short name, our score, and others' above, below and in all."""
    scores = _scores(t, peers)
    own = {row["statement"]: row["score"] for row in t.rows}
    found = []
    for each in t.known.framework.statements:
        theirs = [row["score"] for (_, statement), row in scores.items() if statement == each.id]
        ours = own[each.id]
        known = theirs if ours is not None else []
        found.append(
            {
                "name": each.short_name,
                "ours": ours,
                "higher": sum(v > ours for v in known),
                "lower": sum(v < ours for v in known),
                "all": len(theirs),
            }
        )
    return found


def _statements_headline(t: Told) -> str:
    peers = _peers(t)
    rows = _spread(t, peers)
    if not any(row["all"] for row in rows):
        return f"No scores of {peers.several} are published here"
    if all(row["ours"] is None for row in rows):
        return "Our scores are not known, so there is nothing to compare"
    for way in ("higher", "lower"):
        most = [row for row in rows if row["ours"] is not None and row[way] > row["all"] / 2]
        if most:
            return _that_most(most, way, peers)
    return f"On no statement did most {peers.several} score higher or lower than us"


def _that_most(rows: list[dict[str, Any]], way: str, peers: Peers) -> str:
    """The fullest of the ways to say it that the page has room for."""
    names = [small(row["name"]) for row in rows]
    first = sorted(rows, key=lambda row: -row[way])[:2]
    ways = []
    if len({(row[way], row["all"]) for row in rows}) == 1:
        of = rows[0]["all"]
        councils = peers.one if of == 1 else peers.several
        ways.append(f"On {joined(names)}, {rows[0][way]} of {of} {councils} scored {way} than us")
    if len(rows) <= 3:
        ways.append(f"On {joined(names)}, most {peers.several} scored {way} than us")
        ways.append(f"On {joined(names)}, most scored {way} than us")
    else:
        few = ", ".join(small(row["name"]) for row in first)
        more = len(rows) - 2
        ways.append(f"On {few} and {more} more, most {peers.several} scored {way} than us")
    statements = "statement" if len(rows) == 1 else "statements"
    ways.append(f"On {word(len(rows))} {statements} most {peers.several} scored {way} than us")
    return next(said for said in ways if len(said) <= 88 or said is ways[-1])


def _have_scores(t: Told) -> str:
    peers = _peers(t)
    scores = _scores(t, peers)
    when = _published(list(scores.values()))
    said = f"{_have(peers, len({name for name, _ in scores}))} published scores"
    return f"{said}, {when}" if when else said


def _statements_alternative(t: Told) -> str:
    scores = _scores(t, _peers(t))
    said = []
    for row in t.rows:
        theirs = [each["score"] for (_, s), each in scores.items() if s == row["statement"]]
        counted = ", ".join(f"{theirs.count(n)} scored {n}" for n in (1, 2, 3, 4))
        said.append(f"{row['name']}: ours {row['score'] or 'not known'}, others {counted}")
    return "; ".join(said)


def _ratings_headline(t: Told) -> str:
    peers = _peers(t)
    bands = [band for _, band, _ in _overall(t, peers).values()]
    good = sum(band in ("good", "outstanding") for band in bands)
    if not bands:
        return f"No ratings of {peers.several} are published here"
    of = "is" if len(bands) == 1 else "are"
    thing = peers.one if len(bands) == 1 else peers.several
    return f"{good or 'Not one'} of {len(bands)} rated {thing} {of} good or outstanding"


def _ratings_subtitle(t: Told) -> str:
    peers = _peers(t)
    found = _overall(t, peers)
    when = days_between(day for _, _, day in found.values())
    said = f"{_have(peers, len(found))} a published rating"
    return f"{said}, {when}" if when else said


def _pilots(t: Told) -> str:
    rows = [row for row in t.known.peers["rating"].to_dicts() if row["pilot"]]
    names = sorted(_short(t, row["authority"]) for row in _in(_peers(t), rows))
    return f"Pilots, not counted: {joined(names)}." if names else ""


def _scores_headline(t: Told) -> str:
    peers = _peers(t)
    scores = _scores(t, peers)
    councils = len({name for name, _ in scores})
    if not scores:
        return f"No scores of {peers.several} are published here"
    said = f"{len(scores):,} {'score' if len(scores) == 1 else 'scores'} of {councils:,}"
    return f"{said} {peers.one if councils == 1 else peers.several}, each with its source"


def _nearest(t: Told) -> list[str]:
    return near(list(_register(t).values()), t.view.council)


def _nearest_headline(t: Told) -> str:
    names = [_short(t, name) for name in _nearest(t)]
    return f"Most like us: {joined_up_to(names)}" if names else "What is near us is not known"


def _nearest_subtitle(t: Told) -> str:
    council, row = t.view.council, _register(t).get(t.view.council)
    if row is None or not _nearest(t):
        return f"{council} is not in the register with its population, area and deprivation"
    about = f"{row['population']:,} people, {round(row['area_km2']):,} km²"
    return f"{council}: {about}, deprivation score {row['deprivation']:g}"


TEXTS: Texts = {
    "peer_overall": {
        "headline": _overall_headline,
        "subtitle": _overall_subtitle,
        "verdict": _overall_verdict,
        "meaning": lambda t: _RANKING if _placed(t, _peers(t)) else "",
        "alternative": _overall_alternative,
    },
    "peer_statements": {
        "headline": _statements_headline,
        "subtitle": _have_scores,
        "meaning": lambda t: _RANKING if _scores(t, _peers(t)) else "",
        "alternative": _statements_alternative,
    },
    "peer_ratings": {
        "headline": _ratings_headline,
        "subtitle": _ratings_subtitle,
        "caveats": _pilots,
    },
    "peer_scores": {"headline": _scores_headline, "subtitle": _have_scores},
    "peer_nearest": {"headline": _nearest_headline, "subtitle": _nearest_subtitle},
}
