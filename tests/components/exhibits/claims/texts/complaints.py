"""Complaints, compliments and the ombudsman."""

from __future__ import annotations

import calendar
import math
from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from tests.components.exhibits.claims.texts.compare import beside_others
from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import (
    Row,
    against_count,
    against_half,
    against_share,
    binomial_tail,
    cap,
    day,
    figures,
    how_rare,
    joined,
    many,
    median_days,
    month,
    percent,
    poisson_tail,
    share_interval,
    small,
    x_of_n,
)

_SAID = {
    "within chance": "Within chance.",
    "higher": "Not chance.",
    "lower": "Not chance.",
    "too few to judge": "Too few to judge.",
    "nothing to compare with": "Nothing to compare with.",
}


def record_ends(t: Told) -> date:
    """The last day that the record tells of."""
    whole = t.known.whole_to.get("complaint")
    newest = t.known["complaint"].get_column("received").max()
    if whole is None or not isinstance(newest, date):
        return t.view.today
    return min(t.view.today, max(whole, newest))


def _chosen(t: Told, dated: str = "received") -> list[Row]:
    """Complaints within the choice."""
    rows = t.known["complaint"].filter(pl.col(dated) <= t.filters.until)
    if t.filters.since:
        rows = rows.filter(pl.col(dated) >= t.filters.since)
    return rows.rows(named=True)


def _judged(t: Told) -> list[Row]:
    return [row for row in t.rows if row["meaning"] != "so_far"]


def _latest(t: Told) -> Row | None:
    rows = _judged(t)
    return rows[-1] if rows and rows[-1]["mean"] is not None else None


def _volume_verdict(t: Told) -> str:
    rows = _judged(t)
    if not rows:
        return ""
    if rows[-1]["mean"] is None:
        return "Too few to judge."
    if all(row["meaning"] == "common_cause" for row in rows):
        return "As usual."
    usual_now = rows[-1]["meaning"] == "common_cause"
    return "As usual now." if usual_now else "Needs explaining."


def _limits(t: Told) -> tuple[float, float]:
    """Mean ± 2.66 mean moving ranges, ranges beyond 3.267 means left out, of the newest group."""
    rows = _judged(t)
    values = [row["value"] for row in rows if row["rebase_group"] == rows[-1]["rebase_group"]]
    ranges = [abs(b - a) for a, b in pairwise(values)]
    most = 3.267 * sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < most] or ranges
    mean, reach = sum(values) / len(values), 2.66 * sum(kept) / len(kept)
    return mean - reach, mean + reach


def _volume_meaning(t: Told) -> str:
    rows, verdict = _judged(t), _volume_verdict(t)
    if not verdict:
        return ""
    if verdict == "Too few to judge.":
        return f"Too few figures to judge: the latest is {rows[-1]['value']}."
    low, high = _limits(t)
    if verdict.startswith("As usual"):
        return (
            f"A month between {-(-max(low, 0) // 1):.0f} and {high // 1:.0f} needs no explanation."
        )
    return next(iter(_signals(t, low, high)), "no signal")


def _signals(t: Told, low: float, high: float) -> list[str]:
    """The signals that the newest months show, gravest first, each as it has to be said."""
    rows = _judged(t)
    values, mean = [row["value"] for row in rows], (low + high) / 2
    third = (high - mean) * 2 / 3
    seven = values[-7:] if len(values) >= 7 else []
    places = max(2 - math.floor(math.log10(high - mean)), 0)

    def number(value: float, digits: int = places) -> str:
        text = f"{value:,.{digits}f}"
        text = text.rstrip("0").rstrip(".") if digits else text
        return f"−{text[1:]}" if text.startswith("-") else text

    last, span = number(values[-1]), f"{number(low)} to {number(high)}"
    found = [
        (values[-1] > high, f"the latest figure, {last}, is above the expected range of {span}."),
        (values[-1] < low, f"the latest figure, {last}, is below the expected range of {span}."),
        (
            bool(seven) and min(seven) > mean,
            f"the last seven or more figures, up to {last}, are all above the average, "
            f"{number(mean)}.",
        ),
        (
            bool(seven) and max(seven) < mean,
            f"the last seven or more figures, up to {last}, are all below the average, "
            f"{number(mean)}.",
        ),
        (
            len(seven) == 7 and all(b > a for a, b in pairwise(seven)),
            f"figures have risen six times or more in a row, to {last}.",
        ),
        (
            len(seven) == 7 and all(b < a for a, b in pairwise(seven)),
            f"figures have fallen six times or more in a row, to {last}.",
        ),
        (
            sum(value > mean + third for value in values[-3:]) >= 2,
            "two of the last three figures are near the top of the expected range of "
            f"{span}; the latest is {last}.",
        ),
        (
            sum(value < mean - third for value in values[-3:]) >= 2,
            "two of the last three figures are near the bottom of the expected range of "
            f"{span}; the latest is {last}.",
        ),
    ]
    few = f" This rests on {len(values)} figures only, so the range is provisional."
    ending = few if rows[-1]["provisional"] else ""
    return [f"Something has changed: {said}{ending}" for holds, said in found if holds]


