"""The improvement plan: what is open, late, closed, and closed with proof that it helped.

`actions` is the action dataset's frame, one row per action. Actions agreed after `as_at` count
nowhere; one closed after it is open.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import break_down, plain
from measures.statistics.columns import require
from measures.statistics.periods import Every, calendar, within
from measures.statistics.shares import ShareVerdict, share_in_words, with_share
from vocabulary.wording import number_of, sentence


class ActionState(StrEnum):
    """Whether an action is open, late, or closed, and with what proof."""

    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    DUE_LATER = "due later"
    NO_DUE_DATE = "no due date"
    CLOSED_WITH_EVIDENCE = "closed with evidence of impact"
    CLOSED_WITHOUT_EVIDENCE = "closed without evidence of impact"


OPEN_STATES: Final = (
    ActionState.OVERDUE,
    ActionState.DUE_SOON,
    ActionState.DUE_LATER,
    ActionState.NO_DUE_DATE,
)
CLOSED_STATES: Final = (ActionState.CLOSED_WITH_EVIDENCE, ActionState.CLOSED_WITHOUT_EVIDENCE)
SOON: Final = 30
"""Days ahead that count as soon."""
NO_EVIDENCE: Final = ("", "na", "none", "no", "nil", "tbc", "tba", "notyet", "notapplicable")
"""What people write where there is no evidence; case, spaces and punctuation do not count."""


def action_states(actions: pl.DataFrame, as_at: date, soon: int = SOON) -> pl.DataFrame:
    """Say of every action whether it is open, late, or closed, and with what proof.

    `actions`: reference, action, answers_kind, answers, statement, themes, team, owner, opened,
    due, progress, progress_on, closed, complete, impact. `soon` is how many days ahead count as
    soon. An action is overdue from the day after it was due. One that is complete without a
    closing day is closed, on a day that is not known, and never overdue. Evidence of impact is any
    text that is none of `NO_EVIDENCE`. Gives one row per action, longest overdue first, then those
    due soonest, those without a due date, and closed ones, newest first: these columns (days after
    `as_at` missing, but for due; complete as it was then, missing where nothing says so, which
    counts as open), day_unknown (closed on a day that is not
    known), state (one of `ActionState`), days_overdue, days_to_due (missing where they do not
    apply), days_open (until closed, or so far; missing where that day is not known),
    days_since_word (of open ones: since the latest progress note, or since agreed).

    Raises ValueError naming the column that is missing.
    """
    kept = ("reference", "action", "answers_kind", "answers", "statement", "themes", "team")
    words = ("progress", "impact")
    require(actions, *kept, *words, "owner", "opened", "due", "progress_on", "closed", "complete")
    now = pl.lit(as_at)
    evidence = ~plain(pl.col("impact").fill_null("")).is_in(NO_EVIDENCE)
    closed = pl.col("closed").is_not_null() | pl.col("day_unknown")
    to_due = (pl.col("due") - now).dt.total_days()
    state = (
        pl.when(closed & evidence)
        .then(pl.lit(ActionState.CLOSED_WITH_EVIDENCE))
        .when(closed)
        .then(pl.lit(ActionState.CLOSED_WITHOUT_EVIDENCE))
        .when(to_due.is_null())
        .then(pl.lit(ActionState.NO_DUE_DATE))
        .when(to_due < 0)
        .then(pl.lit(ActionState.OVERDUE))
        .when(to_due <= soon)
        .then(pl.lit(ActionState.DUE_SOON))
        .otherwise(pl.lit(ActionState.DUE_LATER))
    )
    place = pl.col("state").replace_strict(
        dict(zip(ActionState, (0, 1, 1, 2, 3, 3), strict=True)), return_dtype=pl.Int64
    )
    return (
        actions.filter(within("opened", None, as_at))
        .select(
            *kept,
            "owner",
            "opened",
            "due",
            *words,
            *(
                pl.when(pl.col(name) <= as_at).then(name).alias(name)
                for name in ("progress_on", "closed")
            ),
            complete=pl.when(pl.col("closed").is_null())
            .then("complete")
            .otherwise(pl.col("closed") <= as_at),
            day_unknown=pl.col("complete").fill_null(value=False) & pl.col("closed").is_null(),
        )
        .with_columns(
            state=state,
            days_overdue=pl.when(~closed & (to_due < 0)).then(-to_due),
            days_to_due=pl.when(~closed & (to_due >= 0)).then(to_due),
            days_open=pl.when(~pl.col("day_unknown")).then(
                (pl.col("closed").fill_null(now) - pl.col("opened")).dt.total_days()
            ),
            days_since_word=pl.when(~closed).then(
                (now - pl.coalesce("progress_on", "opened")).dt.total_days()
            ),
        )
        .sort(
            [place, pl.when(~closed).then("due"), "closed", "reference"],
            descending=[False, False, True, False],
            nulls_last=True,
        )
        .select(
            *kept, "owner", "opened", "due", "progress", "progress_on", "closed", "impact",
            "complete", "day_unknown", "state", "days_overdue", "days_to_due", "days_open",
            "days_since_word",
        )
    )  # fmt: skip


def summary(states: pl.DataFrame, by: str | None = None) -> pl.DataFrame:
    """Count actions by state: for the plan, or by statement, owner (role), theme or team.

    `states`: what `action_states` gave and the column `by` (statement, owner, themes, team). Gives
    one row per case, most overdue first: case ("all" without `by`), actions, open, overdue,
    due_soon, no_due_date, closed, with_evidence, without_evidence (of those closed), share
    (with_evidence ÷ closed), low, high, verdict (see `shares.with_share`), longest_overdue (days;
    missing where none is), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(states, "state", "days_overdue")
    state = pl.col("state")
    counts = (
        break_down(states, by)
        .group_by("case")
        .agg(
            actions=pl.len().cast(pl.Int64),
            open=state.is_in(OPEN_STATES).sum().cast(pl.Int64),
            overdue=(state == ActionState.OVERDUE).sum().cast(pl.Int64),
            due_soon=(state == ActionState.DUE_SOON).sum().cast(pl.Int64),
            no_due_date=(state == ActionState.NO_DUE_DATE).sum().cast(pl.Int64),
            closed=state.is_in(CLOSED_STATES).sum().cast(pl.Int64),
            with_evidence=(state == ActionState.CLOSED_WITH_EVIDENCE).sum().cast(pl.Int64),
            without_evidence=(state == ActionState.CLOSED_WITHOUT_EVIDENCE).sum().cast(pl.Int64),
            longest_overdue=pl.col("days_overdue").max(),
        )
        .sort(["overdue", "open", "case"], descending=[True, True, False])
    )
    judged = with_share(counts, "with_evidence", "closed")
    said = [_summary_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String)).select(
        "case", "actions", "open", "overdue", "due_soon", "no_due_date", "closed",
        "with_evidence", "without_evidence", "share", "low", "high", "verdict",
        "longest_overdue", "sentence",
    )  # fmt: skip


