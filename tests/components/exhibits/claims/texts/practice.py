"""Learning, audits and coproduction."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import (
    Row,
    against_half,
    apart,
    cap,
    day,
    figures,
    in_a_funnel,
    joined,
    many,
    median_days,
    share_and_verdict,
    share_interval,
    small,
)

_STUCK = ("not been shared", "led to no change", "not been checked again", "not been embedded")
_LEVELS = ("inform", "consult", "engage", "co_design", "coproduce")


def _of_n(t: Told, name: str, x: str, n: str) -> str:
    return (
        "; ".join(f"{row[name]}: {row[x]:,} of {row[n]:,}" for row in t.rows) or t.exhibit.headline
    )


def _lessons(t: Told) -> list[Row]:
    """Lessons found within the choice, what came later undone."""
    rows = t.known["learning"].filter(pl.col("found") <= t.filters.until)
    if t.filters.since:
        rows = rows.filter(pl.col("found") >= t.filters.since)
    days = ("shared_on", "changed_on", "checked_on", "embedded_on")
    return [
        row | {n: row[n] if row[n] and row[n] <= t.filters.until else None for n in days}
        for row in rows.iter_rows(named=True)
    ]


def _doubt(row: Row) -> str:
    """Why nobody can show that a lesson is embedded; empty where that is shown."""
    if row["checked_on"] is None:
        return "no check is on record"
    if row["changed_on"] and row["checked_on"] < row["changed_on"]:
        return "it was checked only before the change"
    if row["check_result"] is None:
        return "what the check found is not recorded"
    return "the check found no improvement" if row["check_result"] == "not_improved" else ""


def _reached(row: Row) -> int:
    """How far round the loop a lesson came, from 1 to 5."""
    if row["embedded_on"] and not _doubt(row):
        return 5
    checked = row["checked_on"] and not (
        row["changed_on"] and row["checked_on"] < row["changed_on"]
    )
    return 4 if checked else 3 if row["changed_on"] else 2 if row["shared_on"] else 1


def _doubted(t: Told) -> list[Row]:
    rows = [row for row in _lessons(t) if row["embedded_on"] and _doubt(row)]
    return sorted(rows, key=lambda row: (row["embedded_on"], row["reference"]))


def _leak(t: Told) -> Row | None:
    """Where most wait, from the days of the lessons themselves."""
    days = ("found", "shared_on", "changed_on", "checked_on")
    stuck: dict[int, int] = {}
    for row in _lessons(t):
        rank = _reached(row)
        if rank < 5 and (t.filters.until - row[days[rank - 1]]).days > 92:
            stuck[rank] = stuck.get(rank, 0) + 1
    known = [row for row in t.rows if row["stuck"] is not None]
    for row in known:
        assert row["stuck"] == stuck.get(row["rank"], 0)
    worst = max(known, key=lambda row: (row["stuck"], -row["rank"]), default=None)
    return worst if worst and worst["stuck"] else None


def _silent_step(t: Told) -> bool:
    """Whether it is not recorded of some step who came no further."""
    return any(row["stuck"] is None for row in t.rows)


def _loop_meaning(t: Told) -> str:
    if t.frame.is_empty():
        return ""
    row = _leak(t)
    if row is None and _silent_step(t):
        return ""
    if row is None:
        return f"Not one of {figures(t.rows[0]['of'], 'lesson')} has been stuck at a stage."
    stage = ("found", "shared", "changed", "checked")[row["rank"] - 1]
    have = "has" if row["stuck"] == 1 else "have"
    lead = f"Lessons leak most after '{stage}': of {row['reached']:,} that came this far, "
    return f"{lead}{row['stuck']:,} {have} waited long and {_STUCK[row['rank'] - 1]}."


def _loop_source(t: Told) -> str:
    said, lead = _doubted(t), "Learning records, from every origin."
    if not said:
        return lead
    unchecked = all(_doubt(row).endswith(("on record", "before the change")) for row in said)
    why = "a later check" if unchecked else "a check that shows it"
    are = "is" if len(said) == 1 else "are"
    lessons = cap(many(len(said), "lesson"))
    return f"{lead} {lessons} said to be embedded without {why} {are} not counted as embedded."


def _checked_verdict(t: Told) -> str:
    lessons = _lessons(t)
    if not lessons:
        return ""
    if any(_reached(row) < 4 for row in lessons):
        return "Not yet shown."
    shown = sum(row["check_result"] in ("improved", "partly_improved") for row in lessons)
    return "Shown." if shown == len(lessons) else f"Shown for {shown} of {len(lessons)}."


def _audits(t: Told) -> list[Row]:
    """Audits within the choice."""
    rows = t.known["audit"].filter(pl.col("audited") <= t.filters.until)
    if t.filters.since:
        rows = rows.filter(pl.col("audited") >= t.filters.since)
    return rows.rows(named=True)


def _quarter(when: date) -> date:
    return date(when.year, (when.month - 1) // 3 * 3 + 1, 1)


def _years(t: Told) -> list[tuple[int, int, int]]:
    """Good, audits and quarters of the newest four whole quarters and of the four before, counted
    from the audits themselves."""
    whole = min(t.known.whole_to.get("audit") or date.min, t.filters.until)
    days = t.known["audit"].get_column("audited").drop_nulls()
    counts: list[list[int]] = []
    begin = _quarter(days.min()) if days.len() else None  # type: ignore[arg-type]
    while begin:
        following = _quarter(begin + timedelta(days=100))
        if following - timedelta(days=1) > whole:
            break
        rows = [
            row["moderator_grade"] or row["auditor_grade"]
            for row in t.known["audit"].iter_rows(named=True)
            if begin <= row["audited"] < following
        ]
        counts.append([sum(grade >= 3 for grade in rows if grade), len([g for g in rows if g])])
        begin = following
    last, before = counts[-4:], counts[-8:-4]
    return [
        (sum(good for good, _ in part), sum(n for _, n in part), len(part))
        for part in (last, before)
    ]


def _change(t: Told) -> str:
    (good, n, _), (x, m, quarters) = _years(t)
    if not n:
        return "none"
    return apart(good, n, x, m) if quarters == 4 and m else "alone"


def _grades_verdict(t: Told) -> str:
    return {
        "none": "",
        "alone": "Nothing to compare with yet.",
        "higher": "A real improvement.",
        "lower": "A real fall.",
    }.get(_change(t), "As usual.")


def _grades_meaning(t: Told) -> str:
    (good, n, _), (x, m, _) = _years(t)
    if not n:
        return ""
    if _change(t) == "alone":
        return f"{good:,} of {n:,} audits."
    return f"{good:,} of {n:,}, and {x:,} of {m:,} ({x / m:.0%}) the year before."


def _stands(t: Told) -> list[str]:
    """How each group stands against all together."""
    if t.frame.height < 2:
        return ["nothing to compare with"] * t.frame.height
    found = in_a_funnel([(row["good"], row["audits"]) for row in t.rows])
    return [
        "too few to judge" if 2 * 0.5 ** row["audits"] >= 0.05 else verdict
        for row, verdict in zip(t.rows, found, strict=True)
    ]


def _beside_verdict(t: Told, name: str) -> str:
    below = [row[name] for row, how in zip(t.rows, _stands(t), strict=True) if how == "lower"]
    if below:
        return f"Look first at {joined(below)}."
    return "Do not rank these." if t.frame.height > 1 else ""


def _beside_meaning(t: Told, name: str) -> str:
    alone = t.frame.height == 1 and 2 * 0.5 ** t.rows[0]["audits"] >= 0.05
    few = _stands(t).count("too few to judge") + alone
    if few:
        return f"{cap(many(few, name))} with too few audits to judge."
    return "Neighbouring places differ by chance." if t.frame.height > 1 else ""


def _voice_verdict(t: Told) -> str:
    rows = _audits(t)
    teams = [row["case"] for row in t.rows]
    behind = []
    for team in teams:
        told = [row["voice_sought"] for row in rows if (row["team"] or "not recorded") == team]
        known = [each for each in told if each is not None]
        if against_half(sum(known), len(known)) == "fewer than half":
            behind.append(team)
    if behind:
        return f"Fewer than half in {joined(behind)}."
    return "No team is known to ask fewer than half." if teams else ""


_KAPPA = ((0.0, "poor"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"))


def _kappa(low: float | None, high: float | None) -> str:
    """Landis and Koch's words for an interval, where it is narrow enough to say anything."""
    if low is None or high is None:
        return ""
    names = [name for _, name in _KAPPA] + ["almost perfect"]
    places = [sum(min(end, 1.0) > most for most, _ in _KAPPA) for end in (low, high)]
    if places[0] <= 1 and places[1] >= 4:
        return ""
    first, last = (names[place] for place in places)
    return first if first == last else f"{first} to {last}"


