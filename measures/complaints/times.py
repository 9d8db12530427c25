"""Complaints acknowledged and answered in time, still open, and how long answers take."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from measures.complaints.states import Acknowledgement, Answer, Recorded, deadlines
from measures.statistics.breakdown import break_down
from measures.statistics.columns import require
from measures.statistics.comparison import proportions
from measures.statistics.comparison_wording import AgainstExpected, share
from measures.statistics.kept import kept_with_frame
from measures.statistics.time_to_close import time_to_close
from vocabulary.complaints import STEP_IN_TIME, ComplaintStep
from vocabulary.wording import agree, number_of

STEPS: Final = tuple(ComplaintStep.labels())
_DUE: Final = {"acknowledged": "acknowledge_by", "answered": "answer_by"}
_STATE: Final = {"acknowledged": "acknowledgement", "answered": "answer"}


def timeliness(
    complaints: pl.DataFrame,
    on: date,
    by: str | None = None,
    *,
    target: float | None = None,
    recorded: Recorded | None = None,
) -> pl.DataFrame:
    """Say what share was acknowledged, and answered, by the day it was due.

    Only complaints that fell due before `on` are judged: of the newest only quick answers can be
    known yet, so they would flatter. `by` is a column such as team, channel or themes; `target` a
    share from 0 to 1 to compare with, `recorded` what `measures.complaints.states.recorded` gave.

    Gives two rows per case, for each of `STEPS`: step, case, received (complaints), due (of them,
    fell due before `on`), in_time, late (done after the day), overdue (not done and still open),
    ahead (done, and not due until later), not_due (not done, and not due until later),
    not_recorded (nobody wrote down when, or whether), withdrawn (not to be answered any
    more), share (in_time ÷ due), low and high (Clopper and Pearson's 95 % interval), target,
    verdict (one of `measures.statistics.comparison.VERDICTS`), sentence.

    Raises ValueError naming a column that is missing, or a target out of range.
    """
    if target is not None and not 0 <= target <= 1:
        raise ValueError(f"target must be between 0 and 1, not {target}")
    alike = _alike(complaints, on, by, recorded)
    counts = pl.concat(_counted(alike, step) for step in STEPS).sort(
        pl.col("step").replace_strict(_PLACE, return_dtype=pl.Int64), "case"
    )
    judged = proportions(
        counts.select(x="in_time", n="due", expected=pl.lit(target, pl.Float64)), unit="time"
    )
    told = counts.with_columns(
        share=pl.when(pl.col("due") > 0).then(pl.col("in_time") / pl.col("due")),
        low=judged["exact_low"],
        high=judged["exact_high"],
        target=pl.lit(target, pl.Float64),
        verdict=judged["verdict"],
    )
    said = [_sentence(row) for row in told.iter_rows(named=True)]
    return told.select(
        "step", "case", pl.exclude("step", "case"), pl.Series("sentence", said, pl.String)
    )


def fell_due(
    complaints: pl.DataFrame, on: date, step: str, *, recorded: Recorded | None = None
) -> pl.DataFrame:
    """Keep the complaints whose step (one of `STEPS`) fell due before `on`: those that `timeliness`
    counts under `due`, as they stood that day.

    Gives the frame's columns, those not done in time first, then the newest. Raises ValueError
    naming a column that is missing.
    """
    rows = deadlines(complaints, on, recorded).filter(_judged(step, on))
    in_time = pl.col(_STATE[step]) == Answer.IN_TIME
    return rows.sort(in_time, -pl.col("received").to_physical()).select(complaints.columns)


def still_open(
    complaints: pl.DataFrame,
    on: date,
    by: str | None = None,
    *,
    recorded: Recorded | None = None,
) -> pl.DataFrame:
    """Count the complaints that are open on a day, and those that should have been answered.

    Gives one row per case: case, open, overdue (past the day agreed, or six months), not_due,
    oldest_days (days since the oldest open one came; missing where none is open), sentence. open,
    overdue and not_due are missing where nothing on record says what is open or when answers came.
    Raises ValueError naming a column that is missing.
    """
    told = (
        _alike(complaints, on, by, recorded)
        .group_by("case")
        .agg(
            open=pl.when(pl.col("open").is_not_null().any()).then(_MANY.filter("open").sum()),
            overdue=_late(Answer.OVERDUE),
            not_due=_late(Answer.NOT_DUE_YET),
            oldest_days=pl.col("oldest").filter("open").max(),
        )
        .sort("case")
    )
    said = [_open_sentence(row) for row in told.iter_rows(named=True)]
    return told.with_columns(pl.Series("sentence", said, pl.String))


def time_to_respond(
    complaints: pl.DataFrame,
    on: date,
    by: str | None = None,
    *,
    recorded: Recorded | None = None,
) -> pl.DataFrame:
    """Find the days within which half are answered, open ones counted as open.

    Withdrawn complaints are left out: nobody waits for an answer any more. Gives what
    `measures.statistics.time_to_close.time_to_close` gives, one row per case: case, n, closed,
    median, low, high (days), verdict, sentence. Raises ValueError naming a column that is missing.
    """
    waits = (pl.col("answer") != Answer.WITHDRAWN) & (
        (pl.col("answer") != Answer.NOT_RECORDED) | pl.col("responded").is_not_null()
    )
    keys = [*_told_by(complaints, by), "days", "open"]
    rows = deadlines(complaints, on, recorded).select(*keys, waits=waits).filter("waits")
    alike = rows.group_by(keys).len("many")
    told = break_down(alike, by).select("case", "days", "many", closed=~pl.col("open"))
    return time_to_close(told.sort("case", maintain_order=True))


@kept_with_frame
def _alike(
    complaints: pl.DataFrame, on: date, by: str | None, recorded: Recorded | None
) -> pl.DataFrame:
    """How `many` complaints of each case stand alike: acknowledgement, answer, whether each is
    judged, and open; and for how many days at most (oldest).

    They are counted before they are told apart by case, which then costs nothing for a million."""
    alike = [*_told_by(complaints, by), "acknowledgement", "answer", "open"]
    judged = {f"{step}_judged": _judged(step, on) for step in STEPS}
    rows = deadlines(complaints, on, recorded).select(*alike, "days", **judged)
    counted = rows.group_by(*alike, *judged).agg(many=pl.len(), oldest=pl.col("days").max())
    return break_down(counted, by)


def _told_by(complaints: pl.DataFrame, by: str | None) -> list[str]:
    """The column that cases are told apart by, if any."""
    if by is None:
        return []
    require(complaints, by)
    return [by]


def _late(state: Answer) -> pl.Expr:
    """Expression for how many answers are in a state; missing where of none of the open ones it is
    recorded when answers came."""
    unknown = pl.col("answer").filter(pl.col("open")) == Answer.NOT_RECORDED
    none_known = unknown.all() & (unknown.len() > 0)
    return pl.when(~none_known).then(_MANY.filter(pl.col("answer") == state).sum())


_FELL_DUE: Final = (Answer.IN_TIME, Answer.LATE, Answer.OVERDUE)
_MANY: Final = pl.col("many").cast(pl.Int64)
_PLACE: Final = {step: place for place, step in enumerate(STEPS)}


def _judged(step: str, on: date) -> pl.Expr:
    state = pl.col(_STATE[step])
    judged = pl.any_horizontal(state == each.value for each in _FELL_DUE)
    return judged & (pl.col(_DUE[step]) < on)


def _counted(alike: pl.DataFrame, step: str) -> pl.DataFrame:
    state, judged = pl.col(_STATE[step]).cast(pl.String), pl.col(f"{step}_judged")
    in_time = state == Answer.IN_TIME
    which = {
        "received": pl.lit(value=True),
        "due": judged,
        "in_time": judged & in_time,
        "late": state == Answer.LATE,
        "overdue": state == Answer.OVERDUE,
        "ahead": ~judged & in_time,
        "not_due": state == Answer.NOT_DUE_YET,
        "not_recorded": state == Acknowledgement.NOT_RECORDED,
        "withdrawn": state == Answer.WITHDRAWN,
    }
    return alike.group_by("case").agg(
        *(_MANY.filter(counts).sum().alias(name) for name, counts in which.items()),
        step=pl.lit(step),
    )


def _sentence(row: dict[str, Any]) -> str:
    if row["due"] == 0 and row["not_recorded"]:
        return f"Not recorded for {row['not_recorded']:,}."
    if row["due"] == 0:
        return "None has fallen due yet."
    said = f"{share(row['in_time'], row['due'])} {STEP_IN_TIME[row['step']]}"
    if row["verdict"] == AgainstExpected.TOO_FEW:
        said += ": too few to judge"
    elif row["target"] is not None:
        than = {
            AgainstExpected.WITHIN_CHANCE: "within chance of",
            AgainstExpected.HIGHER: "above",
            AgainstExpected.LOWER: "below",
        }
        said += f": {than[row['verdict']]} the target of {row['target']:.0%}"
    if row["overdue"]:
        said += f"; {row['overdue']:,} still {agree(row['overdue'], 'waits', 'wait')}"
    if row["not_recorded"]:
        said += f"; not recorded for {row['not_recorded']:,}"
    return said + "."


def _open_sentence(row: dict[str, Any]) -> str:
    if row["open"] is None:
        return "Which are open is not recorded."
    if row["open"] == 0:
        return "None is open."
    if row["overdue"] is None:
        return f"{row['open']:,} without an outcome; when answers came is not recorded."
    are = agree(row["open"], "is", "are")
    late = "none overdue" if row["overdue"] == 0 else f"{row['overdue']:,} overdue"
    oldest = number_of(row["oldest_days"], "day")
    return f"{row['open']:,} {are} open, {late}; the oldest has waited {oldest}."