def burn_up(states: pl.DataFrame, as_at: date, every: Every = "month") -> pl.DataFrame:
    """Follow the plan month by month: how much was agreed, due, closed and proven by then.

    `states`: what `action_states` gave for `as_at`; actions closed on a day that is not known have
    no place in time and are left out. Gives a row for every month from the first
    action's to that of `as_at`, all counts so far, up to the end of the month: period (its first
    day), name, complete, agreed, due (by the dates as now agreed: dates put back in the meantime
    rewrite this line), closed, with_evidence, open, overdue (open past their date at the end of
    the month).

    Raises ValueError naming the column that is missing.
    """
    require(states, "opened", "due", "closed", "state", "day_unknown")
    states = states.filter(~pl.col("day_unknown"))
    step = {"month": "1mo", "quarter": "1q"}[every]
    closed, due = pl.col("closed"), pl.col("due")
    late_from = due.dt.offset_by("1d")
    events = {
        "agreed": pl.col("opened"),
        "due": pl.when(due <= as_at).then(due),
        "closed": closed,
        "with_evidence": pl.when(pl.col("state") == ActionState.CLOSED_WITH_EVIDENCE).then(closed),
        "_late": pl.when(late_from <= as_at).then(late_from),
        "_late_closed": pl.when(closed > due).then(closed),
        # Closed on the day it was due, or before: never late.
        "_never_late": pl.when((closed <= due) & (late_from <= as_at)).then(late_from),
    }
    first = states.get_column("opened").min()
    months = calendar(first if isinstance(first, date) else None, as_at, every)
    for name, day in events.items():
        counts = (
            # Days before an action was agreed are slips of the pen: they count from then.
            states.select(period=pl.when(day < pl.col("opened")).then("opened").otherwise(day))
            .select(pl.col("period").dt.truncate(step))
            .drop_nulls()
            .group_by("period")
            .agg(pl.len().cast(pl.Int64).alias(name))
        )
        months = months.join(counts, on="period", how="left", maintain_order="left")
    return (
        months.with_columns(pl.col(*events).fill_null(0).cum_sum())
        .with_columns(
            open=pl.col("agreed") - pl.col("closed"),
            overdue=pl.col("_late") - pl.col("_never_late") - pl.col("_late_closed"),
        )
        .select(
            "period", "name", "complete", "agreed", "due", "closed", "with_evidence", "open",
            "overdue",
        )
    )  # fmt: skip


def _summary_sentence(row: dict[str, Any]) -> str:
    lead = f"{sentence(number_of(row['actions'], 'action'))}: {row['open']:,} open"
    if row["overdue"]:
        longest = number_of(row["longest_overdue"], "day")
        lead += f", {row['overdue']:,} of them overdue (longest {longest})"
    if row["due_soon"]:
        lead += f", {row['due_soon']:,} due soon"
    if row["verdict"] == ShareVerdict.NOTHING_YET:
        return f"{lead}; none closed yet."
    share = share_in_words(row["with_evidence"], row["closed"], row["verdict"])
    return f"{lead}. Closed with evidence of impact: {share}."
