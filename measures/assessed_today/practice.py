"""What complaints, the ombudsman, audits and lessons say of the time since the assessment."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.assessed_today.line import State, as_lines, first_that_holds
from measures.assessed_today.since import bears_on
from measures.complaints.states import DECIDED, WELL_FOUNDED
from measures.learning.learning_loop import PATIENCE, STAGES
from measures.statistics.columns import require
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.statistics.recorded import recorded
from vocabulary.assessed_today import EvidenceKind

_BETWEEN: Final = "\x1f"  # stands in no theme
_CHECKED: Final = STAGES.index("checked") + 1


def complaint_lines(
    complaints: pl.DataFrame, codebook: pl.DataFrame, since: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Count the complaints upheld since the assessment, beside those of the time before.

    `complaints`: the dataset's columns. `codebook`: theme, statements. `since`: what
    `counted_since` gave. A complaint that was decided counts from the day it was answered (else
    received), under each statement that its themes bear on. Gives LINES_SCHEMA, one row per
    statement with one decided since: count (upheld wholly or in part) of `of` decided since,
    count_before of of_before decided before; first_day the newest upheld. More or fewer: the share
    upheld, by Newcombe's interval of the difference. Where it is neither, what was upheld speaks
    against all the same; where none was upheld, nothing is said.

    Decisions of the ombudsman since that were upheld have a row each: reference the complaint's,
    about its team.

    Raises ValueError naming the column that is missing.
    """
    require(complaints, "reference", "received", "responded", "outcome", "themes", "team")
    require(complaints, "ombudsman_decided", "ombudsman_outcome")
    days = since.select("statement", day="since")
    # Complaints that are told alike by every statement's day are counted before they are tied.
    alike = _decided_alike(complaints, days.get_column("day"), as_at)
    decided = bears_on(alike, codebook, "themes").join(days, on="statement", maintain_order="left")
    new, well, many = pl.col("newest") > pl.col("day"), pl.col("well"), pl.col("many")
    counts = (
        decided.group_by("statement", maintain_order=True)
        .agg(
            count=many.filter(new & well).sum(),
            of=many.filter(new).sum(),
            count_before=many.filter(~new & well).sum(),
            of_before=many.filter(~new).sum(),
            first_day=pl.coalesce(
                pl.col("newest").filter(new & well).max(), pl.col("newest").filter(new).max()
            ),
        )
        .filter(pl.col("of") > 0)
    )
    compared = compared_with_before(counts)
    shares = pl.col("state")
    upheld = compared.with_columns(
        state=first_that_holds(
            (shares == State.MORE_OFTEN, State.MORE_UPHELD),
            (shares == State.LESS_OFTEN, State.FEWER_UPHELD),
            (pl.col("count") > 0, State.UPHELD),
        ),
        detail="verdict",
    )
    upheld_there = complaints.filter(
        (pl.col("ombudsman_outcome") == "upheld") & (pl.col("ombudsman_decided") <= as_at)
    )
    tied = bears_on(upheld_there, codebook, "themes")
    by_ombudsman = (
        tied.join(days, on="statement", maintain_order="left")
        .filter(pl.col("ombudsman_decided") > pl.col("day"))
        .select(
            "statement",
            "reference",
            about="team",
            first_day="ombudsman_decided",
            state=pl.lit(str(State.DECISION_UPHELD)),
        )
    )
    return pl.concat(
        [as_lines(upheld, EvidenceKind.COMPLAINT), as_lines(by_ombudsman, EvidenceKind.OMBUDSMAN)]
    )


def _decided_alike(complaints: pl.DataFrame, days: pl.Series, as_at: date) -> pl.DataFrame:
    """Decided complaints by what they count as: themes, well (upheld at least partly), newest
    (the newest day of these, which lie between the same two of some days) and many."""
    return (
        complaints.select(
            "themes",
            newest=pl.coalesce("responded", "received"),
            well=pl.col("outcome").is_in(WELL_FOUNDED),
            decided=pl.col("outcome").is_in(DECIDED),
        )
        .filter(pl.col("decided") & (pl.col("newest") <= as_at))
        .with_columns(
            later_than=pl.sum_horizontal(
                pl.lit(0), *(pl.col("newest") > day for day in days.drop_nulls().unique())
            ),
            coded=pl.col("themes").list.join(_BETWEEN),
        )
        .group_by("coded", "later_than", "well", maintain_order=True)
        .agg(pl.col("themes").first(), pl.col("newest").max(), many=pl.len().cast(pl.Int64))
        .drop("coded", "later_than")
    )


