"""Lessons one by one: was each checked again, and what did the check find?"""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare, of
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.learning.learning_loop import lessons_of
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.view import View
from measures.learning.learning_loop import lesson_stages
from measures.statistics.recorded import recorded
from vocabulary.learning import STAGE_IN_FULL, CheckResult, LessonStage
from vocabulary.wording import agree, counted, sentence

_IMPROVED = (CheckResult.IMPROVED, CheckResult.PARTLY_IMPROVED)


@declare(
    key="lessons_checked",
    title="Was each lesson checked again?",
    question="Was each lesson checked again, and what did the check find?",
    meaning="Every lesson found in the period, how far it came, and what a later check found.",
    formula="A lesson counts as checked if it has a day of a check after the change was made.",
    source="Learning records: lessons from audits, complaints, reviews and people's voices.",
    how_to_read="The lessons still open come first, longest open at the top, with the next step.",
    caveats=("A check says what it looked at; a small sample says little about a whole team.",),
    page="review",
    place=9030,
    inputs=of("learning"),
    public=False,
)
def lessons_checked(lessons: pl.DataFrame, filters: Filters, view: View) -> Content:
    """The exhibit, from the learning dataset's frame: a row per lesson."""
    stages = lesson_stages(lessons_of(lessons, filters), filters.until)
    named = recorded(stages, "team")
    frame = stages.with_columns(
        come=pl.when("next_known")
        .then(pl.col("stage").replace(STAGE_IN_FULL))
        .otherwise(pl.col("stage").replace(LessonStage.labels())),
        result=pl.col("check_result").replace(CheckResult.labels()).fill_null("No check on record"),
        next=pl.when("next_known")
        .then(
            pl.col("next_step").str.slice(0, 1).str.to_uppercase()
            + pl.col("next_step").str.slice(1)
        )
        .otherwise(pl.lit("Record whether it came further")),
        where=pl.col("team").fill_null("Every team" if named else "Not recorded"),
    ).select(
        "reference",
        "lesson",
        "where",
        "found",
        "come",
        "checked_on",
        "result",
        "days_since_found",
        "next",
        "rank",
    )
    unchecked = frame.filter(pl.col("rank") < 4).height
    if frame.is_empty():
        headline, verdict = "No lesson is on record for this choice", ""
    elif unchecked:
        verb = agree(unchecked, "has", "have")
        headline = f"{unchecked} of {counted(frame.height, 'lesson')} {verb} not been checked again"
        verdict = "Not yet shown."
    else:
        headline = f"{sentence(counted(frame.height, 'lesson'))}: each was checked again"
        shown = stages.filter(pl.col("check_result").is_in(_IMPROVED)).height
        verdict = "Shown." if shown == frame.height else f"Shown for {shown} of {frame.height}."
    content = Content(
        headline=headline,
        subtitle=f"Lessons found, {filters.words}",
        frame=frame,
        columns={
            "reference": "Lesson",
            "lesson": "What was learnt",
            "where": "Team",
            "found": "Found",
            "come": "How far it came",
            "checked_on": "Checked on",
            "result": "Check found",
            "days_since_found": "Days since found",
            "next": "Next step",
        },
        source="Learning records, from every origin.",
        alternative=f"{headline}.",
        verdict=verdict,
        meaning="A lesson has changed practice when a later check shows it." if verdict else "",
        signal="attention" if unchecked else "usual",
    )
    said = "Whether lessons were checked again is not recorded"
    return unless_not_recorded(content, stages, said, "checked_on")