def _agree(row: Row) -> str:
    if row["kappa"] is None:
        return "spread"
    if row["low"] > 0:
        return "beyond"
    return "chance" if row["high"] < 0.6 else "few"


def _lean(row: Row) -> str:
    return against_half(row["lower"], row["lower"] + row["higher"])


def _moderation_verdict(t: Told) -> str:
    if t.frame.is_empty():
        return ""
    row = t.rows[0]
    if not row["moderated"]:
        return "Not known."
    words = cap(_kappa(row["low"], row["high"]) or "some")
    return {
        "spread": "Cannot be judged: every grade is the same.",
        "beyond": f"{words} agreement.",
        "chance": "No more agreement than chance.",
        "few": "Too few to judge.",
    }[_agree(row)]


def _moderation_meaning(t: Told) -> str:
    if t.frame.is_empty():
        return ""
    row = t.rows[0]
    if not row["moderated"]:
        return "Without moderation nobody can say whether grades mean the same everywhere."
    lean = _lean(row)
    if lean == "more than half":
        lead = f"{row['lower']:,} went down and {row['higher']:,} up."
    elif lean == "fewer than half":
        lead = f"{row['higher']:,} went up and {row['lower']:,} down."
    else:
        lead = "Neither is stricter than the other, as far as the numbers can tell."
    end = "; " if _agree(row) in ("beyond", "chance") else ". "
    return f"{row['same']:,} of {row['moderated']:,} graded alike{end}{lead}"


