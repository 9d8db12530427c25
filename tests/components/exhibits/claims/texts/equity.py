"""Access, waiting and outcomes by group, and whose group is recorded."""

from __future__ import annotations

from tests.components.exhibits.claims.groups import (
    Measured,
    gravest,
    in_words,
    measures_by_group,
    population,
    verdict,
)
from tests.components.exhibits.claims.told import Says, Texts, Told
from tests.components.exhibits.claims.words import day, small


def _drawn(t: Told) -> Measured | None:
    code = t.rows[0]["measure"] if t.rows else None
    return next((each for each in measures_by_group(t) if each.code == code), None)


def _recorded(t: Told) -> dict[str, float]:
    """Newest recorded share in percent, by what is recorded."""
    whole = t.known.whole_to.get("indicator")
    told = {}
    for what in ("ethnicity", "language"):
        rows = [
            row
            for row in t.known["indicator"].rows(named=True)
            if row["indicator"] == f"{what}_recorded"
            and not row["team"]
            and not row["breakdown"]
            and (whole is None or row["period_end"] <= whole)
        ]
        if rows:
            newest = max(rows, key=lambda row: row["period_end"])
            told[what] = newest["numerator"] / newest["denominator"] * 100
    return told


def _subtitle(t: Told) -> str:
    known = _recorded(t).get("ethnicity")
    said = (
        "Of how many people ethnicity is recorded is not known"
        if known is None
        else f"Ethnicity is recorded for {known:.0f}% of people"
    )
    drawn = _drawn(t)
    if drawn is None:
        return said
    first, last = min(g.first for g in drawn.groups), max(g.last for g in drawn.groups)
    return f"{said}; figures of {day(first)} to {day(last)}"


def _verdict(t: Told) -> str:
    drawn = _drawn(t)
    if drawn is None:
        return ""
    worst = gravest(drawn)
    if worst is not None:
        return f"More than chance: {worst[1]}."
    told = {verdict(each, drawn) for each in drawn.groups}
    return "Within chance." if "within chance" in told else "Too few to judge."


def _meaning(subject: str) -> Says:
    def says(t: Told) -> str:
        drawn, said = _drawn(t), []
        worst = gravest(drawn) if drawn else None
        people = population(t)
        if drawn and worst and subject == "access" and worst[0].name in people:
            here = sum(people.get(each.name, 0) for each in drawn.groups)
            every = sum(each.x for each in drawn.groups)
            group = worst[0]
            said.append(
                f"{group.name}: {people[group.name] / here:.0%} of the adults of these groups who "
                f"live here, {group.x / every:.0%} of those counted."
            )
        also = []
        for each in measures_by_group(t):
            if each.subject != subject or drawn is None or each.code == drawn.code:
                continue
            found = gravest(each)
            also.append(
                f"{small(each.name)}: "
                + (
                    f"{found[0].name} {found[1]}"
                    if found
                    else "no group differs by more than chance"
                )
            )
        if also:
            said.append(f"Also by group: {'; '.join(also)}.")
        return " ".join(said)

    return says


def _alternative(t: Told) -> str:
    drawn = _drawn(t)
    if drawn is None:
        return t.exhibit.headline
    return "; ".join(f"{g.name}: {in_words(g.x / g.n, g, drawn)}" for g in drawn.groups)


def _recorded_alternative(t: Told) -> str:
    told = _recorded(t)
    if not told:
        return t.exhibit.headline
    return "; ".join(f"People whose {what} is recorded: {n:.0f}%" for what, n in told.items())


def _recorded_subtitle(t: Told) -> str:
    days = [row["date"] for row in t.rows]
    return "People with long-term support" + (f", {day(max(days))}" if days else "")


TEXTS: Texts = {
    "equity_recording": {"subtitle": _recorded_subtitle, "alternative": _recorded_alternative},
    **{
        f"equity_{subject}": {
            "subtitle": _subtitle,
            "verdict": _verdict,
            "meaning": _meaning(subject),
            "alternative": _alternative,
        }
        for subject in ("access", "waiting", "outcomes")
    },
}
