"""What was done and what was not: lessons and actions that moved, data that came or is late."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.changes.change import Change, Direction
from measures.plan.progress import STATES
from measures.statistics.columns import require
from vocabulary.wording import listed_up_to, number_of, sentence

_EMBEDDED: Final = 5


def lesson_changes(earlier: pl.DataFrame, later: pl.DataFrame) -> list[Change]:
    """Find the lessons that moved round the loop.

    `earlier`, `later`: what `learning_loop.lesson_stages` gave at two moments. One change each
    for lessons embedded with evidence, said to be embedded without, gone back a stage, moved on
    by some other stage, and newly found (and not moved on yet); the size is how many.

    Raises ValueError naming the column that is missing.
    """
    for frame in (earlier, later):
        require(frame, "reference", "rank", "why_not_evidenced")
    was = earlier.select(
        "reference", rank_before="rank", doubted_before=pl.col("why_not_evidenced").is_not_null()
    )
    both = later.join(was, on="reference", how="left", maintain_order="left").with_columns(
        pl.col("doubted_before").fill_null(value=False),
        new=pl.col("rank_before").is_null(),
        rank_before=pl.col("rank_before").fill_null(1),
    )
    rank, before = pl.col("rank"), pl.col("rank_before")
    doubted = pl.col("why_not_evidenced").is_not_null() & ~pl.col("doubted_before")
    embedded = (rank == _EMBEDDED) & (before < _EMBEDDED)
    on = (rank > before) & ~embedded & ~doubted
    kinds: tuple[tuple[str, Direction, pl.Expr, str], ...] = (
        ("lessons_embedded", "better", embedded, "embedded, with a check that shows it"),
        ("lessons_not_evidenced", "worse", doubted, "said to be embedded without a check that "
         "shows it"),
        ("lessons_back", "worse", (rank < before) & ~doubted, "gone back a stage"),
        ("lessons_on", "better", on, "moved on round the loop"),
        ("lessons_found", "neutral", pl.col("new") & (rank == 1) & ~doubted, "newly found"),
    )  # fmt: skip
    return [
        change
        for name, way, which, words in kinds
        for change in _together("lesson", name, way, both.filter(which), "lesson", words)
    ]


def action_changes(earlier: pl.DataFrame, later: pl.DataFrame) -> list[Change]:
    """Find the actions that moved.

    `earlier`, `later`: what `plan.action_states` gave at two moments. One change each for actions
    newly overdue, closed with evidence of impact, closed without, open again, put back to a later
    date, and newly agreed (the last three: and not overdue); the size is how many.

    Raises ValueError naming the column that is missing.
    """
    for frame in (earlier, later):
        require(frame, "reference", "state", "due")
    was = earlier.select("reference", state_before="state", due_before="due")
    both = later.join(was, on="reference", how="left", maintain_order="left")
    now, before = pl.col("state"), pl.col("state_before").fill_null("")
    late = (now == STATES[0]) & (before != STATES[0])
    open_now = now.is_in(STATES[1:4])
    reopened = before.is_in(STATES[4:]) & open_now
    later_due = (pl.col("due") > pl.col("due_before")).fill_null(value=False)
    put_back = later_due & open_now & ~reopened
    kinds: tuple[tuple[str, Direction, pl.Expr, str], ...] = (
        ("actions_overdue", "worse", late, "newly overdue"),
        ("actions_closed_with_evidence", "better", (now == STATES[4]) & (before != STATES[4]),
         "closed with evidence of impact"),
        ("actions_closed_without_evidence", "neutral", (now == STATES[5]) & (before != STATES[5]),
         "closed without evidence of impact"),
        ("actions_reopened", "worse", reopened, "open again"),
        ("actions_put_back", "worse", put_back, "put back to a later date"),
        ("actions_agreed", "neutral", pl.col("state_before").is_null() & open_now,
         "newly agreed"),
    )  # fmt: skip
    return [
        change
        for name, way, which, words in kinds
        for change in _together("action", name, way, both.filter(which), "action", words)
    ]


def data_changes(before: pl.DataFrame, after: pl.DataFrame) -> list[Change]:
    """Find the datasets that have become late, or have come.

    `before`, `after`: what `freshness.freshness` gave at two moments (dataset, title, state,
    recorded; for late ones age_days). One change for all datasets that are late and were not, its
    size the days of the oldest; one for all that came after being late or empty.

    Raises ValueError naming the column that is missing.
    """
    for frame in (before, after):
        require(frame, "dataset", "title", "state", "age_days")
    was = before.select("dataset", state_before="state")
    both = after.join(was, on="dataset", how="left", maintain_order="left")
    now, before_state = pl.col("state"), pl.col("state_before").fill_null("empty")
    late = both.filter((now == "late") & (before_state != "late")).sort(
        "age_days", "dataset", descending=[True, False]
    )
    found = []
    if late.height:
        names, age = late["title"].to_list(), number_of(late["age_days"][0], "day")
        said = (
            f"{names[0]}: the newest is {age} old, and late."
            if late.height == 1
            else f"{late.height} kinds of records became late: {listed_up_to(names)}. "
            f"The longest wait is {age}."
        )
        found.append(
            Change("data", "data_late", "worse", said, late["age_days"][0],
                   tuple(late["dataset"]), "dataset")
        )  # fmt: skip
    came = both.filter(now.is_in(["on time", "held"]) & before_state.is_in(["late", "empty"])).sort(
        "dataset"
    )
    if came.height:
        said = f"New data came: {listed_up_to(came['title'].to_list())}."
        found.append(
            Change("data", "data_arrived", "better", said, came.height, tuple(came["dataset"]),
                   "dataset")
        )  # fmt: skip
    return found


def _together(
    kind: str, change: str, way: Direction, rows: pl.DataFrame, thing: str, words: str
) -> list[Change]:
    if rows.is_empty():
        return []
    names = rows["reference"].to_list()
    said = f"{sentence(number_of(len(names), thing))} {words}: {listed_up_to(names)}."
    return [Change(kind, change, way, said, len(names), tuple(names))]
