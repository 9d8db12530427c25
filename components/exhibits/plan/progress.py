"""The improvement plan as a whole: is it moving, whose actions are late, and did it help?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.charts.spec import Bars, StackedBars
from components.exhibits.declaration import Drill, Row, declare, of, of_whole
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.memo import memo
from components.exhibits.not_recorded import blank_unless_recorded, unless_not_recorded
from components.exhibits.plan.states import EVIDENCE, NOT_CLOSING, NOT_DUE, SOURCE, states_of
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.evidence_trail.records_behind import of_case, until_end_of
from measures.plan.progress import OPEN_STATES, action_states, burn_up, summary
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.periods import closed_periods, last_whole_day
from measures.statistics.recorded import recorded
from vocabulary.wording import SO_FAR, agree, counted, long_date, month_end, sentence

_NOW = "now"
# Of another framework's statement there is its id only; several of them stay apart.
_UNKNOWN_STATEMENT = (
    pl.when(pl.col("case") == NOT_RECORDED)
    .then(pl.lit("No statement named"))
    .otherwise(pl.col("case").str.replace_all("_", " ").str.to_titlecase())
)
# What is late first, and so the darkest: it is what the headlines name.
_OPEN = (("overdue", "Overdue"), ("on_time", "Open"))
_CLOSED = (("without_evidence", "Closed, no evidence"), ("with_evidence", "Closed, impact shown"))


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
    caveats=(EVIDENCE,),
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
        headline = f"{counted(int(frame['open'].sum()), 'action')} open; {NOT_DUE}"
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
    return unless_not_recorded(content, states, NOT_CLOSING, "complete")


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
        headline = f"{counted(int(frame['open'].sum()), 'action')} open; {NOT_DUE}"
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
    return unless_not_recorded(content, states, NOT_CLOSING, "complete")


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
    caveats=(EVIDENCE, "Due dates put back since then count as they stand now."),
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
        meaning = f"{sentence(NOT_DUE)}."
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
    early = frame.height and over.is_empty()
    said = f"{NOT_CLOSING} {SO_FAR}" if early else NOT_CLOSING
    return unless_not_recorded(content, known, said, "complete")


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


def answer_on_plan(records: Records, filters: Filters) -> str:
    """What `plan_answer` says of the records, worked out once."""
    return memo(records, _answer_on_plan, filters)


def _answer_on_plan(records: Records, filters: Filters) -> str:
    return plan_answer(records["action"], filters)


def plan_answer(actions: pl.DataFrame, filters: Filters) -> str:
    """One sentence: is the plan moving, and does it work?"""
    states = states_of(actions, filters)
    told = summary(states)
    if told.is_empty():
        return "No improvement plan on record yet"
    known = recorded(states, "due", "impact", "complete")
    if "complete" not in known:
        return NOT_CLOSING
    row = told.row(0, named=True)
    late = f"{row['overdue']} of {row['open']} open actions overdue"
    if "due" not in known:
        late = f"{counted(row['open'], 'action')} open, {NOT_DUE}"
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