def _volume_subtitle(t: Told) -> str:
    days = [row["date"] for row in t.rows]
    span = f", {month(days[0])} to {month(days[-1])}" if days else ""
    return f"Complaints received each month, {t.about}{span}"


def _volume_caveats(t: Told) -> str:
    """Months are open from the one on in which the record ends."""
    whole = min(t.known.whole_to.get("complaint") or date.min, record_ends(t))
    open_ones = [
        row["date"]
        for row in t.rows
        if row["date"].replace(day=calendar.monthrange(row["date"].year, row["date"].month)[1])
        > whole
    ]
    assert open_ones == [row["date"] for row in t.rows if row["meaning"] == "so_far"]
    if not open_ones:
        return ""
    names = joined([month(when) for when in open_ones[-3:]])
    return f"{names}: so far, not judged; the record is not whole yet."


def _six_months(received: date) -> date:
    months = received.year * 12 + received.month - 1 + 6
    year, at = divmod(months, 12)
    last = calendar.monthrange(year, at + 1)[1]
    later = date(year, at + 1, min(received.day, last))
    return later - timedelta(days=1) if later.day == received.day else later


def _answers(t: Told) -> list[tuple[Row, bool | None, bool, bool]]:
    """Complaints in view: is it open (None: nothing says so), was the day of the answer recorded
    then, and is the answer late; as on the record's last day."""
    on, ever = record_ends(t), t.known["complaint"].rows(named=True)

    def recorded(name: str, when: date) -> bool:
        days = [row["received"] for row in ever if row[name] is not None]
        return bool(days) and min(days) <= when <= max(days) + timedelta(days=200)

    found = []
    for row in _chosen(t):
        if row["received"] > on:
            continue
        later = row["responded"] is not None and row["responded"] > on
        seen = row | ({"responded": None, "outcome": None} if later else {})
        over = seen["responded"] is not None or seen["outcome"] is not None
        answers = recorded("responded", row["received"])
        told = over or answers or recorded("outcome", row["received"])
        still_open = not over if told else None
        due = row["answer_due"] or _six_months(row["received"])
        found.append((seen, still_open, answers, bool(still_open and answers and due < on)))
    return found


def _times_meaning(t: Told) -> str:
    answers = _answers(t)
    if not answers:
        return ""
    waits = [(row, known) for row, still_open, known, _ in answers if still_open]
    late = sum(over for *_, over in answers)
    if all(still_open is None for _, still_open, *_ in answers):
        said = "Which are open is not recorded."
    elif not waits:
        said = "None is open."
    elif not any(known for _, known in waits):
        said = f"{len(waits):,} without an outcome; when answers came is not recorded."
    else:
        oldest = max((record_ends(t) - row["received"]).days for row, _ in waits)
        said = (
            f"{len(waits):,} {'is' if len(waits) == 1 else 'are'} open, "
            f"{f'{late:,}' if late else 'none'} overdue; the oldest has waited "
            f"{figures(oldest, 'day')}."
        )
    timed = [
        (((row["responded"] or record_ends(t)) - row["received"]).days, not still_open)
        for row, still_open, known, _ in answers
        if row["outcome"] != "withdrawn"
        and still_open is not None
        and (row["responded"] is not None or (still_open and known))
    ]
    closed = sum(done for _, done in timed)
    half = (
        median_days([length for length, _ in timed], [done for _, done in timed]) if timed else None
    )
    if len(timed) >= 10 and closed >= 5 and half is not None:
        said += f" Half are answered within {figures(round(half), 'day', nought='0')}."
    return said