def _moderated(row: Row) -> str:
    if not row["moderated"]:
        return f"Not one of {figures(row['audits'], 'audit')} was moderated."
    words = _kappa(row["low"], row["high"])
    how = {
        "spread": "every grade is the same, so agreement cannot be judged",
        "beyond": "auditors and moderators agree beyond chance"
        + (f": {words} agreement" if words else ", but how well is not known yet"),
        "chance": "auditors and moderators agree no more than chance would have it",
        "few": "too few to judge agreement",
    }[_agree(row)]
    lean = {
        "more than half": f" Moderators grade lower: {row['lower']:,} went down, "
        f"{row['higher']:,} up.",
        "fewer than half": f" Moderators grade higher: {row['higher']:,} went up, "
        f"{row['lower']:,} down.",
    }.get(_lean(row), "")
    return f"{figures(row['moderated'], 'audit')} graded twice, {row['same']:,} alike: {how}.{lean}"


def _moderation_source(t: Told) -> str:
    teams: dict[str, int] = {}
    for row in _audits(t):
        twice = row["auditor_grade"] is not None and row["moderator_grade"] is not None
        name = row["team"] or "not recorded"
        teams[name] = teams.get(name, 0) + twice
    shown = {row["case"] for row in t.rows[1:]}
    left = len(set(teams) - shown)
    lead = "Audits graded twice."
    return f"{lead} {cap(many(left, 'team'))} with fewer than 20 left out." if left else lead


def _worst(t: Told) -> Row | None:
    enough = [row for row in t.rows if row["found_since"] and row["audits_since"] >= 6]
    best = max((row["found_since"] / row["audits_since"] for row in enough), default=None)
    tied = [row for row in enough if row["found_since"] / row["audits_since"] == best]
    return max(tied, key=lambda row: row["found_since"], default=None)


def _repeats_meaning(t: Told) -> str:
    row = _worst(t)
    if row is None:
        return ""
    return (
        f"Told on {day(row['told_on'])}, found in {row['found_since']:,} of "
        f"{row['audits_since']:,} audits since."
    )