def audit_lines(
    audits: pl.DataFrame, codebook: pl.DataFrame, since: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Set what audits since the assessment found short beside what those before it did.

    `audits`: the dataset's columns. `codebook`: theme, statements. `since`: what `counted_since`
    gave. Gives LINES_SCHEMA, one row per statement: count of `of` audits since found practice short
    on one of its themes, count_before of of_before before; the state by Newcombe's interval of the
    difference; first_day is the newest audit's. Grades are not told apart by statement: an audit
    that fell short elsewhere would count here. Where no audit since has one of the statement's
    themes, not even as a strength, none looked at it; where no audit before has a theme there is
    nothing to compare with; where none ever has, what they found is not recorded.

    Raises ValueError naming the column that is missing.
    """
    require(audits, "audited", "themes", "strengths")
    days = since.select("statement", day="since")
    done = audits.filter(pl.col("audited") <= as_at)
    found = bears_on(done.select("audited", "themes"), codebook, "themes")
    looked = bears_on(
        done.select("audited", "themes", "strengths"), codebook, "themes", "strengths"
    )
    new = pl.col("audited") > pl.col("day")
    short = found.join(days, on="statement").group_by("statement").agg(
        count=new.sum().cast(pl.Int64), count_before=(~new).sum().cast(pl.Int64)
    )  # fmt: skip
    seen = looked.join(days, on="statement").filter(new).get_column("statement").unique()
    coded = pl.col("themes").list.len() > 0
    every = days.join(done.select("audited", "themes"), how="cross").group_by("statement").agg(
        of=new.sum().cast(pl.Int64),
        of_before=pl.when((coded & ~new).any()).then((~new).sum()).otherwise(0).cast(pl.Int64),
        first_day=pl.col("audited").max(),
    )  # fmt: skip
    rows = (
        days.join(every, on="statement", how="left", maintain_order="left")
        .join(short, on="statement", how="left", maintain_order="left")
        .with_columns(of=pl.when(pl.col("statement").is_in(seen.implode())).then("of").otherwise(0))
        .with_columns(count=pl.when(pl.col("of") > 0).then("count"))
    )
    told = done.is_empty() or recorded(done, "themes")
    shares = pl.col("state")
    compared = compared_with_before(rows).with_columns(
        state=first_that_holds(
            (pl.lit(not told), State.NOT_TOLD),
            (shares == State.MORE_OFTEN, State.SHORT_MORE_OFTEN),
            (shares == State.LESS_OFTEN, State.SHORT_LESS_OFTEN),
        ).fill_null(shares)
    )
    return as_lines(compared, EvidenceKind.AUDIT)


def compared_with_before(rows: pl.DataFrame) -> pl.DataFrame:
    """Add state: how the share count ÷ of compares with count_before ÷ of_before; none since where
    `of` is 0 or missing."""
    filled = rows.with_columns(pl.col("count", "of", "count_before", "of_before").fill_null(0))
    verdict = difference(
        filled.select(x1="count", n1="of", x2="count_before", n2="of_before")
    ).get_column("verdict")
    judged = pl.col("verdict")
    return filled.with_columns(verdict=verdict).with_columns(
        state=first_that_holds(
            (pl.col("of") == 0, State.NONE_SINCE),
            (judged == DifferenceVerdict.FIRST_HIGHER, State.MORE_OFTEN),
            (judged == DifferenceVerdict.FIRST_LOWER, State.LESS_OFTEN),
            (judged == DifferenceVerdict.WITHIN_CHANCE, State.WITHIN_CHANCE),
            (pl.lit(value=True), State.TOO_FEW),
        )
    )


def lesson_lines(lessons: pl.DataFrame, since: pl.DataFrame) -> pl.DataFrame:
    """Say which lessons were checked or embedded since the assessment, and which only said to be.

    `lessons`: what `statements.links.statement_lessons` gave. `since`: what `counted_since` gave.
    Gives LINES_SCHEMA, one row per lesson and statement: about is the lesson, reference its own;
    detail how it was checked, or why nothing shows that it is embedded. Lessons that have waited
    for more than a quarter of a year without a check are one row per statement: count of `of`.
    Where no check of any lesson is recorded, nothing follows from there being none.

    Raises ValueError naming the column that is missing.
    """
    require(lessons, "statement", "reference", "lesson", "rank", "stage_since", "days_at_stage")
    require(lessons, "checked_on", "check_result", "embedded_on", "why_not_evidenced")
    rows = lessons.join(since.select("statement", day="since"), on="statement")
    rank, day = pl.col("rank"), pl.col("day")
    checked = (rank >= _CHECKED) & (pl.col("checked_on") > day)
    told = bool(recorded(lessons, "checked_on"))
    state = first_that_holds(
        ((rank == len(STAGES)) & (pl.col("stage_since") > day), State.EMBEDDED),
        (checked & (pl.col("check_result") == "not_improved"), State.NOT_IMPROVED),
        (
            pl.col("why_not_evidenced").is_not_null()
            & (pl.col("embedded_on") > day)
            & pl.lit(told),
            State.ONLY_SAID,
        ),
        (checked & pl.col("check_result").is_not_null() & (rank < len(STAGES)), State.IMPROVED),
    )
    single = rows.with_columns(state=state).with_columns(
        about="lesson",
        detail=pl.when(pl.col("state") == State.ONLY_SAID).then("why_not_evidenced"),
        first_day=pl.when(pl.col("state") == State.EMBEDDED)
        .then("stage_since")
        .when(pl.col("state") == State.ONLY_SAID)
        .then("embedded_on")
        .otherwise("checked_on"),
    )
    waiting = (rank < _CHECKED) & (pl.col("days_at_stage") > PATIENCE)
    unchecked = (
        rows.group_by("statement", maintain_order=True)
        .agg(
            count=waiting.sum().cast(pl.Int64),
            of=pl.len().cast(pl.Int64),
            first_day=pl.col("stage_since").filter(waiting).min(),
        )
        .filter((pl.col("count") > 0) & pl.lit(told))
        .with_columns(state=pl.lit(str(State.NOT_CHECKED)))
    )
    return pl.concat(
        [as_lines(single, EvidenceKind.LESSON), as_lines(unchecked, EvidenceKind.LESSON)]
    )