def _in_time(row: Row) -> str:
    if not row["due"]:
        if row["not_recorded"]:
            return f"Not recorded for {row['not_recorded']:,}."
        return "None has fallen due yet."
    how = {
        "acknowledged": "acknowledged within 3 working days",
        "answered": "answered by the day agreed, or within six months",
    }[row["step"]]
    said = f"{x_of_n(row['in_time'], row['due'])} {how}"
    if row["overdue"]:
        said += f"; {row['overdue']:,} still {'waits' if row['overdue'] == 1 else 'wait'}"
    if row["not_recorded"]:
        said += f"; not recorded for {row['not_recorded']:,}"
    return said + "."


def _upheld(t: Told) -> tuple[int, int]:
    counts = {row["outcome"]: row["count"] for row in t.rows}
    founded = counts.get("upheld", 0) + counts.get("partly_upheld", 0)
    return founded, founded + counts.get("not_upheld", 0)


def _outcomes_meaning(t: Told) -> str:
    founded, decided = _upheld(t)
    if not decided:
        return ""
    low, high = share_interval(founded, decided)
    return f"Chance alone could move the share between {low:.0%} and {high:.0%}."


def _named_themes(t: Told) -> list[Row]:
    return [row for row in t.rows if row["case"] != "not recorded"]


def _themes_verdict(t: Told) -> str:
    rows = _named_themes(t)
    if not rows:
        return ""
    received = sum(row["received"] <= record_ends(t) for row in _chosen(t))
    top = max(rows, key=lambda row: row["count"])
    return f"{top['count']:,} of {received:,} name {small(rows[0]['name'])}."


def _outside(t: Told) -> list[Row]:
    """Teams outside the limits that are drawn for their size, by their numbers alone."""
    return [
        row
        for row in t.rows
        if row["denominator"]
        and not row["low_limit"] - 1e-9
        <= row["numerator"] / row["denominator"]
        <= row["high_limit"] + 1e-9
    ]


def _teams_verdict(t: Told) -> str:
    decided = [row for row in t.rows if row["denominator"]]
    if t.frame.is_empty():
        return ""
    if len(decided) < 2:
        return "Nothing to compare with."
    if _outside(t):
        return "Outside chance."
    few = all(row["low_limit"] <= 0 and row["high_limit"] >= 1 for row in decided)
    return "Too few to judge." if few else "Within chance."


def _teams_meaning(t: Told) -> str:
    said = []
    for row in _outside(t)[:2]:
        share = row["numerator"] / row["denominator"]
        where = "above" if share > row["high_limit"] else "below"
        wide = "OD99{}CL" if row["phi"] > 1 else "{}CL99"
        low, high = (percent(row[wide.format(end)]) for end in "LU")
        said.append(
            f"{x_of_n(row['numerator'], row['denominator'])}: {where} the {low} to {high} that "
            "chance allows a group of this size."
        )
    return " ".join(said)


def _changed_verdict(t: Told) -> str:
    proven = sum(row["made"] and row["checked_on"] is not None for row in t.rows)
    return f"{cap(many(proven, 'change'))} checked." if t.rows else ""


def _changed_meaning(t: Told) -> str:
    unproven = any(row["made"] and row["checked_on"] is None for row in t.rows)
    return "A change nobody checked is not yet known to have worked." if unproven else ""


def _scope(t: Told) -> str:
    scopes = set(t.known["ombudsman"].get_column("scope").drop_nulls())
    ours = "adult social care"
    return cap(ours if ours in scopes or not scopes else min(scopes))


def _similar(row: Row) -> str:
    x, n, usual = row["upheld"], row["investigations"], row["average"]
    how = against_share(x, n, usual)
    worked_out = (
        " How many were upheld is worked out from what is published."
        if row["upheld_derived"]
        else ""
    )
    if usual is None:
        return f"{x_of_n(x, n)}: nothing to compare with.{worked_out}"
    lead = f"{x_of_n(x, n)} upheld, where similar councils' average is {percent(usual)}: "
    if how == "too few to judge":
        return f"{lead}{how}.{worked_out}"
    return lead + _by_chance(how, *binomial_tail(x, n, usual)) + worked_out


def _by_chance(how: str, up: bool, tail: float) -> str:
    found = how if how == "within chance" else f"{how} than chance explains"
    way = "high or higher" if up else "low or lower"
    return (
        f"{found}. A figure this {way} comes up {how_rare(min(tail, 1), 'year')} by chance alone."
    )


