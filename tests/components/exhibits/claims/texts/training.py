"""Training, staff voice and workforce routes."""

from __future__ import annotations

import itertools
import math
from datetime import date

import polars as pl

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import (
    Row,
    against_half,
    apart,
    cap,
    day,
    figures,
    joined,
    many,
    month,
    newcombe,
    share_interval,
    small,
    word,
    x_of_n,
)

_STEPS = {
    "required": "needing the course",
    "offered": "being offered a place",
    "released": "being given the time to go",
    "attended": "attending",
    "in_date": "being in date",
}


def _open(t: Told, dataset: str, last: pl.Expr) -> bool:
    """Whether no period's record is whole of those that may be looked at."""
    whole = t.known.whole_to.get(dataset) or date.min
    dated = "month" if dataset == "training" else "period_end"
    rows = t.known[dataset].filter(pl.col(dated) <= t.filters.until)
    return rows.height > 0 and rows.filter(last <= whole).is_empty()


def _so_far(t: Told) -> bool:
    return _open(t, "training", pl.col("month").dt.month_end())


def _month(t: Told) -> str:
    newest = t.frame.get_column("month").max() if "month" in t.frame.columns else None
    if not isinstance(newest, date):
        return ""
    return f"{month(newest)}, so far" if _so_far(t) else f"end of {month(newest)}"


def _in_date(t: Told) -> Row | None:
    rows = t.where(step="in_date") if t.frame.height else []
    return rows[0] if rows and rows[0]["count"] is not None and not _so_far(t) else None


def _access_verdict(t: Told) -> str:
    row = _in_date(t)
    if row is None:
        return ""
    missing = row["required"] - row["count"]
    return (
        f"{missing:,} of {row['required']:,} needs are not met."
        if missing
        else ("Every need is met.")
    )


def _access_meaning(t: Told) -> str:
    """Where most are lost, followed through the rows that recorded both steps."""
    row = _in_date(t)
    if row is None or row["required"] == row["count"]:
        return ""
    lost: dict[tuple[str, str], int] = {}
    needs: dict[tuple[str, str], int] = {}
    people: dict[tuple[str, str, str, str], int] = {}
    for need in _role_needs(t, t.frame["month"][0]):
        known = [step for step in _STEPS if need[step] is not None]
        for pair in itertools.pairwise(known):
            lost[pair] = lost.get(pair, 0) + need[pair[0]] - need[pair[1]]
            needs[pair] = needs.get(pair, 0) + need["required"]
            one = (*pair, need["team"], need["role"])
            people[one] = max(people.get(one, 0), need["required"])
    if len(lost) < 2:
        return "The steps on the way are not recorded, so where people fall out is not known."
    order = sorted(
        lost, key=lambda pair: (-lost[pair], *(list(_STEPS).index(step) for step in pair))
    )
    most, next_most = (max(lost[pair], 0) for pair in order[:2])
    every = sum(max(number, 0) for number in lost.values())
    if not every:
        return "Nobody who needs it is lost on the way."
    before, after = (_STEPS[step] for step in order[0])
    where = f"between {before} and {after}"
    behind = sum(number for one, number in people.items() if one[:2] == order[0])
    each = behind / needs[order[0]]
    here, there = math.floor(most * each), math.floor(next_most * each)
    said = against_half(here, here + there)
    if said == "more than half":
        return f"Most are lost {where}: {most:,} of {every:,}."
    if said.startswith(("too few", "nothing")):
        return (
            f"{most:,} of {every:,} are lost {where}: too few to judge whether that step stands "
            "out."
        )
    return f"{most:,} of {every:,} are lost {where}, but no step stands out."


_DUTIES = ("amhp_annual", "bia_refresher", "cpd_two_records", "cpd_peer_reflection")


def _role_needs(t: Told, when: date) -> list[Row]:
    rows = t.known["training"].filter(
        (pl.col("course_kind") == "role_specific")
        & ~pl.col("course").is_in(_DUTIES)
        & (pl.col("month") == when)
        & (pl.col("required") > 0)
    )
    if t.filters.team and t.exhibit.key != "training_gap":
        rows = rows.filter(pl.col("team") == t.filters.team)
    return rows.rows(named=True)


def _sides(rows: list[Row]) -> dict[bool, tuple[int, int, float]]:
    """In date, needs, and needs each person counts as one of, of specialist teams and others."""
    found = {}
    for special in (True, False):
        of = [
            row
            for row in rows
            if (row["team_kind"] == "specialist") is special and row["in_date"] is not None
        ]
        need = sum(row["required"] for row in of)
        groups: dict[tuple[str, str], int] = {}
        for row in of:
            one = (row["team"], row["role"])
            groups[one] = max(groups.get(one, 0), row["required"])
        scale = min(sum(groups.values()) / need, 1.0) if need else 1.0
        found[special] = (sum(row["in_date"] for row in of), need, scale)
    return found