def _repeat(row: Row) -> str:
    lead = f"{row['team']}, {row['theme'].replace('_', ' ')}: "
    audits, found = figures(row["audits_since"], "audit"), row["found_since"]
    if found:
        trend = ""
        before = row["audits_since"] - row["audits_lately"]
        if before and row["audits_lately"]:
            how = apart(
                row["found_lately"], row["audits_lately"], found - row["found_lately"], before
            )
            trend = {"lower": ", less often lately", "higher": ", more often lately"}.get(how, "")
        return f"{lead}found again in {found:,} of {audits} since{trend}."
    if not row["audits_since"]:
        return f"{lead}no audit since."
    few = ", too few to say it is gone" if row["audits_since"] < 6 else ""
    return f"{lead}not found in {audits} since{few}."


def _plain(name: str | None) -> str:
    return "".join(letter for letter in (name or "").casefold() if letter.isalnum())


def _re_audits(t: Told) -> str:
    """How cases came out that were audited again, each by the audit that it names."""
    ever = [r for r in t.known["audit"].iter_rows(named=True) if r["audited"] <= t.filters.until]
    ever.sort(key=lambda row: row["audited"])
    grades = {
        _plain(r["reference"]): (r["audited"], r["moderator_grade"] or r["auditor_grade"])
        for r in ever
    }
    better = same = worse = again = 0
    for row in ever:
        key = _plain(row["re_audit_of"])
        if row["re_audit_of"] is None:
            continue
        again += 1
        when, before = grades.get(key, (None, None)) if key else (None, None)
        grade = row["moderator_grade"] or row["auditor_grade"]
        if when and when <= row["audited"] and key != _plain(row["reference"]) and before and grade:
            better, same, worse = (
                better + (grade > before),
                same + (grade == before),
                worse + (grade < before),
            )
    lead = "Practice audits and lessons."
    if not again:
        return lead  # where no audit ever named another, nobody knows
    how = {
        "nothing to judge yet": "none to judge by",
        "could be more or less than half": "as often better as worse, within chance",
        "more than half": "more often better",
        "fewer than half": "more often worse",
    }
    said = against_half(better, better + worse)
    return (
        f"{lead} {figures(again, 're-audit')}: {better:,} better, {same:,} the same, {worse:,} "
        f"worse; {how.get(said, said)}."
    )


def _open_cases(t: Told) -> dict[str, tuple[int, date]]:
    """By team, the cases open at its newest count: the whole where it is given."""
    rows: dict[str, list[Row]] = {}
    for row in t.known["indicator"].iter_rows(named=True):
        number = row["numerator"] if row["numerator"] is not None else row["value"]
        if (
            row["indicator"] == "open_cases"
            and row["team"]
            and number is not None
            and row["period_end"] <= t.filters.until
        ):
            rows.setdefault(row["team"], []).append(row | {"cases": number})
    found = {}
    for team, of in rows.items():
        newest = max(row["period_end"] for row in of)
        counts = [row for row in of if row["period_end"] == newest]
        whole = [row for row in counts if row["breakdown"] is None]
        found[team] = (round(sum(row["cases"] for row in whole or counts)), newest)
    return found


def _sample_subtitle(t: Told) -> str:
    today = t.view.today
    following = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    days = [when for _, when in _open_cases(t).values()]
    when = f"of {day(max(days))}" if days else "not known"
    return f"Sample {following:%Y-%m}; open cases {when}"


def _behind(t: Told) -> list[str]:
    """Teams with fewer audits than their part of the cases explains, furthest behind first."""
    cases = {team: number for team, (number, _) in _open_cases(t).items()}
    audits = dict.fromkeys(cases, 0)
    names = {_plain(team): team for team in cases}
    for row in _audits(t):
        if row["team"] and _plain(row["team"]) in names:
            audits[names[_plain(row["team"])]] += 1
    every, done = sum(cases.values()), sum(audits.values())
    if not every or not done:
        return []
    fewer = [team for team in cases if share_interval(audits[team], done)[1] < cases[team] / every]
    return sorted(fewer, key=lambda team: (audits[team] / cases[team], team))