def _expected(row: Row) -> str:
    x, expected = row["count"], row["expected"]
    how = against_count(x, expected)
    number = f"{expected:,.1f}".removesuffix(".0") if expected >= 0.1 else f"{expected:.2g}"
    lead = f"{x:,} {'investigation' if x == 1 else 'investigations'} where {number} "
    lead += f"{'was' if number == '1' else 'were'} expected: "
    if how == "too few to judge":
        return f"{lead}{how}."
    return lead + _by_chance(how, *poisson_tail(x, expected))


def _remedies(row: Row) -> str:
    n, rate, late = row["remedies"], row["compliance_rate"], row["late_remedies"]
    said = []
    if n and rate is not None:
        fits = [k for k in range(n + 1) if abs(100 * k / n - rate) <= 0.5 + 1e-9]
        if len(fits) == 1:
            said.append(f"{x_of_n(fits[0], n)} remedies done")
        else:
            said.append(f"{percent(rate / 100)} of remedies done")
    elif rate is not None:
        said.append(f"{percent(rate / 100)} of remedies done")
    if late is None:
        said.append("how many were late is not known")
    elif n is None:
        said.append(f"{figures(late, 'was', 'were')} late, of how many is not known")
    elif n == 0:
        return "No remedy was asked for."
    elif not late:
        said.append("none was late")
    elif against_half(late, n).startswith("too few"):
        said.append(f"{late:,} of {n:,} late: too few to judge how often that happens")
    else:
        low, high = share_interval(late, n)
        said.append(f"{x_of_n(late, n)} late ({low:.0%} to {high:.0%})")
    return cap("; ".join(said)) + "."


def _ours(t: Told) -> Row | None:
    rows = [row for row in t.rows if row["ours"]] if t.frame.height else []
    return rows[0] if rows else None


def _funnel_alternative(t: Told) -> str:
    """Without others in the frame the council's own figures stand in those of the year."""
    meaning = _funnel_meaning(t)
    if meaning:
        return f"{t.exhibit.headline}. {meaning}"
    upheld = t.others["ombudsman_upheld"].frame
    if upheld.is_empty() or not upheld.item(0, "investigations"):
        return f"{t.exhibit.headline}."
    row = upheld.row(0, named=True)
    return (
        f"{t.exhibit.headline}. {x_of_n(row['upheld'], row['investigations'])}: no other council's "
        "figures of this year and scope are known."
    )


def _funnel_meaning(t: Told) -> str:
    ours = _ours(t)
    if ours is None:
        return ""
    others, seen = t.frame.height - 1, x_of_n(ours["numerator"], ours["denominator"])
    if others < 5:
        return (
            f"{seen}: figures of this year and scope are known of "
            f"{figures(others, 'other council')} only: too few to judge."
        )
    share = ours["numerator"] / ours["denominator"]
    if ours["low_limit"] <= 0 and ours["high_limit"] >= 1:
        return f"{seen}: too few to judge."
    wide = "OD99{}CL" if ours["phi"] > 1 else "{}CL99"
    low, high = (ours[wide.format(end)] for end in "LU")
    outside = share < ours["low_limit"] - 1e-9 or share > ours["high_limit"] + 1e-9
    if not outside and not low - 1e-9 <= share <= high + 1e-9:
        usual = percent(ours["target"])
        return f"{seen}: within chance for so few, where {usual} is usual."
    where = "within" if not outside else "above" if share > high else "below"
    allowed = f"the {percent(low)} to {percent(high)} that chance allows a group of this size"
    return f"{seen}: {where} {allowed}."


def _funnel_verdict(t: Told) -> str:
    meaning = _funnel_meaning(t)
    for said, verdict in (
        ("too few to judge", "Too few to judge."),
        ("within", "Within chance."),
        ("above", "Higher than peers."),
        ("below", "Lower than peers."),
    ):
        if said in meaning:
            return verdict
    return ""


def _source(t: Told) -> str:
    return f"The council's record of complaints. It reaches to {day(record_ends(t))}."


