"""Single actions of the plan: what is overdue or due soon, and what was closed without proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.plan.states import EVIDENCE, NOT_CLOSING, NOT_DUE, SOURCE, states_of
from components.exhibits.view import View
from measures.plan.progress import OPEN_STATES, SOON, ActionState, summary
from measures.statistics.recorded import recorded
from vocabulary.verdict import Verdict
from vocabulary.wording import agree, counted, long_date, sentence

_SILENCE = "Not recorded"


@declare(
    key="plan_due",
    title="Overdue and due soon",
    question="What is overdue or due soon?",
    meaning=f"Actions past their due date, and those due in the next {SOON} days.",
    formula="Open actions by due date; overdue from the day after.",
    source="Improvement actions.",
    how_to_read="The longest overdue is first. A note older than a month is named as silence.",
    page="plan",
    place=11040,
    inputs=lambda records, request, view: (
        records["action"],
        records.framework.frame(),
        request.filters,
    ),
    public=False,
    attention=7,
    records="the improvement plan",
)
def plan_due(
    actions: pl.DataFrame, statements: pl.DataFrame, filters: Filters, view: View
) -> Content:
    """What is overdue or due soon, one row an action, with its statement's name."""
    states = _named(states_of(actions, filters), statements)
    frame = states.filter(
        pl.col("state").is_in((ActionState.OVERDUE, ActionState.DUE_SOON))
    ).with_columns(
        when=pl.Series(
            [
                _when(row)
                for row in states.filter(
                    pl.col("state").is_in((ActionState.OVERDUE, ActionState.DUE_SOON))
                ).iter_rows(named=True)
            ],
            dtype=pl.String,
        )
    )
    late = frame.filter(pl.col("state") == ActionState.OVERDUE).height
    soon = frame.height - late
    if states.is_empty():
        headline = "No action is on record for this choice"
    elif frame.is_empty():
        headline = "Nothing is overdue or due soon"
    else:
        headline = (
            f"{sentence(counted(late, 'action'))} overdue, {counted(soon, 'action')} due within "
            f"{SOON} days"
        )
    content = Content(
        headline=headline,
        subtitle=f"Open actions on {long_date(filters.until)}, longest overdue first",
        frame=frame,
        columns={
            "reference": "Action",
            "action": "What will be done",
            "statement_name": "Quality statement",
            "owner": "Owner role",
            "due": "Due",
            "days_overdue": "Days overdue",
            "progress": "Latest note",
            "progress_on": "Noted on",
        },
        source=SOURCE,
        alternative="; ".join(
            f"{row['reference']}: {row['when']}" for row in frame.iter_rows(named=True)
        ),
        judged=Verdict.NOT_RECORDED if states.is_empty() else None,
        signal="attention" if late else "usual",
    )
    if states.height and not recorded(states, "complete"):
        content = _past_due(content, late)
    return unless_not_recorded(content, states, sentence(NOT_DUE), "due")


def _past_due(content: Content, late: int) -> Content:
    """What is past its due day, where nobody recorded whether it is closed: a list to look
    through, and no verdict."""
    if late:
        are = agree(late, "action is", "actions are")
        past = f"{late} {are} past the due day; which are closed is not recorded"
    else:
        past = NOT_CLOSING
    return replace(
        content,
        headline=past,
        frame=content.frame.with_columns(
            days_overdue=pl.lit(None, pl.Int64),
            when=pl.format("Due {}", pl.col("due").dt.to_string("%-d %B %Y")),
        ),
        alternative=past,
        signal="unknown",
    )


@declare(
    key="plan_without_evidence",
    title="Closed without evidence of impact",
    question="What was closed though nothing shows that it helped?",
    meaning="Actions that were closed though nothing on record says that they helped.",
    formula="Closed actions whose evidence of impact is empty or says that there is none.",
    source="Improvement actions.",
    how_to_read="Add the evidence, or open the action again. The newest is first.",
    caveats=(EVIDENCE,),
    page="plan",
    place=11050,
    inputs=lambda records, request, view: (
        records["action"],
        records.framework.frame(),
        request.filters,
    ),
    public=False,
    attention=13,
    records="the improvement plan",
)
def plan_without_evidence(
    actions: pl.DataFrame, statements: pl.DataFrame, filters: Filters, view: View
) -> Content:
    """What was closed without evidence that it helped, one row an action."""
    states = states_of(actions, filters)
    frame = _named(states, statements).filter(
        pl.col("state") == ActionState.CLOSED_WITHOUT_EVIDENCE
    )
    told = summary(states)
    closed = told.row(0, named=True)["closed"] if told.height else 0
    if not closed:
        headline = "No action is closed yet"
    elif frame.height:
        headline = f"{frame.height} of {closed} closed actions have no evidence of impact"
    else:
        headline = "Every closed action has evidence of impact"
    content = Content(
        headline=headline,
        subtitle=f"Closed actions, newest first, {filters.words}",
        frame=frame,
        columns={
            "reference": "Action",
            "action": "What was done",
            "statement_name": "Quality statement",
            "owner": "Owner role",
            "closed": "Closed",
        },
        source=SOURCE,
        alternative="; ".join(
            f"{row['reference']}, {closing_day(row['closed'])}"
            for row in frame.iter_rows(named=True)
        ),
        judged=None if closed else Verdict.NOT_RECORDED,
        signal="attention" if frame.height else "usual",
    )
    said = "Evidence of impact is not recorded"
    content = unless_not_recorded(content, states, said, "impact")
    return unless_not_recorded(content, states, NOT_CLOSING, "complete")


def closing_day(day: date | None) -> str:
    """When an action was closed, within a sentence."""
    return f"closed {long_date(day)}" if day else "closed on a day that nobody recorded"


def _named(states: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    names = statements.select("statement", statement_name="short_name")
    told = recorded(states, "statement", "owner")
    return states.join(names, on="statement", how="left", maintain_order="left").with_columns(
        pl.col("statement_name").fill_null("No statement" if "statement" in told else _SILENCE),
        pl.col("owner").fill_null("No owner named" if "owner" in told else _SILENCE),
    )


def _when(row: dict[str, object]) -> str:
    due = long_date(row["due"])  # type: ignore[arg-type]
    if row["state"] not in OPEN_STATES or row["days_overdue"] is None:
        days = int(str(row["days_to_due"]))
        return f"Due {due}, in {counted(days, 'day')}" if days else f"Due today, {due}"
    return f"Due {due}, {counted(int(str(row['days_overdue'])), 'day')} overdue"
