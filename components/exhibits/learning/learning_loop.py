"""Round the learning loop: how far lessons come, where they leak, and which nobody can show."""

from __future__ import annotations

import polars as pl

from components.charts.spec import Bars
from components.exhibits.declaration import Drill, Row, declare, of
from components.exhibits.exhibit import Content, Exhibit
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.learning.learning_loop import (
    PATIENCE,
    NotEvidenced,
    biggest_leak,
    flow,
    lesson_stages,
    not_evidenced,
)
from measures.statistics.recorded import recorded
from measures.statistics.shares import ShareVerdict
from vocabulary.learning import STAGE_WHERE_LOST, LessonStage
from vocabulary.record_kinds import KIND_NAMES
from vocabulary.wording import agree, counted, long_date, sentence

_WHY = dict(
    zip(
        NotEvidenced,
        (
            "No check is on record",
            "It was checked only before the change",
            "What the check found is not recorded",
            "The check found no improvement",
        ),
        strict=True,
    )
)


_NO_LATER_CHECK = (NotEvidenced.NO_CHECK, NotEvidenced.CHECKED_BEFORE_CHANGE)


def lessons_of(lessons: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Lessons found in the period on the theme, for the team or for every team."""
    everywhere = Filters(
        filters.since, filters.until, None, filters.theme, filters.theme_name
    ).within(lessons, "found")
    if filters.team is None:
        return everywhere
    return everywhere.filter((pl.col("team") == filters.team) | pl.col("team").is_null())


_STEPS = {
    LessonStage.SHARED: {"shared_on"},
    LessonStage.CHANGED: {"changed_on"},
    LessonStage.CHECKED: {"checked_on"},
    LessonStage.EMBEDDED: {"embedded_on", "checked_on", "check_result"},
}
"""Which fields a step after the first rests on, all of them."""
_DAYS = ("shared_on", "changed_on", "checked_on", "embedded_on")


def _recorded_steps(counts: pl.DataFrame, stages: pl.DataFrame) -> pl.DataFrame:
    """The steps of the loop that the lessons' records tell of. How many stopped before a step
    which nobody ever recorded is not known."""
    told = recorded(stages, *_DAYS, "check_result")
    known = ["found", *(str(step) for step, fields in _STEPS.items() if fields <= told)]
    after = pl.col("stage").shift(-1).is_in(known).fill_null(value=True)
    return counts.with_columns(
        pl.when(after).then(pl.col(name)).alias(name) for name in ("stopped", "stuck")
    ).filter(pl.col("stage").is_in(known))


def _come_this_far(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    stages = lesson_stages(lessons_of(records["learning"], filters), filters.until)
    return stages.filter(pl.col("rank") >= row["rank"])


@declare(
    key="learning_loop",
    title="The learning loop",
    question="How far do lessons come, and where do they leak?",
    meaning="How many lessons were shared, changed something, were checked again and embedded.",
    formula="A lesson has come as far as the furthest step it has a day for. Checked again needs a "
    "check after the change; embedded needs that check to have found practice improved.",
    source="Learning records: lessons from audits, complaints, reviews and people's voices.",
    how_to_read=(
        "Each bar counts the lessons that came this far or further. What is lost between two bars "
        f"stopped there; after {PATIENCE} days at one step a lesson is called stuck."
    ),
    caveats=("A lesson found lately has not leaked: it has had no time yet.",),
    page="practice",
    place=9010,
    inputs=of("learning"),
    public=False,
    attention=4,
    themes=("learning_embedded",),
    place_on_statement=8,
    drill=Drill("learning", ("step",), ("reached",), _come_this_far),
    records="lessons",
)
def learning_loop(lessons: pl.DataFrame, filters: Filters, view: View) -> Content:
    """The exhibit, from the learning dataset's frame."""
    stages = lesson_stages(lessons_of(lessons, filters), filters.until)
    counts = _recorded_steps(flow(stages), stages)
    frame = counts.with_columns(
        step=pl.col("stage").replace(LessonStage.labels()),
        lost=pl.col("reached") - pl.col("reached").shift(-1),
    )
    headline, signal = "No lesson is on record for this choice", "unknown"
    meaning = ""
    if frame.height:
        leak = frame.sort(["stuck", "rank"], descending=[True, False], nulls_last=True).row(
            0, named=True
        )
        headline, signal = "No lesson has been stuck at a step", "usual"
        if counts.get_column("stuck").has_nulls():
            headline = "Some steps of the loop are not recorded"
        if leak["stuck"]:
            words = _was(STAGE_WHERE_LOST[leak["stage"]], leak["stuck"])
            headline = f"{leak['stuck']} of {leak['of']} lessons {words}"
            signal = "attention"
        if leak["stuck"] or not counts.get_column("stuck").has_nulls():
            meaning = biggest_leak(counts.drop_nulls("stuck"))
    doubted = not_evidenced(stages)
    unproven = doubted.height if recorded(stages, "checked_on") else 0
    unchecked = doubted.filter(pl.col("why_not_evidenced").is_in(_NO_LATER_CHECK)).height
    lacking = "a later check" if unchecked == unproven else "a check that shows it"
    content = Content(
        headline=headline,
        subtitle=f"Lessons by how far they came, {filters.words}",
        frame=frame,
        columns={
            "step": "Step",
            "reached": "Came this far",
            "share": "Share of all found",
            "stopped": "Came no further",
            "stuck": f"Of those, for over {PATIENCE} days",
            "skipped": "Came further without this step",
        },
        source="Learning records, from every origin."
        + (
            f" {sentence(counted(unproven, 'lesson'))} said to be embedded without "
            f"{lacking} {agree(unproven, 'is', 'are')} not counted as embedded."
            if unproven
            else ""
        ),
        alternative="; ".join(
            f"{row['step']}: {row['reached']} of {row['of']}" for row in frame.iter_rows(named=True)
        ),
        verdict=("Where it leaks." if signal == "attention" else "No leak.") if meaning else "",
        meaning=meaning,
        chart=Bars("step", "reached", steps=True, unit="lessons"),
        signal="attention" if signal == "attention" else "usual",
    )
    return unless_not_recorded(content, stages, "How far lessons came is not recorded", *_DAYS)


@declare(
    key="learning_not_evidenced",
    title="Said to be embedded, not evidenced",
    question="Which lessons are said to be embedded without proof?",
    meaning="Lessons recorded as embedded of which no later check shows that practice improved.",
    formula="Lessons with a day embedded, without a check after the change that found practice "
    "improved at least in part.",
    source="Learning records.",
    how_to_read="Check each of these again, or take the claim back. The longest-standing is first.",
    page="practice",
    place=9020,
    inputs=of("learning"),
    public=False,
    attention=9,
    themes=("learning_embedded",),
    place_on_statement=9,
)
def learning_not_evidenced(lessons: pl.DataFrame, filters: Filters, view: View) -> Content:
    """The exhibit, from the learning dataset's frame: one row per lesson, as
    `measures.learning.learning_loop.not_evidenced` gives them, with why in words."""
    stages = lesson_stages(lessons_of(lessons, filters), filters.until)
    told = recorded(stages, "team", "owner")
    frame = not_evidenced(stages).with_columns(
        why=pl.col("why_not_evidenced").replace(_WHY),
        origin=pl.col("origin").replace(KIND_NAMES),
        team=pl.col("team").fill_null("Every team" if "team" in told else "Not recorded"),
        owner=pl.col("owner").fill_null("No owner named" if "owner" in told else "Not recorded"),
    )
    said = stages.filter("said_embedded").height
    if frame.height:
        verb = agree(frame.height, "has", "have")
        headline = (
            f"{sentence(counted(frame.height, 'lesson'))} said to be embedded {verb} no evidence"
        )
    elif said:
        headline = "Every lesson said to be embedded was checked and had improved practice"
    else:
        headline = "No lesson is said to be embedded yet"
    content = Content(
        headline=headline,
        subtitle=f"Of {counted(said, 'lesson')} said to be embedded, {filters.words}",
        frame=frame,
        columns={
            "reference": "Lesson",
            "lesson": "What was learnt",
            "origin": "Origin",
            "team": "Team",
            "owner": "Owner",
            "embedded_on": "Said to be embedded",
            "why": "Why not evidenced",
        },
        source="Learning records.",
        alternative=" ".join(frame.get_column("sentence").to_list()),
        signal="attention" if frame.height else "usual",
    )
    for field, silence in _NOT_PROVEN.items():
        content = unless_not_recorded(content, stages, silence, field)
    return content


_NOT_PROVEN = {
    "check_result": "What checks of lessons found is not recorded",
    "checked_on": "Whether lessons were checked again is not recorded",
    "embedded_on": "Whether lessons are embedded is not recorded",
}


def lesson_detail(row: dict[str, object]) -> str:
    """The line under a lesson that is not evidenced: why, since when, whose."""
    day = row["embedded_on"]
    return f"{row['why']}; said to be embedded on {long_date(day)}. {row['owner']}."  # type: ignore[arg-type]


def practice_answer(loop: Exhibit) -> str:
    """One sentence: does what we learn change practice?"""
    if loop.unrecorded:
        return "How far lessons come is not recorded, so nobody can say what learning changed"
    if loop.frame.is_empty():
        return "No lessons on record yet, so nobody can say what learning changed"
    last = loop.frame.row(-1, named=True)
    if last["stage"] != LessonStage.EMBEDDED:
        return "Whether what we learn changes practice is not recorded"
    shown = f"{last['reached']} of {last['of']} lessons"
    leads: dict[str, str] = {
        ShareVerdict.FEWER_THAN_HALF: "Little of what we learn is shown to change practice",
        ShareVerdict.MORE_THAN_HALF: "Most of what we learn is shown to change practice",
        ShareVerdict.EITHER: "Some of what we learn is shown to change practice",
    }
    lead = leads.get(str(last["verdict"]))
    return (
        f"{lead}: {shown}" if lead else f"{shown} shown to have changed practice, too few to judge"
    )


def _was(words: str, number: int) -> str:
    return words.replace("were ", "was ", 1) if number == 1 else words