def _held(t: Told) -> list[Row]:
    """Activities within the choice."""
    rows = t.known["coproduction"].filter(pl.col("held") <= t.filters.until)
    if t.filters.since:
        rows = rows.filter(pl.col("held") >= t.filters.since)
    return rows.rows(named=True)


def _whole_quarters(t: Told) -> list[Row]:
    """Activities of quarters whose record is whole."""
    whole = min(t.known.whole_to.get("coproduction") or date.min, t.filters.until)
    return [
        row
        for row in _held(t)
        if _quarter(_quarter(row["held"]) + timedelta(days=100)) - timedelta(days=1) <= whole
    ]


def _levels_verdict(t: Told) -> str:
    rows = _whole_quarters(t)
    if not rows:
        return ""
    said = against_half(sum(row["level"] in _LEVELS[3:] for row in rows), len(rows))
    return {
        "more than half": "More than half were shaped together.",
        "fewer than half": "Fewer than half were shaped together.",
        "could be more or less than half": "Could be more or fewer than half.",
    }.get(said, "Too few to judge.")


def _levels_meaning(t: Told) -> str:
    rows = _whole_quarters(t)
    asked = sum(row["level"] in _LEVELS[:2] for row in rows)
    return f"{asked} only informed or asked people." if rows else ""


_LEVEL_NAMES = dict(
    zip(_LEVELS, ("Inform", "Consult", "Engage", "Co-design", "Coproduce"), strict=True)
)


def _levels_alternative(t: Told) -> str:
    rows = _whole_quarters(t)
    counts = {level: sum(row["level"] == level for row in rows) for level in _LEVELS}
    said = "; ".join(f"{_LEVEL_NAMES[level]}: {number}" for level, number in counts.items())
    return said if rows else t.exhibit.headline


def _levels_source(t: Told) -> str:
    if all(row["people"] is None for row in _held(t)):
        return "Coproduction records."
    people = sum(row["people"] or 0 for row in _whole_quarters(t))
    return f"Coproduction records; {people:,} people took part, counted once an activity."


def _levels_caveats(t: Told) -> str:
    since = t.filters.since
    return (
        f"The first quarter shown begins on {day(since)}." if since and since.month % 3 != 1 else ""
    )


def _lower(name: str) -> str:
    first = name.split(" ", 1)[0]
    return small(name) if first in {"People", "Older", "Young", "Carers"} else name


def _voices_verdict(t: Told) -> str:
    since = t.filters.until - timedelta(days=365)
    heard = sum(row["last_held"] is not None and row["last_held"] > since for row in t.rows)
    return f"{heard} of {t.frame.height} heard in the last year." if t.rows else ""


def _voices_meaning(t: Told) -> str:
    never = [_lower(row["group"]) for row in t.rows if not row["activities"]]
    return f"Nobody has asked {joined(never, 'or')} yet." if never else ""


def _heard(row: Row, until: date) -> str:
    if not row["activities"]:
        return f"{row['group']}: no activity on record."
    if row["last_held"] <= until - timedelta(days=365):
        days = figures((until - row["last_held"]).days, "day")
        return f"{row['group']}: last heard {days} ago, not in the last 365 days."
    return (
        f"{row['group']}: {figures(row['lately'], 'activity', 'activities')} in the last 365 days."
    )


def _results(rows: list[Row]) -> tuple[int, int, int, int]:
    """Activities, decided, changed, and of these changed in part."""
    told = [row["result"] for row in rows]
    changed = sum(each in ("changed", "partly_changed") for each in told)
    return len(told), sum(each is not None for each in told), changed, told.count("partly_changed")


def _changed_verdict(t: Told) -> str:
    number, decided, changed, _ = _results(_held(t))
    said = against_half(changed, decided)
    if not decided:
        return ""
    if said.startswith("too few"):
        return "Too few to judge."
    return "Mostly undecided." if number > 2 * decided else f"{cap(said)} of those decided."


def _changed_meaning(t: Told) -> str:
    number, decided, changed, partly = _results(_held(t))
    if not number:
        return ""
    if not decided:
        return "Nothing is decided yet."
    if _changed_verdict(t) == "Mostly undecided.":
        return "Most activities have no answer yet."
    return f"{changed} of {decided} decided led to a change, {partly} of them in part."


