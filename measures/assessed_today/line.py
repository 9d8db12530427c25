"""A line of evidence: what it says, which way, since when, and where it stands on record."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import polars as pl

from vocabulary.assessed_today import EvidenceKind, Side

LINES_SCHEMA: Final[dict[str, pl.DataType]] = {
    "statement": pl.String(),
    "side": pl.String(),
    "kind": pl.String(),
    "state": pl.String(),
    "about": pl.String(),
    "detail": pl.String(),
    "first_day": pl.Date(),
    "reference": pl.String(),
    "count": pl.Int64(),
    "of": pl.Int64(),
    "count_before": pl.Int64(),
    "of_before": pl.Int64(),
    "figure": pl.Float64(),
    "unit": pl.String(),
    "figure_day": pl.Date(),
    "special_cause": pl.String(),
    "provisional": pl.Boolean(),
}


class State(StrEnum):
    """Why a line speaks for, against or for neither, or what is missing."""

    # Measures
    BETTER = "better"
    WORSE = "worse"
    BETTER_SINCE_EVENT = "better since an event"
    WORSE_SINCE_EVENT = "worse since an event"
    BETTER_YEAR = "better than the year before"
    WORSE_YEAR = "worse than the year before"
    SIGNAL_BEFORE = "a signal from before"
    NEITHER_BETTER = "changed, and neither way is better"
    AS_USUAL = "as usual"
    NO_FIGURE_SINCE = "no figure since"
    OLD_FIGURE = "newest figure is old"
    NO_MEASURE = "no measure"
    # Shortfalls
    PROVED_BY_ACTION = "an action is shown to have helped"
    PROVED_BY_LESSON = "a check found practice improved"
    UNANSWERED = "no action answers it"
    LATE = "its action is overdue"
    CLOSED_UNPROVED = "closed, nothing shows that it helped"
    UNDER_WAY = "an action is under way"
    NOT_LINKED = "an action on its subject, not linked"
    NOT_RECORDED = "what became of it is not recorded"
    # Reviews since
    FOUND_STRONG = "a review found a strength"
    SCORED_HIGHER = "a review scored it higher"
    SCORED_LOWER = "a review scored it lower"
    SCORED_THE_SAME = "a review scored it the same"
    # Complaints, the ombudsman
    UPHELD = "complaints upheld"
    MORE_UPHELD = "a larger share upheld than before"
    FEWER_UPHELD = "a smaller share upheld than before"
    DECISION_UPHELD = "a decision upheld"
    # Audits, and what staff say
    SHORT_LESS_OFTEN = "found short less often than before"
    SHORT_MORE_OFTEN = "found short more often than before"
    MORE_OFTEN = "more often than before"
    LESS_OFTEN = "less often than before"
    WITHIN_CHANCE = "within chance of before"
    TOO_FEW = "too few to compare"
    NONE_SINCE = "none since"
    NOT_TOLD = "what they were about, or how they came out, is not recorded"
    # Lessons
    EMBEDDED = "embedded, and a check shows it"
    IMPROVED = "checked, and practice improved"
    NOT_IMPROVED = "checked, and practice had not improved"
    ONLY_SAID = "said to be embedded, not shown"
    NOT_CHECKED = "lessons not checked again"
    # People's voices, innovation
    CHANGED = "something changed"
    NOT_CHANGED = "nothing changed, and nobody was told"
    NOT_CHANGED_TOLD = "nothing changed, and people were told"
    UNDECIDED = "what came of it is not recorded"
    TAKEN_UP = "taken up, and it showed something"


SIDES: Final[dict[State, Side]] = {
    **dict.fromkeys(
        (
            State.BETTER, State.BETTER_SINCE_EVENT, State.BETTER_YEAR, State.PROVED_BY_ACTION,
            State.PROVED_BY_LESSON, State.FOUND_STRONG, State.SCORED_HIGHER, State.FEWER_UPHELD,
            State.SHORT_LESS_OFTEN, State.MORE_OFTEN, State.EMBEDDED, State.IMPROVED,
            State.CHANGED, State.TAKEN_UP,
        ),
        Side.FOR,
    ),
    **dict.fromkeys(
        (
            State.WORSE, State.WORSE_SINCE_EVENT, State.WORSE_YEAR, State.UNANSWERED, State.LATE,
            State.CLOSED_UNPROVED, State.SCORED_LOWER, State.UPHELD, State.MORE_UPHELD,
            State.DECISION_UPHELD, State.SHORT_MORE_OFTEN, State.LESS_OFTEN,
            State.NOT_IMPROVED, State.ONLY_SAID, State.NOT_CHANGED,
        ),
        Side.AGAINST,
    ),
    **dict.fromkeys(
        (
            State.NO_FIGURE_SINCE, State.OLD_FIGURE, State.NO_MEASURE, State.UNDER_WAY,
            State.NOT_LINKED, State.NOT_RECORDED, State.NONE_SINCE, State.NOT_TOLD,
            State.NOT_CHECKED, State.UNDECIDED,
        ),
        Side.MISSING,
    ),
    **dict.fromkeys(
        (
            State.SIGNAL_BEFORE, State.NEITHER_BETTER, State.AS_USUAL, State.SCORED_THE_SAME,
            State.WITHIN_CHANCE, State.TOO_FEW, State.NOT_CHANGED_TOLD,
        ),
        Side.NEITHER,
    ),
}  # fmt: skip
"""The side that each state is on: the whole rule of what counts as for and against."""


def as_lines(frame: pl.DataFrame, kind: EvidenceKind) -> pl.DataFrame:
    """LINES_SCHEMA of a frame with statement, state and any of the other columns; the side follows
    from the state. Rows without a state say nothing, and fall away."""
    sides = {str(state): side.value for state, side in SIDES.items()}
    told = frame.drop_nulls("state").with_columns(
        kind=pl.lit(kind.value),
        side=pl.col("state").cast(pl.String).replace_strict(sides, return_dtype=pl.String),
    )
    return told.select(
        (pl.col(name) if name in told.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in LINES_SCHEMA.items()
    )


def first_that_holds(*cases: tuple[pl.Expr, State]) -> pl.Expr:
    """Expression for the state of the first condition that holds; missing where none does."""
    said = pl.lit(None, pl.String)
    for condition, state in reversed(cases):
        said = pl.when(condition.fill_null(value=False)).then(pl.lit(str(state))).otherwise(said)
    return said
