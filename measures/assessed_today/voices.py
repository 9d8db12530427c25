"""What people who draw on care, and staff, say of the time since the assessment; what was tried."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.assessed_today.line import State, as_lines, first_that_holds
from measures.assessed_today.practice import compared_with_before
from measures.assessed_today.since import bears_on
from measures.learning.learning_loop import PATIENCE
from measures.statistics.columns import require
from measures.statistics.recorded import recorded
from measures.training.staff_voice import agreement
from vocabulary.assessed_today import EvidenceKind

STAFF_THEMES: Final = ("training_access", "workforce")
"""What staff are asked about, by the codebook."""


def voice_lines(
    activities: pl.DataFrame, codebook: pl.DataFrame, since: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Say what came of what people were asked since the assessment.

    `activities`: the coproduction dataset's columns. `codebook`: theme, statements. `since`: what
    `counted_since` gave. An activity counts when it was held since, or something changed after it
    since. Gives LINES_SCHEMA, one row per activity and statement: about is its title, detail what
    changed, else what people said; first_day the day of the change, else the day it was held. That
    nothing changed speaks against only while nobody was told so (where nobody records whether
    people were, that is not recorded); what is not decided after a
    quarter of a year is missing. A statement without an activity since has one row that says so;
    where no activity says what it was about, that is not recorded.

    Raises ValueError naming the column that is missing.
    """
    require(activities, "reference", "held", "title", "said", "result", "changed", "changed_on")
    require(activities, "heard_back", "themes")
    days = since.select("statement", day="since")
    changed = pl.col("result").is_in(["changed", "partly_changed"]) & (
        pl.col("changed_on").is_null() | (pl.col("changed_on") <= as_at)
    )
    later = changed & (pl.col("changed_on") > pl.col("day"))
    waited = (pl.lit(as_at) - pl.col("held")).dt.total_days() > PATIENCE
    unchanged = pl.col("result") == "not_changed"
    told = pl.col("heard_back") <= as_at
    answers = bool(recorded(activities, "heard_back"))
    rows = (
        bears_on(activities.filter(pl.col("held") <= as_at), codebook, "themes")
        .join(days, on="statement")
        .filter(((pl.col("held") > pl.col("day")) | later).fill_null(value=False))
        .with_columns(
            state=first_that_holds(
                (changed, State.CHANGED),
                (unchanged & told, State.NOT_CHANGED_TOLD),
                (unchanged & pl.lit(not answers), State.NOT_RECORDED),
                (unchanged, State.NOT_CHANGED),
                (waited, State.UNDECIDED),
            )
        )
    )
    coded = activities.is_empty() or recorded(activities, "themes")
    nothing = State.NONE_SINCE if coded else State.NOT_TOLD
    silent = days.join(rows, on="statement", how="anti").with_columns(state=pl.lit(str(nothing)))
    lines = rows.with_columns(
        about="title",
        detail=pl.when(changed).then("changed").otherwise("said"),
        first_day=pl.when(changed).then(pl.coalesce("changed_on", "held")).otherwise("held"),
    )
    return pl.concat([as_lines(lines, EvidenceKind.VOICE), as_lines(silent, EvidenceKind.VOICE)])


def staff_lines(
    voice: pl.DataFrame, codebook: pl.DataFrame, since: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Set what staff say since the assessment beside what they said before it.

    `voice`: the staff voice dataset's columns. `codebook`: theme, statements; what staff are asked
    bears on the statements of `STAFF_THEMES`. `since`: what `counted_since` gave. Gives
    LINES_SCHEMA, one row per question and statement: about is the question's id or wording, count
    of `of` people agree in the newest survey that began since, count_before of of_before in the
    newest before; the state by Newcombe's interval. A statement without a survey since has one row
    that says so.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    tied = codebook.filter(pl.col("theme").is_in(STAFF_THEMES)).get_column("statements")
    asked = since.filter(pl.col("statement").is_in(tied.explode().drop_nulls().unique().implode()))
    days = asked.select("statement", day="since")
    said = agreement(voice.filter(pl.col("period_end") <= as_at)).select(
        "period_end", "period_start", "agree", "responses",
        about=pl.coalesce("wording", "question"),
    )  # fmt: skip
    rows = said.join(days, how="cross").sort("period_end", maintain_order=True)
    new = pl.col("period_start") >= pl.col("day")
    newest = rows.group_by("statement", "about", maintain_order=True).agg(
        count=pl.col("agree").filter(new).last(),
        of=pl.col("responses").filter(new).last(),
        count_before=pl.col("agree").filter(~new).last(),
        of_before=pl.col("responses").filter(~new).last(),
        first_day=pl.col("period_end").last(),
    )
    compared = compared_with_before(newest.filter(pl.col("of") > 0))
    silent = days.join(compared, on="statement", how="anti").with_columns(
        state=pl.lit(str(State.NONE_SINCE))
    )
    return pl.concat([as_lines(compared, EvidenceKind.STAFF), as_lines(silent, EvidenceKind.STAFF)])


def innovation_lines(
    innovation: pl.DataFrame, codebook: pl.DataFrame, since: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Name what was taken up since the assessment and showed something.

    `innovation`: the dataset's columns. `codebook`: theme, statements. `since`: what
    `counted_since` gave. Gives LINES_SCHEMA, one row per pilot, study or adopted practice and
    statement (that it names, or its themes bear on) that was adopted or spread since and of which
    somebody wrote down what it showed: about is its name, detail what it showed.

    Raises ValueError naming the column that is missing.
    """
    require(innovation, "reference", "name", "stage", "stage_since", "showed", "themes")
    taken_up = (
        pl.col("stage").is_in(["adopted", "spread"])
        & pl.col("showed").is_not_null()
        & (pl.col("stage_since") > pl.col("day"))
        & (pl.col("stage_since") <= as_at)
    )
    rows = (
        bears_on(innovation, codebook, "themes", statement="statement")
        .join(since.select("statement", day="since"), on="statement")
        .with_columns(
            state=first_that_holds((taken_up, State.TAKEN_UP)),
            about="name",
            detail="showed",
            first_day="stage_since",
        )
    )
    return as_lines(rows, EvidenceKind.INNOVATION)