def _changed_by_level(t: Told) -> str:
    said = []
    for level in reversed(_LEVELS):
        number, decided, changed, _ = _results([r for r in _held(t) if r["level"] == level])
        if not number:
            continue
        left, lead = number - decided, f"{_LEVEL_NAMES[level]}: "
        verdict = against_half(changed, decided)
        if not decided:
            text = f"{figures(number, 'activity', 'activities')}: what came of them is not decided "
            said.append(f"{lead}{text}yet.")
        elif left > decided and not verdict.startswith("too few"):
            said.append(
                f"{lead}Something changed after {changed:,} of {decided:,} activities decided, but "
                f"most are not: {left:,} of {number:,}."
            )
        else:
            more = f"; {left:,} more not decided yet" if left else ""
            said.append(
                f"{lead}Something changed after {share_and_verdict(changed, decided)}{more}."
            )
    return " ".join(said) or t.exhibit.headline


def _asked_something(t: Told) -> list[Row]:
    return [
        row
        for row in _held(t)
        if row["level"] != "inform" or row["said"] is not None or row["heard_back"] is not None
    ]


def _waits(t: Told) -> str:
    """How long until people heard back, after "n of m heard back"."""
    rows, until = _asked_something(t), t.filters.until
    told = [bool(row["heard_back"] and row["heard_back"] <= until) for row in rows]
    days = [
        max(((row["heard_back"] if heard else until) - row["held"]).days, 0)
        for row, heard in zip(rows, told, strict=True)
    ]
    waiting = [length for length, heard in zip(days, told, strict=True) if not heard]
    wait = f" The longest wait so far is {figures(max(waiting), 'day')}." if waiting else ""
    half = median_days(days, told)
    if len(rows) < 10 or sum(told) < 5:
        return f": too few to judge how long it takes.{wait}"
    if half is None:
        return f": half have not, so how long it takes is not known yet.{wait}"
    return f", half of all within {figures(round(half), 'day')}.{wait}"


def _ever_told(t: Told) -> bool:
    """Whether anybody ever wrote down that people heard back."""
    return any(row["heard_back"] for row in _held(t)) and bool(_asked_something(t))


def _answers_lead(t: Told) -> str:
    rows = _asked_something(t)
    heard = sum(bool(r["heard_back"] and r["heard_back"] <= t.filters.until) for r in rows)
    return f"{heard:,} of {len(rows):,} heard back"


def _answers_meaning(t: Told) -> str:
    if not _ever_told(t):
        return ""
    said = _waits(t)
    return cap(said[2:]) if said.startswith(":") else cap(_answers_lead(t) + said)


def _untold(t: Told) -> str:
    untold = [
        row
        for row in _held(t)
        if (row["said"] is not None or row["changed"] is not None)
        and not (row["heard_back"] and row["heard_back"] <= t.filters.until)
        and row["result"] in ("changed", "partly_changed", "not_changed")
    ]
    return f"{cap(many(len(untold), 'answer'))} not told yet." if untold else ""


