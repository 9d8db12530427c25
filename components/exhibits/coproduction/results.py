"""You said, we did, we told you: what came of it, and how long people wait to hear."""

from __future__ import annotations

from typing import Any

import polars as pl

from components.charts.spec import StackedBars
from components.exhibits.declaration import Drill, declare, of
from components.exhibits.exhibit import Content, Exhibit
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.view import View
from measures.coproduction.activities import (
    AnswerState,
    ChangeVerdict,
    changed,
    days_to_hear_back,
    you_said,
)
from measures.evidence_trail.records_behind import of_case
from measures.statistics.recorded import recorded
from measures.statistics.two_periods import Rate
from vocabulary.coproduction import Level
from vocabulary.wording import counted, long_date, number_of, sentence

_UNTOLD = (AnswerState.CHANGED_NOT_TOLD, AnswerState.UNCHANGED_NOT_TOLD)
_KINDS = (
    ("wholly", "Changed"),
    ("partly", "Changed in part"),
    ("not_changed", "Not changed"),
    ("undecided", "Not decided"),
)


@declare(
    key="coproduction_changed",
    title="What came of it",
    question="After how many activities did something change?",
    meaning="After how many activities something changed, by how far people shaped it.",
    formula="Activities with a result, changed wholly, in part or not; the rest are not decided.",
    source="Coproduction records.",
    how_to_read="Set what changed against what is still open: easy answers come first.",
    caveats=("Changed means that the council says so, not that people felt a difference.",),
    page="coproduction",
    place=10040,
    periods="tested",
    inputs=of("coproduction"),
    public=False,
    drill=Drill(
        "coproduction",
        ("level",),
        ("activities",),
        lambda records, filters, view, row: of_case(
            filters.within(records["coproduction"], "held"), "level", row["case"]
        ),
    ),
    records="coproduction activities",
)
def coproduction_changed(activities: pl.DataFrame, filters: Filters, view: View) -> Content:
    """Results by level, from the coproduction dataset's frame."""
    rows = filters.within(activities, "held")
    whole = changed(rows, filters.until)
    order = pl.DataFrame(
        list(reversed(Level.labels().items())), schema=["case", "level"], orient="row"
    )
    frame = order.join(
        changed(rows, filters.until, by="level"), on="case", how="inner", maintain_order="left"
    ).with_columns(wholly=pl.col("changed") - pl.col("partly"))
    headline, verdict, meaning = "No activity with people is on record for this choice", "", ""
    if whole.height:
        row = whole.row(0, named=True)
        headline = (
            f"Something changed after {row['changed']} of "
            f"{counted(row['activities'], 'activity', 'activities')}; "
            f"{row['undecided']} not decided yet"
        )
        verdict = f"{sentence(str(row['verdict']))} of those decided." if row["decided"] else ""
        meaning = (
            f"{row['changed']} of {row['decided']} decided led to a change, "
            f"{row['partly']} of them in part."
        )
        if row["verdict"] == ChangeVerdict.MOSTLY_UNDECIDED:
            verdict, meaning = "Mostly undecided.", "Most activities have no answer yet."
        elif row["verdict"] == ChangeVerdict.TOO_FEW:
            verdict = "Too few to judge."
        elif not row["decided"]:
            meaning = "Nothing is decided yet."
    content = Content(
        headline=headline,
        subtitle=f"Activities by level and result, {filters.words.removeprefix('all teams, ')}",
        frame=frame,
        columns={
            "level": "Level",
            "activities": "Activities",
            "wholly": "Changed",
            "partly": "Changed in part",
            "not_changed": "Not changed",
            "undecided": "Not decided",
        },
        source="Coproduction records.",
        alternative=" ".join(
            f"{row['level']}: {row['sentence']}" for row in frame.iter_rows(named=True)
        ),
        verdict=verdict,
        meaning=meaning,
        chart=StackedBars("level", _KINDS, horizontal=True),
        signal="usual",
        rate=Rate(*whole.select("changed", "decided").row(0)) if whole.height else None,
    )
    said = "What came of activities is not recorded"
    return unless_not_recorded(content, rows, said, "result")


