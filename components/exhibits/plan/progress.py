"""The improvement plan: is it moving, who has to do what, and did it help?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.charts.spec import Bars, StackedBars
from components.exhibits.declaration import Drill, Row, declare, of, of_whole
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import blank_unless_recorded, unless_not_recorded
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.evidence_trail.records_behind import of_case, until_end_of
from measures.plan.progress import OPEN_STATES, SOON, ActionState, action_states, burn_up, summary
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.periods import closed_periods, last_whole_day
from measures.statistics.recorded import recorded
from vocabulary.verdict import Verdict
from vocabulary.wording import SO_FAR, agree, counted, long_date, month_end, sentence

SOURCE = "The improvement plan."
_SILENCE = "Not recorded"
_NOT_CLOSING = "Which actions are closed is not recorded"
_NOW = "now"
_NOT_DUE = "when actions are due is not recorded"
# Of another framework's statement there is its id only; several of them stay apart.
_UNKNOWN_STATEMENT = (
    pl.when(pl.col("case") == NOT_RECORDED)
    .then(pl.lit("No statement named"))
    .otherwise(pl.col("case").str.replace_all("_", " ").str.to_titlecase())
)
# What is late first, and so the darkest: it is what the headlines name.
_OPEN = (("overdue", "Overdue"), ("on_time", "Open"))
_CLOSED = (("without_evidence", "Closed, no evidence"), ("with_evidence", "Closed, impact shown"))
_EVIDENCE = "Evidence of impact is what the record says; nobody has judged here how good it is."


def states_of(actions: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Actions of the team and theme that were open at some time in the period, as
    `measures.plan.progress.action_states` gives them."""
    ever = replace(filters, since=None).within(actions, "opened")
    states = action_states(ever, filters.until)
    if filters.since is None:
        return states
    return states.filter(pl.col("closed").is_null() | (pl.col("closed") >= filters.since))