TEXTS: Texts = {
    "complaints_volume": {
        "subtitle": _volume_subtitle,
        "verdict": _volume_verdict,
        "meaning": _volume_meaning,
        "alternative": lambda t: (
            f"{t.exhibit.headline}. {_volume_verdict(t)} {_volume_meaning(t)}".strip()
        ),
        "source": _source,
        "caveats": _volume_caveats,
    },
    "complaints_timeliness": {
        "subtitle": lambda t: f"Complaints that fell due, {t.about}, as on {day(record_ends(t))}",
        "verdict": lambda t: (
            f"{late} overdue." if (late := sum(over for *_, over in _answers(t))) else ""
        ),
        "meaning": _times_meaning,
        "alternative": lambda t: (
            "; ".join(f"{row['name']}: {_in_time(row)}" for row in t.rows) or t.exhibit.headline
        ),
        "source": lambda t: (
            "The council's record of complaints. SI 2009/309, regulations 13 and 14."
        ),
    },
    "complaints_outcomes": {
        "subtitle": lambda t: f"Complaints by outcome, {t.about}",
        "verdict": lambda t: f"{_upheld(t)[0]:,} of {_upheld(t)[1]:,}." if _upheld(t)[1] else "",
        "meaning": _outcomes_meaning,
        "alternative": lambda t: (
            "; ".join(f"{row['name']}: {row['count']}" for row in t.rows) or t.exhibit.headline
        ),
    },
    "complaints_themes": {
        "subtitle": lambda t: (
            f"Complaints decided and upheld by theme, {t.filters.team or 'all teams'}"
        ),
        "verdict": _themes_verdict,
        "alternative": lambda t: (
            "; ".join(
                f"{row['name']}: {many(row['count'], 'complaint')}" for row in _named_themes(t)
            )
            or t.exhibit.headline
        ),
    },
    "complaints_teams": {
        "subtitle": lambda t: ", ".join(
            filter(
                None,
                ["Complaints decided and upheld by team, all teams", t.filters.theme_name],
            )
        ),
        "verdict": _teams_verdict,
        "meaning": _teams_meaning,
        "alternative": lambda t: (
            "; ".join(
                f"{row['name']}: {row['numerator']} of {row['denominator']} upheld"
                for row in t.rows
            )
            or t.exhibit.headline
        ),
    },
    "complaints_compliments": {
        "subtitle": lambda t: f"Counts by quarter, {t.about}, whole quarters of the period",
        "alternative": lambda t: (
            "; ".join(
                f"{row['name']}: {many(row['complaints'], 'complaint')}, "
                f"{many(row['compliments'], 'compliment')}"
                for row in t.rows
            )
            or t.exhibit.headline
        ),
    },
    "complaints_changed": {
        "subtitle": lambda t: f"Complaints upheld by the ombudsman, {t.choice}",
        "verdict": _changed_verdict,
        "meaning": _changed_meaning,
    },
    "ombudsman_upheld": {
        "subtitle": lambda t: f"{_scope(t)}, share of investigations upheld by year",
        "verdict": lambda t: (
            _SAID[
                against_share(
                    t.rows[0]["upheld"], t.rows[0]["investigations"], t.rows[0]["average"]
                )
            ]
            if t.rows
            else ""
        ),
        "meaning": lambda t: _similar(t.rows[0]) if t.rows else "",
        "alternative": lambda t: (
            "; ".join(f"{row['year']}: {_similar(row)}" for row in t.rows) or t.exhibit.headline
        ),
    },
    "ombudsman_expected": {
        "subtitle": lambda t: f"{_scope(t)}, investigations decided by year",
        "verdict": lambda t: (
            _SAID[against_count(t.rows[0]["count"], t.rows[0]["expected"])] if t.rows else ""
        ),
        "meaning": lambda t: _expected(t.rows[0]) if t.rows else "",
        "alternative": lambda t: (
            "; ".join(f"{row['year']}: {_expected(row)}" for row in t.rows) or t.exhibit.headline
        ),
    },
    "ombudsman_funnel": {
        "subtitle": lambda t: (
            f"{_scope(t)}, {_funnel_year(t)}share of investigations upheld" + beside_others(t)
        ),
        "verdict": _funnel_verdict,
        "meaning": _funnel_meaning,
        "alternative": _funnel_alternative,
    },
    "ombudsman_remedies": {
        "subtitle": lambda t: f"{_scope(t)}, remedies the ombudsman asked for by year",
        "verdict": lambda t: f"{t.rows[0]['year']}:" if t.rows else "",
        "meaning": lambda t: _remedies(t.rows[0]) if t.rows else "",
        "alternative": lambda t: (
            "; ".join(f"{row['year']}: {_remedies(row)}" for row in t.rows) or t.exhibit.headline
        ),
    },
}


def _funnel_year(t: Told) -> str:
    upheld = t.others["ombudsman_upheld"].frame
    if upheld.is_empty() or not upheld.item(0, "investigations"):
        return ""
    newest = max(t.known["ombudsman"].filter(pl.col("scope") == _scope(t).lower())["year"])
    return f"{newest}, " if newest == upheld.item(0, "year") else ""