@declare(
    key="coproduction_answers",
    title="You said, we did, we told you",
    question="What did people say, what did we do, and did we tell them?",
    meaning="What people said, what the council did, and how long until it told them.",
    formula="Days from the activity to the change, and to the day people were told. Those not told "
    "yet count as waiting, so that quick answers alone do not make the median.",
    source="Coproduction records.",
    how_to_read="Those still to be told come first, the longest wait at the top.",
    page="coproduction",
    place=10050,
    inputs=of("coproduction"),
    public=False,
    attention=11,
    themes=("coproduction",),
    place_on_statement=19,
    records="coproduction activities",
)
def coproduction_answers(activities: pl.DataFrame, filters: Filters, view: View) -> Content:
    """One row an activity, as `measures.coproduction.activities.you_said` gives them, with text
    columns heard, did and told for people."""
    rows = filters.within(activities, "held")
    days = days_to_hear_back(rows, filters.until)
    told = recorded(rows, "said", "changed", "heard_back")
    lines = [_line(row, told) for row in you_said(rows, filters.until).iter_rows(named=True)]
    frame = you_said(rows, filters.until).with_columns(
        pl.Series("heard", [line[0] for line in lines], pl.String),
        pl.Series("did", [line[1] for line in lines], pl.String),
        pl.Series("told", [line[2] for line in lines], pl.String),
        pl.col("groups").list.join("; ").alias("who"),
    )
    headline, verdict, meaning = "Nothing that people said is on record for this choice", "", ""
    if days.height:
        row = days.row(0, named=True)
        headline = f"People heard back after {row['heard_back']} of {row['n']} activities"
        untold = frame.filter(pl.col("state").is_in(_UNTOLD)).height
        verdict = f"{sentence(counted(untold, 'answer'))} not told yet." if untold else ""
        meaning = str(row["sentence"]).partition(": ")[2] or str(row["sentence"])
        meaning = sentence(meaning)
    if "heard_back" not in told and rows.height:
        frame = frame.with_columns(days_waiting=pl.lit(None, pl.Int64))
        headline = "Whether people were told what came of it is not recorded"
        verdict = meaning = ""
        days = days.clear()
    silent = frame.is_empty() and rows.height > 0 and "heard_back" not in told
    return Content(
        headline=headline,
        subtitle=f"You said, we did, we told you, {filters.words.removeprefix('all teams, ')}",
        frame=frame,
        columns={
            "title": "Activity",
            "held": "Held",
            "who": "Groups",
            "heard": "You said",
            "did": "We did",
            "days_to_change": "Days to the change",
            "told": "We told you",
            "days_to_hear_back": "Days until told",
            "days_waiting": "Days waiting",
        },
        source="Coproduction records. Activities that only informed and heard nothing are left "
        "out of the waits.",
        alternative=" ".join(days.get_column("sentence").to_list()) or headline,
        verdict=verdict,
        meaning=meaning,
        signal="attention" if verdict else "usual",
        unrecorded=silent,
    )


def coproduction_answer(voices: Exhibit, answers: Exhibit) -> str:
    """One sentence: whose voices shape what we do, and do they hear back?"""
    missing = voices.frame["activities"].to_list().count(0)
    groups = voices.frame.height
    if answers.unrecorded and not groups:
        return "Whose voices shape what we do, and whether they hear back, is not recorded"
    if answers.frame.is_empty() and not voices.frame.get_column("activities").sum():
        return "No voices on record yet"
    heard = f"{groups - missing} of {groups} seldom-heard groups took part" if groups else ""
    parts = [part for part in (heard, _lower(answers.headline)) if part]
    return sentence("; ".join(parts))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _line(row: dict[str, Any], recorded: frozenset[str]) -> tuple[str, str, str]:
    said = str(row["said"] or "What was said was not written down.")
    did = str(row["changed"] or ("No answer yet." if "changed" in recorded else "Not recorded."))
    if row["heard_back"] is not None:
        told = f"{long_date(row['heard_back'])}, after {_days(row['days_to_hear_back'])}"
    elif "heard_back" not in recorded:
        told = "Not recorded."
    else:
        told = f"Not told: waiting {_days(row['days_waiting'])}"
    return said, did, told


def _days(number: Any) -> str:
    return number_of(number, "day", nought="0")