TEXTS: Texts = {
    "learning_loop": {
        "subtitle": lambda t: f"Lessons by how far they came, {t.choice}",
        "verdict": lambda t: (
            ("Where it leaks." if _leak(t) else "No leak.") if _loop_meaning(t) else ""
        ),
        "meaning": _loop_meaning,
        "alternative": lambda t: _of_n(t, "step", "reached", "of"),
        "source": _loop_source,
    },
    "learning_not_evidenced": {
        "subtitle": lambda t: (
            "Of "
            f"{many(sum(bool(row['embedded_on']) for row in _lessons(t)), 'lesson')} said to be "
            f"embedded, {t.choice}"
        ),
        "alternative": lambda t: (
            " ".join(
                f"{row['reference']} is said to be embedded, but {_doubt(row)}: not evidenced."
                for row in _doubted(t)
            )
            or t.exhibit.headline
        ),
    },
    "lessons_checked": {
        "subtitle": lambda t: f"Lessons found, {t.choice}",
        "verdict": _checked_verdict,
        "meaning": lambda t: (
            "A lesson has changed practice when a later check shows it." if t.rows else ""
        ),
        "alternative": lambda t: f"{t.exhibit.headline}.",
    },
    "audit_repeats": {
        "subtitle": lambda t: (
            "Themes found again in a team's audits, most often first, "
            f"{t.filters.team or 'all teams'}"
        ),
        "verdict": lambda t: (
            f"Most often: {small(row['name'])}, {row['team']}." if (row := _worst(t)) else ""
        ),
        "meaning": _repeats_meaning,
        "alternative": lambda t: " ".join(_repeat(row) for row in t.rows[:6]) or t.exhibit.headline,
        "source": _re_audits,
    },
    "audit_grades": {
        "subtitle": lambda t: f"Audits by grade and quarter, {t.choice}",
        "verdict": _grades_verdict,
        "meaning": _grades_meaning,
        "alternative": lambda t: _of_n(t, "name", "good", "audits"),
    },
    "audit_teams": {
        "subtitle": lambda t: f"Share of audits graded good or better, {t.choice}",
        "verdict": lambda t: _beside_verdict(t, "team"),
        "meaning": lambda t: _beside_meaning(t, "team"),
        "alternative": lambda t: _of_n(t, "team", "good", "audits"),
    },
    "audit_areas": {
        "subtitle": lambda t: f"Share of audits graded good or better, {t.choice}",
        "verdict": lambda t: _beside_verdict(t, "practice_area"),
        "meaning": lambda t: _beside_meaning(t, "practice area"),
        "alternative": lambda t: _of_n(t, "practice_area", "good", "audits"),
    },
    "audit_voice": {
        "subtitle": lambda t: f"Person's voice sought, by team, {t.choice}",
        "verdict": _voice_verdict,
        "meaning": lambda t: (
            "An audit without the person's voice judges the record, not the support."
            if t.rows
            else ""
        ),
        "alternative": lambda t: _of_n(t, "case", "sought", "recorded"),
    },
    "audit_moderation": {
        "subtitle": lambda t: f"Agreement by team, from 0 as by chance to 1 in full, {t.choice}",
        "verdict": _moderation_verdict,
        "meaning": _moderation_meaning,
        "alternative": lambda t: (
            " ".join(f"{row['case']}: {_moderated(row)}" for row in t.rows) or t.exhibit.headline
        ),
        "source": _moderation_source,
    },
    "audit_sample": {
        "subtitle": _sample_subtitle,
        "verdict": lambda t: (
            f"{cap(many(len(_behind(t)), 'team'))} had fewer audits than their share of cases."
            if _behind(t)
            else ""
        ),
        "meaning": lambda t: f"Furthest behind: {_behind(t)[0]}." if _behind(t) else "",
    },
    "coproduction_levels": {
        "subtitle": lambda t: f"Activities by level and quarter, {t.chosen}",
        "verdict": _levels_verdict,
        "meaning": _levels_meaning,
        "alternative": _levels_alternative,
        "source": _levels_source,
        "caveats": _levels_caveats,
    },
    "coproduction_voices": {
        "subtitle": lambda t: f"Activities with groups named as seldom heard, {t.view.council}",
        "verdict": _voices_verdict,
        "meaning": _voices_meaning,
        "alternative": lambda t: (
            " ".join(_heard(row, t.filters.until) for row in t.rows) or t.exhibit.headline
        ),
    },
    "coproduction_shaped": {
        "subtitle": lambda t: f"Strategies, boards and services, {t.chosen}",
        "alternative": lambda t: (
            "; ".join(
                f"{row['shaped']}: {many(row['activities'], 'activity', 'activities')}"
                for row in t.rows
            )
            or "Nothing named."
        ),
    },
    "coproduction_changed": {
        "subtitle": lambda t: f"Activities by level and result, {t.chosen}",
        "verdict": _changed_verdict,
        "meaning": _changed_meaning,
        "alternative": _changed_by_level,
    },
    "coproduction_answers": {
        "subtitle": lambda t: f"You said, we did, we told you, {t.chosen}",
        "verdict": lambda t: _untold(t) if _ever_told(t) else "",
        "meaning": _answers_meaning,
        "alternative": lambda t: (
            f"{_answers_lead(t)}{_waits(t)}" if _ever_told(t) else t.exhibit.headline
        ),
    },
}
