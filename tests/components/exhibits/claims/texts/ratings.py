"""Ratings, findings, themes, freshness, and what changed."""

from __future__ import annotations

from datetime import date

import polars as pl

from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import (
    Row,
    cap,
    day,
    days_between,
    figures,
    joined,
    joined_up_to,
    many,
    word,
)

_BANDS = ((25, "inadequate"), (39, "requires improvement"), (63, "good"), (88, "outstanding"))


def _band(percentage: int) -> str:
    return [name for least, name in _BANDS if percentage >= least][-1]


def _percentage(total: int, possible: int) -> int:
    return -(-100 * total // possible)


def _scores(t: Told) -> tuple[int, int, int, int]:
    """Sum, number known, number of statements, highest possible sum."""
    known = t.frame.get_column("score").drop_nulls()
    return int(known.sum()), known.len(), t.frame.height, 4 * t.frame.height


def _overall_subtitle(t: Told) -> str:
    total, known, number, possible = _scores(t)
    if not known:
        return "Import the published report on the Data page"
    days = {row["day"] for row in t.rows if row["score"] is not None} - {None}
    when = f"published {day(max(days))}" if len(days) == 1 else "published on several days"
    when = when if days else "publication date not known"
    if known < number:
        return f"CQC assessment {when}. Known scores add to {total} of {4 * known}."
    return f"CQC assessment {when}. The scores add to {total} of {possible}."


def _overall_verdict(t: Told) -> str:
    total, known, number, possible = _scores(t)
    if known < number or not number:
        return "No rating yet." if known else ""
    got = _percentage(total, possible)
    return f"{total} ÷ {possible} = {got}%: {_band(got)}."


def _overall_meaning(t: Told) -> str:
    total, known, number, possible = _scores(t)
    if known < number:
        needed = next(n for n in range(possible + 1) if _percentage(n, possible) >= 63)
        rest, missing = needed - total, number - known
        lead = f"Good needs {needed} of {possible}: "
        if rest <= missing:
            return lead + "any scores still to come give that."
        if rest > 4 * missing:
            return lead + "that can no longer be reached."
        return lead + f"the {many(missing, 'unknown score')} must add to {rest} or more."
    band = _band(_percentage(total, possible))
    up = [n for n in range(total, possible + 1) if _band(_percentage(n, possible)) != band]
    down = [n for n in range(number, total) if _band(_percentage(n, possible)) != band]
    said = []
    if up:
        said.append(
            f"{many(up[0] - total, 'more point')} would make it "
            f"{_band(_percentage(up[0], possible))}"
        )
    if down:
        said.append(
            f"the loss of {many(total - down[-1], 'point')} would make it "
            f"{_band(_percentage(down[-1], possible))}"
        )
    return cap("; ".join(said)) + "." if said else ""


def _overall_alternative(t: Told) -> str:
    total, known, number, possible = _scores(t)
    if not known:
        return "No overall score: no scores are known."
    if known < number:
        low, high = total + number - known, total + 4 * (number - known)
        ends = (_percentage(low, possible), _percentage(high, possible))
        return f"Overall score still possible: {ends[0]} to {ends[1]} per cent."
    got = _percentage(total, possible)
    return f"Overall score {got} per cent: {_band(got)}."


def _overall_caveats(t: Told) -> str:
    lowest = [row["name"] for row in t.rows if row["score"] == 1]
    if not lowest:
        return ""
    return f"A score of 1 ({joined(lowest)}) can lead CQC to give notice to the Secretary of State."


def _evidence_verdict(t: Told) -> str:
    found, by_person, together = _coded(t)
    waiting = found - by_person - together
    if not found:
        return ""
    if waiting:
        return f"{cap(many(waiting, 'coding'))} not yet confirmed."
    if together:
        return f"{cap(many(together, 'coding'))} accepted together, not one by one."
    return "Every coding is confirmed."


def _coded(t: Told) -> tuple[int, int, int]:
    rows = t.known["finding"].filter(pl.col("source_kind") == "cqc_assessment")
    newest = rows.filter(pl.col("published") == pl.col("published").max().over("statement"))
    coded = newest.get_column("coded_by").to_list()
    return len(coded), coded.count("person"), coded.count("together")


def _evidence_source(t: Told) -> str:
    found, by_person, together = _coded(t)
    if not found:
        return "No findings yet."
    lead = cap(many(found, "finding"))
    if together:
        parts = [f"{word(by_person)} coded by a person"] if by_person else []
        parts += [f"{word(together)} accepted together"]
        parts += ["the others suggested by rule"] if found > by_person + together else []
        return f"{lead}; {', '.join(parts)}."
    if by_person == found:
        return f"{lead}, coded by a person."
    if not by_person:
        return f"{lead}, the coding suggested by rule."
    return f"{lead}; {word(by_person)} coded by a person, the others suggested by rule."


def _evidence_span(t: Told) -> str:
    rows = t.known["finding"].filter(pl.col("source_kind") == "cqc_assessment")
    newest = rows.filter(pl.col("published") == pl.col("published").max().over("statement"))
    when = days_between(newest.get_column("published"))
    return ", ".join(
        filter(None, [f"Findings of the newest assessment by theme, {t.view.council}", when])
    )


def _told_of(t: Told) -> list[Row]:
    return [row for row in t.rows if row["shortfall"] + row["strength"] > 0]


def _history_span(t: Told) -> str:
    name = t.known.framework.statement("learning").name
    when = days_between(t.frame.get_column("day"))
    return ", ".join(filter(None, [f"Score of {name}, {t.view.council}", when]))


_GIVEN = {
    "published": "published",
    "self_assessed": "self-assessed",
    "peer_review": "peer review",
}


def _coding_subtitle(t: Told) -> str:
    row = t.rows[0]
    if not row["findings"]:
        return "Import a published report on the Data page"
    together = row.get("together", 0)
    said = [f"{word(row[n]) if row[n] else 'none'} {n}" for n in ("confirmed", "corrected")]
    said += [f"{together} accepted together"] if together else []
    return f"{cap(many(row['findings'], 'finding'))}: {', '.join(said)}"


def _freshness_subtitle(t: Told) -> str:
    shipped = ("theme", "indicator_definition")
    filled = [row for row in t.rows if row["rows"] and row["dataset"] not in shipped]
    datasets = cap(many(len(filled), "dataset"))
    return f"{datasets} with records, {t.view.council}, on {day(t.view.today)}"


def _board(t: Told) -> date:
    """The meeting of the newest kept pack that was before, or the end of the last quarter."""
    met: list[date] = [
        row["meeting_day"] or row["kept"] for row in t.known["edition"].iter_rows(named=True)
    ]
    before = [each for each in met if each < t.view.today]
    if before:
        return max(before)
    quarter = date(t.view.today.year, (t.view.today.month + 2) // 3 * 3 - 2, 1)
    return date.fromordinal(quarter.toordinal() - 1)


def _changes(t: Told) -> str:
    since = day(_board(t))
    if t.frame.is_empty():
        return f"Nothing has changed since {since}."
    ways = [row["direction"] for row in t.rows]
    worse, better, other = (ways.count(way) for way in ("worse", "better", "neutral"))
    said = f"Since {since}: {figures(worse, 'change')} for the worse, {better or 'none'} for the "
    said += "better"
    return f"{said}, {figures(other, 'other')}." if other else f"{said}."


def _what_changed(t: Told) -> str:
    """Sentences on actions and on late records are worked out from the records of both days; of
    the others the number has to be that of what is listed."""
    return " ".join(row["sentence"] for row in t.rows[:10] if _true_of_records(t, row["sentence"]))


def _true_of_records(t: Told, said: str) -> bool:
    lead, _, names = said.rstrip(".").partition(": ")
    since, now = _board(t), t.view.today
    if "actions newly overdue" in lead or "action newly overdue" in lead:
        before = _overdue(t.known.as_known(since)["action"], since)
        late = [ref for ref in _overdue(t.known["action"], now) if ref not in before]
        right = f"{cap(figures(len(late), 'action'))} newly overdue: {joined_up_to(late)}."
        return said == right
    if lead.endswith("records became late"):
        shown = names.split(". ")[0]
        listed = len(shown.replace(" and ", ", ").split(", "))
        more = int(shown.rsplit(" ", 2)[-2]) - 1 if shown.endswith(" more") else 0
        return lead.startswith(f"{listed + more} kinds of")
    return True


def _overdue(actions: pl.DataFrame, on: date) -> list[str]:
    """Open past their day, the longest first."""
    late = actions.filter(
        (pl.col("opened") <= on)
        & (pl.col("due") < on)
        & (pl.col("closed").is_null() | (pl.col("closed") > on))
        & ~pl.col("complete").fill_null(value=False)
    )
    return late.sort("due", "reference").get_column("reference").to_list()


def _themes_of(t: Told) -> str:
    def many(number: int, thing: str) -> str:
        return f"{number} {thing}" + ("s" if number != 1 else "")

    return "What each source says of it. " + "; ".join(
        f"{row['name']}: {many(row['shortfall'], 'shortfall')}, {many(row['strength'], 'strength')}"
        for row in t.rows
    )


def _short(t: Told, row: Row) -> str:
    return {each.name: each.short_name for each in t.known.framework.statements}[row["name"]]


def _scored(row: Row) -> str:
    return f"scored {row['score']}" if row["score"] else "not scored"


def _theme_of(t: Told) -> str:
    return t.known.framework.statement("learning").theme


def _theme_headline(t: Told) -> str:
    known = [row for row in t.rows if row["score"] is not None]
    weak = [_short(t, row) for row in known if row["score"] < 3]
    whole = {2: "both statements scored", 3: "all three statements scored"}
    every = "every known score is"
    if len(known) == len(t.rows):
        every = whole.get(len(known), every)
    if not known:
        said = "no score is known"
    elif not weak:
        said = f"{every} good or better"
    elif len(weak) == len(known):
        said = f"{every} below good"
    else:
        said = f"{joined(weak)} scored below good"
    return f"{_theme_of(t)}: {said}"


def _theme_span(t: Told) -> str:
    of_theme = [each.id for each in t.known.framework.statements if each.theme == _theme_of(t)]
    here = pl.col("statement").is_in(of_theme)
    scores = t.known["score"].filter(here, pl.col("kind") == "published")
    findings = t.known["finding"].filter(here, pl.col("source_kind") == "cqc_assessment")
    when = days_between([*scores["published"], *findings["published"]])
    lead = f"Published scores and findings, {_theme_of(t)}, {t.view.council}"
    return f"{lead}, {when}" if when else lead


def _theme_worst(t: Told) -> str:
    counts = sorted((row["shortfall"] for row in t.rows), reverse=True)
    if not counts or not counts[0] or (len(counts) > 1 and counts[0] == counts[1]):
        return ""
    worst = next(row for row in t.rows if row["shortfall"] == counts[0])
    return f"Most shortfalls are under {_short(t, worst)}: {counts[0]}."


TEXTS: Texts = {
    "overall_score": {
        "subtitle": _overall_subtitle,
        "verdict": _overall_verdict,
        "meaning": _overall_meaning,
        "alternative": _overall_alternative,
        "source": lambda t: (
            f"Sum of {word(t.frame.height)} scores ÷ {4 * t.frame.height}, rounded up. CQC, How "
            "we determine ratings."
        ),
        "caveats": _overall_caveats,
    },
    "statement_scores": {
        "subtitle": lambda t: ", ".join(
            filter(
                None,
                [
                    "Published score beside the council's own",
                    days_between(
                        [
                            *t.others["overall_score"].frame.drop_nulls("score")["day"],
                            *t.frame["own_day"],
                        ]
                    ),
                ],
            )
        ),
        "verdict": lambda t: (
            f"{cap(many(_claimed(t), 'statement'))} self-assessed higher."
            if t.frame["own_score"].drop_nulls().len()
            else ""
        ),
        "meaning": lambda t: (
            "These are the council's claims; each needs evidence." if _claimed(t) else ""
        ),
    },
    "theme_scores": {
        "headline": _theme_headline,
        "subtitle": _theme_span,
        "verdict": lambda t: (
            f"{figures(t.sum('shortfall'), 'shortfall')}, {figures(t.sum('strength'), 'strength')}."
            if t.sum("total")
            else ""
        ).capitalize(),
        "meaning": _theme_worst,
        "alternative": lambda t: (
            "; ".join(
                f"{_short(t, row)}: {_scored(row)}, "
                f"{many(row['shortfall'], 'shortfall')}, {many(row['strength'], 'strength')}"
                for row in t.rows
            )
            or t.exhibit.headline
        ),
    },
    "score_history": {
        "subtitle": _history_span,
        "alternative": lambda t: (
            "; ".join(f"{day(row['day'])}: {_GIVEN[row['kind']]} {row['score']}" for row in t.rows)
            or t.exhibit.headline
        ),
    },
    "evidence_balance": {
        "subtitle": _evidence_span,
        "verdict": _evidence_verdict,
        "meaning": lambda t: (
            "Read the sentences before drawing conclusions." if _coded(t)[0] else ""
        ),
        "alternative": lambda t: (
            ". ".join(
                f"{row['name']}: {many(row['shortfall'], 'shortfall')}, "
                f"{many(row['strength'], 'strength')}"
                for row in _told_of(t)[:8]
            )
            or t.exhibit.headline
        ),
        "source": _evidence_source,
        "caveats": lambda t: (
            f"{len(_told_of(t)) - 8} more themes are in the table." if len(_told_of(t)) > 8 else ""
        ),
    },
    "coding_review": {"subtitle": _coding_subtitle},
    "freshness": {"subtitle": _freshness_subtitle},
    "what_changed": {
        "subtitle": lambda t: (
            f"Changes from {day(_board(t))} to {day(t.view.today)}, {t.view.council}"
        ),
        "meaning": _changes,
        "alternative": lambda t: _what_changed(t) or t.exhibit.headline,
    },
    "themes_statements": {
        "subtitle": lambda t: (
            f"Shortfalls | strengths, findings of the newest documents, {t.view.council}"
        ),
    },
    "theme_balance": {
        "subtitle": lambda t: f"What each source says, {t.choice}",
        "alternative": lambda t: _themes_of(t) or t.exhibit.headline,
    },
    "theme_timeline": {"subtitle": lambda t: f"All sources, {t.choice}"},
}


def _claimed(t: Told) -> int:
    both = [(row["own_score"], row["published_score"]) for row in t.rows]
    return sum(own > seen for own, seen in both if own is not None and seen is not None)