def _still_open(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    states = states_of(records["action"], filters).filter(pl.col("state").is_in(OPEN_STATES))
    return of_case(states, "owner", row["case"])


def _agreed_by(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    ever = replace(filters, since=None).within(records["action"], "opened")
    states = action_states(ever, filters.until).filter(~pl.col("day_unknown"))
    return until_end_of(states, "opened", row["period"])


@declare(
    key="plan_statements",
    title="Actions by quality statement",
    question="Which statements' actions are late or unproven?",
    meaning="How many actions answer each statement, and how far they are.",
    formula="Actions that were open at some time in the period, by state on the day looked at.",
    source="Improvement actions.",
    how_to_read="From left to right: closed with impact shown, closed with nothing on record that "
    "says it helped, open, and overdue.",
    caveats=(_EVIDENCE,),
    page="plan",
    place=11010,
    inputs=lambda records, request, view: (
        records["action"],
        records.framework.frame(),
        request.filters,
    ),
    public=False,
    drill=Drill(
        "action",
        ("statement",),
        ("actions",),
        lambda records, filters, view, row: of_case(
            states_of(records["action"], filters), "statement", row["case"]
        ),
    ),
    records="the improvement plan",
)
def plan_statements(
    actions: pl.DataFrame, statements: pl.DataFrame, filters: Filters, view: View
) -> Content:
    """Actions by statement, from the action dataset's frame and the framework's statements."""
    states = states_of(actions, filters)
    told = _without_silence(summary(states, by="statement"), states)
    names = statements.select("order", case="statement", statement="short_name")
    frame = (
        told.join(names, on="case", how="left")
        .with_columns(
            statement=pl.coalesce("statement", _UNKNOWN_STATEMENT),
            on_time=pl.col("open") - pl.col("overdue"),
        )
        .sort("order", nulls_last=True)
    )
    worst = frame.sort(["overdue", "open"], descending=True).head(1)
    late = int(frame["overdue"].sum()) if frame.height else 0
    if frame.is_empty():
        headline = "No action is on record for this choice"
    elif late:
        row = worst.row(0, named=True)
        headline = f"{row['statement']}: {row['overdue']} of {row['open']} open actions are overdue"
    else:
        headline = "No statement has an overdue action"
    if frame.height and not recorded(states, "due"):
        headline = f"{counted(int(frame['open'].sum()), 'action')} open; {_NOT_DUE}"
        headline = sentence(headline)
    named = pl.col("case") != NOT_RECORDED
    bare = frame.filter(named & (pl.col("with_evidence") == 0)).get_column("statement").to_list()
    content = Content(
        headline=headline,
        subtitle=f"Actions by quality statement and state, {filters.words}",
        frame=frame,
        columns={
            "statement": "Quality statement",
            "actions": "Actions",
            "open": "Open",
            "overdue": "Overdue",
            "due_soon": "Due soon",
            "with_evidence": "Closed, impact shown",
            "without_evidence": "Closed, no evidence",
        },
        source=SOURCE,
        alternative="; ".join(
            f"{row['statement']}: {row['sentence']}" for row in frame.iter_rows(named=True)
        ),
        verdict=f"{sentence(counted(len(bare), 'statement'))} without shown impact."
        if bare
        else "",
        meaning=", ".join(bare) + "." if bare else "",
        chart=StackedBars("statement", _kinds(states), horizontal=True),
        signal="attention" if late else "usual",
    )
    said = "Which quality statement actions are for is not recorded"
    content = unless_not_recorded(content, states, said, "statement")
    return unless_not_recorded(content, states, _NOT_CLOSING, "complete")


@declare(
    key="plan_owners",
    title="Open actions by owner",
    question="Who has overdue actions?",
    meaning="How many open actions each role has, and how many of them are overdue.",
    formula="Open actions by owner role; overdue from the day after they were due.",
    source="Improvement actions.",
    how_to_read="The darker part is overdue. Owners are roles, never names.",
    page="plan",
    place=11020,
    inputs=of("action"),
    public=False,
    drill=Drill("action", ("owner",), ("open",), _still_open),
    records="the improvement plan",
)
def plan_owners(actions: pl.DataFrame, filters: Filters, view: View) -> Content:
    """Open actions by owner role, from the action dataset's frame."""
    states = states_of(actions, filters)
    told = _without_silence(summary(states, by="owner"), states).filter(pl.col("open") > 0)
    frame = told.with_columns(
        owner=pl.when(pl.col("case") == "not recorded")
        .then(pl.lit("No owner named"))
        .otherwise("case")
    ).sort(["open", "overdue", "owner"], descending=[True, True, False])
    late = frame.filter(pl.col("overdue") > 0)
    if frame.is_empty():
        headline = "No action is open"
    elif late.is_empty():
        headline = "No owner has an overdue action"
    else:
        headline = (
            f"{late.height} of {frame.height} owners "
            f"{agree(late.height, 'has', 'have')} overdue actions"
        )
    if frame.height and not recorded(states, "due"):
        headline = f"{counted(int(frame['open'].sum()), 'action')} open; {_NOT_DUE}"
        headline = sentence(headline)
    content = Content(
        headline=headline,
        subtitle=f"Open actions by owner role, darker: overdue, {filters.words}",
        frame=frame,
        columns={
            "owner": "Owner role",
            "open": "Open",
            "overdue": "Overdue",
            "due_soon": "Due soon",
            "longest_overdue": "Longest overdue (days)",
        },
        source=SOURCE,
        alternative="; ".join(
            f"{row['owner']}: {row['open']} open"
            + ("" if row["overdue"] is None else f", {row['overdue']} overdue")
            for row in frame.iter_rows(named=True)
        ),
        chart=Bars("owner", "open", part="overdue", part_label="late", unit="open")
        if recorded(states, "due")
        else Bars("owner", "open", unit="open"),
        signal="attention" if late.height else "usual",
    )
    content = unless_not_recorded(content, states, "Who owns actions is not recorded", "owner")
    return unless_not_recorded(content, states, _NOT_CLOSING, "complete")


@declare(
    key="plan_burn_up",
    title="The plan month by month",
    question="Is the plan moving?",
    meaning="How much was agreed by the end of each month, and what had become of it.",
    formula="Counts so far: agreed actions split into closed with evidence of impact, closed "
    "without, open, and open past their due date.",
    source="Improvement actions.",
    how_to_read=(
        "The whole bar is what was agreed. The plan works when the blue part grows, not only "
        "when the bar does."
    ),
    caveats=(_EVIDENCE, "Due dates put back since then count as they stand now."),
    page="plan",
    place=11030,
    inputs=of_whole("action"),
    public=False,
    themes=("governance",),
    place_on_statement=21,
    drill=Drill("action", ("name",), ("agreed",), _agreed_by),
    records="the improvement plan",
)
def plan_burn_up(
    actions: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """The plan over time, from the action dataset's frame."""
    ever = replace(filters, since=None).within(actions, "opened")
    states = action_states(ever, filters.until)
    months = closed_periods(burn_up(states, filters.until), whole, "month")
    undated = int(states.get_column("day_unknown").sum())
    known = _until(states, last_whole_day(whole, filters.until, "month"))
    silent = blank_unless_recorded(months, known, overdue="due", with_evidence="impact")
    frame = silent.with_columns(
        without_evidence=pl.col("closed") - pl.col("with_evidence"),
        on_time=pl.col("open") - pl.col("overdue"),
    )
    if filters.since and frame.height:
        frame = frame.filter(pl.col("period") >= filters.since)
    headline, verdict, meaning = "No action is on record for this choice", "", ""
    left_out: tuple[str, ...] = ()
    if undated:
        are = agree(undated, "action is", "actions are")
        left_out = (f"{undated} {are} closed on a day that nobody recorded, and left out here.",)
        headline = "No action with its days is on record for this choice"
    over = frame.filter("complete")
    if frame.height and over.is_empty():
        headline = f"The plan is only counted {SO_FAR}: no month is whole yet"
    if over.height:
        last, first = over.row(-1, named=True), over.row(0, named=True)
        end = month_end(last["period"])
        by = _NOW if end == filters.until else long_date(end)
        headline = f"{last['closed']} of {last['agreed']} actions closed by {by}"
        verdict = "Evidence of impact is not recorded."
        if last["with_evidence"] is not None:
            verdict = f"{sentence(counted(last['with_evidence'], 'action'))} with impact shown."
        meaning = f"{sentence(_NOT_DUE)}."
        if last["overdue"] is not None:
            late = f"{last['overdue']} of {last['open']} open"
            meaning = f"{late} are overdue" if by == _NOW else f"On {by} {late} were overdue"
            if over.height > 1:
                was = f"{first['overdue'] or 'none'} of {first['open']}"
                meaning += f"; at the end of {first['name']} it was {was}"
            meaning += "."
    content = Content(
        headline=headline,
        subtitle=f"Actions agreed so far by state, month by month, {filters.words}",
        frame=frame,
        columns={
            "name": "Month",
            "agreed": "Agreed",
            "with_evidence": "Closed, impact shown",
            "without_evidence": "Closed, no evidence",
            "on_time": "Open, not overdue",
            "overdue": "Overdue",
        },
        source=SOURCE,
        alternative=f"{headline}. {verdict} {meaning}".strip(),
        verdict=verdict,
        meaning=meaning,
        chart=StackedBars("period", _kinds(known), date=True),
        caveats=left_out,
        signal="attention" if over.height and over["overdue"][-1] else "usual",
    )
    return unless_not_recorded(content, known, _NOT_CLOSING, "complete")


def _until(states: pl.DataFrame, last: date | None) -> pl.DataFrame:
    """What the record told by the end of its last whole month: what came later says nothing of
    which fields are filled. All there is, where no month is whole."""
    before = states.filter(pl.col("opened") <= (last or date.min))
    if before.is_empty():
        return states
    by_then = (pl.col("closed") <= last).fill_null(value=True)
    return before.with_columns(
        pl.when(by_then).then(name).alias(name) for name in ("impact", "complete")
    )


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
    return unless_not_recorded(content, states, sentence(_NOT_DUE), "due")


def _past_due(content: Content, late: int) -> Content:
    """What is past its due day, where nobody recorded whether it is closed: a list to look
    through, and no verdict."""
    if late:
        are = agree(late, "action is", "actions are")
        past = f"{late} {are} past the due day; which are closed is not recorded"
    else:
        past = _NOT_CLOSING
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
    caveats=(_EVIDENCE,),
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
    return unless_not_recorded(content, states, _NOT_CLOSING, "complete")


def plan_answer(actions: pl.DataFrame, filters: Filters) -> str:
    """One sentence: is the plan moving, and does it work?"""
    states = states_of(actions, filters)
    told = summary(states)
    if told.is_empty():
        return "No improvement plan on record yet"
    known = recorded(states, "due", "impact", "complete")
    if "complete" not in known:
        return _NOT_CLOSING
    row = told.row(0, named=True)
    late = f"{row['overdue']} of {row['open']} open actions overdue"
    if "due" not in known:
        late = f"{counted(row['open'], 'action')} open, {_NOT_DUE}"
    if not row["open"]:
        late = "Nothing is open"
    if not row["closed"]:
        return sentence(f"{late}; none closed yet")
    if "impact" not in known:
        return sentence(f"{late}; whether those closed helped is not recorded")
    return sentence(
        f"{late}; {row['with_evidence']} of {row['closed']} closed show that they helped"
    )


def _kinds(states: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    """The parts of a bar that the records tell of."""
    known = recorded(states, "due", "impact")
    still_open = _OPEN if "due" in known else (("open", "Open"),)
    return (*still_open, *(_CLOSED if "impact" in known else (("closed", "Closed"),)))


def _without_silence(told: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """A summary without the counts that rest on a field which nobody ever filled."""
    known = recorded(states, "due", "impact")
    said = blank_unless_recorded(
        told,
        states,
        overdue="due",
        due_soon="due",
        longest_overdue="due",
        with_evidence="impact",
        without_evidence="impact",
    )
    return said if len(known) == 2 else said.with_columns(sentence=_plain_sentence())


def _plain_sentence() -> pl.Expr:
    return pl.format("{} open, {} closed.", "open", "closed")


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