def _gap(t: Told) -> tuple[str, dict[bool, tuple[int, int, float]]]:
    """How they compare, and their numbers."""
    newest = t.frame.get_column("month").max() if t.frame.height else None
    if not isinstance(newest, date) or _so_far(t):
        return "none", {}
    sides = _sides(_role_needs(t, newest))
    if not (sides[True][1] and sides[False][1]):
        return "none", sides
    (a, n, s), (b, m, r) = sides[True], sides[False]
    return apart(a * s, n * s, b * r, m * r), sides


def _gap_meaning(t: Told) -> str:
    how, sides = _gap(t)
    if how == "none":
        return ""
    (a, n, s), (b, m, r) = sides[True], sides[False]
    low, high = newcombe(a * s, n * s, b * r, m * r)
    gap = a / n - b / m
    if how in ("higher", "lower"):
        ends = sorted(abs(round(100 * end)) for end in (low, high))
        said = (
            f"{abs(round(100 * gap))} points, very unlikely to be chance (interval {ends[0]} to "
            f"{ends[1]})."
        )
    else:
        said = f"{x_of_n(a, n)} in date in specialist teams, {x_of_n(b, m)} in other teams: "
        said += "too few to judge." if how == "few" else "a gap within chance."
    newest = t.frame["month"].max()
    assert isinstance(newest, date)
    count = newest.year * 12 + newest.month - 1 - 6
    before = date(count // 12, count % 12 + 1, 1)
    if t.filters.since and before < t.filters.since:
        return said
    then = _sides(_role_needs(t, before))
    if not (then[True][1] and then[False][1]):
        return said
    was = then[True][0] / then[True][1] - then[False][0] / then[False][1]
    turned = " the other way round" if was * gap < 0 else ""
    return f"{said} In {month(before)} it was {figures(abs(round(100 * was)), 'point')}{turned}."


def _duty(row: Row) -> str:
    met, missing = row["met"], row["not_met"]
    if met is None:
        return f"Whether the {row['required']:,} who have this duty meet it is not recorded."
    said = f"{x_of_n(met, met + missing)} met it by the count of {month(row['month'])}"
    if missing and row["due"] is None:
        said += f"; {missing:,} {'is' if missing == 1 else 'are'} out of date"
    elif missing and row["days_left"] >= 0:
        said += f"; {missing:,} still to do by {day(row['due'])}"
    elif missing:
        said += f"; {missing:,} had not when last counted, and the year ended on {day(row['due'])}"
    if row["not_known"]:
        said += f"; not recorded for {row['not_known']:,}"
    return said + "."


def _duties(t: Told) -> tuple[list[Row], list[Row], list[Row]]:
    """Out of date, still due, and of these due within 30 days, most people first."""
    if _so_far(t):
        return [], [], []
    missing = [row for row in t.rows if row["not_met"]]
    due = [row for row in missing if row["due"] and row["due"] >= t.view.today]
    out = [row for row in missing if row not in due]
    soon = sorted(
        (row for row in due if (row["due"] - t.view.today).days <= 30),
        key=lambda row: -row["not_met"],
    )
    return out, due, soon


def _duties_verdict(t: Told) -> str:
    due = _duties(t)[1]
    return (
        f"Social workers' records are due by {day(min(row['due'] for row in due))}." if due else ""
    )


def _duties_meaning(t: Told) -> str:
    out, due, soon = _duties(t)
    said = [_duty(row) for row in (soon or due)[:1]]
    if soon and out:
        people = [row["not_met"] for row in out]
        if len(people) == 1:
            lead = "A duty of law or registration is out of date for "
            said.append(f"{lead}{many(people[0], 'person', 'people')}.")
        else:
            each = f"{joined([word(number) for number in people])} people"
            if len(set(people)) == 1:
                each = f"{many(people[0], 'person', 'people')} each"
            said.append(
                f"{cap(many(len(people), 'duty', 'duties'))} of law or registration are out of "
                f"date, for {each}."
            )
    return " ".join(said)


def _duties_alternative(t: Told) -> str:
    def of(row: Row) -> str:
        if not _so_far(t):
            return _duty(row)
        return "not recorded" if row["met"] is None else f"{row['met']} of {row['required']} so far"

    return "; ".join(f"{row['name']}: {of(row)}" for row in t.rows) or t.exhibit.headline


def _below(t: Told) -> list[Row]:
    """Cells whose whole interval lies below 80 %, of five people or more."""
    if _so_far(t):
        return []
    return [
        row
        for row in t.rows
        if row["share"] is not None and row["high"] < 0.8 and row["people"] >= 5
    ]


def _grid_verdict(t: Told) -> str:
    below = _below(t)
    if t.frame.is_empty() or _so_far(t):
        return ""
    if not below:
        return "No sure gap."
    own = sum(row["name"] == "Specific to the team" for row in below)
    return f"{cap(many(len(below), 'clear gap'))}" + (
        f", {own} in the team's own subject." if own else "."
    )


def _grid_meaning(t: Told) -> str:
    below = sorted(_below(t), key=lambda row: row["share"])
    if t.frame.is_empty() or _so_far(t):
        return ""
    if not below:
        return "Small teams vary."
    worst = below[0]
    return f"Widest: {worst['team']}, {small(worst['name'])}, {worst['share']:.0%} in date."


def _survey_open(t: Told) -> bool:
    return _open(t, "staff_voice", pl.col("period_end"))


def _asked(t: Told) -> dict[str, list[tuple[int, int, int, int]]]:
    """By how the standard questions compare, agree and answers of both sides, in their order."""
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    if _survey_open(t):
        return found
    for question in ("training_for_my_role", "time_to_absorb", "others_understand"):
        sides = {row["specialist"]: row for row in t.where(question=question)}
        if len(sides) < 2:
            continue
        numbers = tuple(
            sides[special][name] for special in (True, False) for name in ("agree", "responses")
        )
        found.setdefault(apart(*numbers), []).append(numbers)
    return found


def _voice_verdict(t: Told) -> str:
    asked = _asked(t)
    if asked.keys() & {"lower", "higher"}:
        return "More than chance."
    return (
        "No sure difference." if "same" in asked else "Too few to judge." if "few" in asked else ""
    )


def _voice_meaning(t: Told) -> str:
    asked = _asked(t)
    how = next((how for how in ("lower", "higher", "same", "few") if how in asked), None)
    if how is None:
        return ""
    a, n, b, m = asked[how][0]
    pair = f"{x_of_n(a, n)} agree in specialist teams, {x_of_n(b, m)} in other teams: "
    if how in ("same", "few"):
        return pair + ("a gap within chance." if how == "same" else "too few to judge.")
    low, high = sorted(abs(100 * end) for end in newcombe(a, n, b, m))
    return f"{pair}specialist teams are {how}, by {low:.0f} to {high:.0f} percentage points."


def _routes_open(t: Told) -> bool:
    return _open(t, "workforce_route", pl.col("period_end"))


def _stayed(row: Row) -> str:
    if not row["started"]:
        return "Nobody began."
    said = [f"{figures(row['started'], 'person', 'people')} began"]
    if row["completed"] is None:
        said.append("what became of them is not recorded")
    else:
        said.append(f"{row['completed']:,} completed and {row['left_early']:,} left early")
    if row["reached_12_months"]:
        stayed, reached = row["retained_12_months"], row["reached_12_months"]
        low, high = share_interval(stayed, reached)
        few = against_half(stayed, reached).startswith("too few")
        ending = ": too few to judge" if few else f" ({low:.0%} to {high:.0%})"
        said.append(f"{x_of_n(stayed, reached)} stayed for 12 months{ending}")
    overlap = " Periods overlap, so people may be counted twice." if row["overlapping"] else ""
    return "; ".join(said) + "." + overlap


def _progress_meaning(t: Told) -> str:
    if t.frame.is_empty() or _routes_open(t):
        return ""
    first = t.rows[0]
    return f"{first['name']}: {small(_stayed(first))}"


def _routes(t: Told) -> dict[str, dict[str, list[str]]]:
    """By profession and state, the routes."""
    found: dict[str, dict[str, list[str]]] = {}
    rows = t.frame.sort("profession", maintain_order=True).rows(named=True)
    for row in rows:
        kinds = found.setdefault(row["profession"], {"open": [], "not open": [], "not known": []})
        name = "ASYE" if row["route"] == "asye" else row["route"].replace("_", " ")
        kinds[row["state"]].append(name)
    return found


def _of_profession(name: str, kinds: dict[str, list[str]]) -> str:
    who = name.replace("_", " ")
    if not kinds["open"]:
        if kinds["not known"]:
            return f"Whether any route is open to {who} is not known."
        return f"No route is open to {who}."
    said = [f"Open to {who}: {joined(kinds['open'])}."]
    said += [f"Not open: {joined(kinds['not open'])}."] if kinds["not open"] else []
    said += [f"Not known: {joined(kinds['not known'])}."] if kinds["not known"] else []
    return " ".join(said)


def _gaps(t: Told) -> list[str]:
    """Professions with a route that others have and they do not."""
    found = _routes(t)
    opened = {route for kinds in found.values() for route in kinds["open"]}
    return [name for name, kinds in found.items() if opened & set(kinds["not open"])]


def _routes_verdict(t: Told) -> str:
    if t.frame.is_empty() or _routes_open(t):
        return ""
    found = _routes(t).values()
    if _gaps(t) or any(not kinds["open"] and not kinds["not known"] for kinds in found):
        return "Named gaps."
    if any(kinds["not known"] for kinds in found):
        return "Not fully recorded."
    return "No gap found."


def _routes_meaning(t: Told) -> str:
    if _routes_open(t):
        return ""
    found = _routes(t)
    return (
        " ".join(_of_profession(name, found[name]) for name in _gaps(t) if found[name]["open"])
        if len([n for n in _gaps(t) if found[n]["open"]]) <= 2
        else " ".join(
            [_of_profession(name, found[name]) for name in _gaps(t) if found[name]["open"]][:2]
        )
    )


TEXTS: Texts = {
    "training_access": {
        "subtitle": lambda t: (
            f"Training specific to a role, {t.filters.team or 'all teams'}, {_month(t)}"
        ),
        "verdict": _access_verdict,
        "meaning": _access_meaning,
        "alternative": lambda t: (
            "; ".join(f"{row['name']}: {_count(row['count'])}" for row in t.rows)
            or t.exhibit.headline
        ),
    },
    "training_gap": {
        "subtitle": lambda t: (
            f"Role-specific training in date, share of needs by team, {_month(t)}"
        ),
        "verdict": lambda t: (
            "A real gap:"
            if _gap(t)[0] in ("higher", "lower")
            else ("Within chance." if _gap(t)[0] == "same" else "")
        ),
        "meaning": _gap_meaning,
        "alternative": lambda t: (
            "; ".join(
                f"{row['name']}: "
                + (
                    "not shown"
                    if row["count"] is None
                    else f"{row['count'] / row['required']:.0%} in date"
                )
                for row in t.rows
            )
            or t.exhibit.headline
        ),
    },
    "training_duties": {
        "subtitle": lambda t: f"People by duty, {t.filters.team or 'all teams'}, {_month(t)}",
        "verdict": _duties_verdict,
        "meaning": _duties_meaning,
        "alternative": _duties_alternative,
    },
    "training_grid": {
        "subtitle": lambda t: f"Share in date, {t.filters.team or 'all teams'}, {_month(t)}",
        "verdict": _grid_verdict,
        "meaning": _grid_meaning,
        "alternative": lambda t: (
            "; ".join(f"{row['team']}, {row['name']}: {row['share']:.0%}" for row in _below(t))
            or t.exhibit.headline
        ),
    },
    "staff_voice": {
        "subtitle": lambda t: (
            "Share of staff who agree"
            + (
                f", survey to {day(max(row['period_end'] for row in t.rows))}"
                if t.frame.height
                else ""
            )
            + (", so far" if _survey_open(t) else "")
        ),
        "verdict": _voice_verdict,
        "meaning": _voice_meaning,
        "alternative": lambda t: (
            "; ".join(
                f"{row['asked']}, {'specialist' if row['specialist'] else 'other'} teams: "
                f"{row['agree'] / row['responses']:.0%} agree"
                for row in t.rows
            )
            or t.exhibit.headline
        ),
    },
    "workforce_progress": {
        "subtitle": lambda t: (
            f"People who began a route, by route and profession, {t.view.council}"
            + (", so far" if _routes_open(t) else "")
        ),
        "meaning": _progress_meaning,
        "alternative": lambda t: (
            "; ".join(f"{row['name']}: {_stayed(row)}" for row in t.rows)
            if t.frame.height and not _routes_open(t)
            else t.exhibit.headline
        ),
    },
    "workforce_routes": {
        "subtitle": lambda t: (
            "ASYE, apprenticeship, progression and shadowing by profession, "
            f"{t.view.council}" + (", so far" if _routes_open(t) else "")
        ),
        "verdict": _routes_verdict,
        "meaning": _routes_meaning,
        "alternative": lambda t: (
            " ".join(_of_profession(name, kinds) for name, kinds in _routes(t).items())
            if t.frame.height and not _routes_open(t)
            else t.exhibit.headline
        ),
    },
}


def _count(number: int | None) -> str:
    return "not shown" if number is None else str(number)
