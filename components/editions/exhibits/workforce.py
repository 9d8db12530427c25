"""What staff say of their learning, and ways into a profession: people counted, and rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from components.charts.spec import Bars, StackedBars
from components.editions.exhibits.parts import (
    INTERVALS_OF_TEAMS,
    KINDS_TOGETHER,
    SHARE_COLUMNS,
    OwnRecords,
    Share,
    Tables,
    caveats,
    cell,
    compared,
    label_words,
    labels,
    ratio,
    said,
    share,
    share_rows,
    shares_chart,
    shares_in_words,
)
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import ProtectedTable
from measures.editions.periods import period_words
from measures.editions.staff_voice import AGREE, DO_NOT_AGREE
from measures.editions.workforce import COMPLETED, LEFT, STILL_ON
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.comparison_wording import DifferenceVerdict
from vocabulary.training import (
    PROFESSION_IN_SHORT,
    QUESTION_OF_FEWER,
    QUESTION_OF_STAFF,
    ROUTE_IN_SHORT,
)
from vocabulary.verdict import Verdict
from vocabulary.wording import listed


def _staff(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = [(question, tables.newest(f"staff_voice_{question}")) for question in QUESTION_OF_STAFF]
    there = [(question, table) for question, table in found if table is not None]
    if not there:
        return None
    newest = max(table.period for _, table in there)
    there = [(question, table) for question, table in there if table.period == newest]
    rows: list[tuple[str, Share]] = []
    fewer: list[bool] = []
    lower: list[str] = []
    meanings: list[str] = []
    verdicts: list[DifferenceVerdict] = []
    for question, table in there:
        pair = {
            kind: share(
                cell(table, team_kind=kind, answer=AGREE),
                cell(table, team_kind=kind, answer=DO_NOT_AGREE),
            )
            for kind in KINDS_TOGETHER
            if kind in labels(table, "team_kind")
        }
        for kind, each in pair.items():
            words = {"specialist": "specialist", "general": "other"}.get(kind, "unknown kind")
            rows.append((f"{QUESTION_OF_STAFF[question]}: {words} teams", each))
            fewer.append(False)
        if {"specialist", "general"} <= pair.keys():
            verdicts.append(compared(pair["specialist"], pair["general"]))
            less = verdicts[-1] is DifferenceVerdict.FIRST_LOWER
            fewer[-len(pair) :] = [less and kind == "specialist" for kind in pair]
            if verdicts[-1] is DifferenceVerdict.FIRST_LOWER:
                lower.append(QUESTION_OF_FEWER[question])
                meanings.append(
                    f"{QUESTION_OF_STAFF[question]}: {pair['specialist'].percent} in specialist "
                    f"teams, {pair['general'].percent} in others."
                )
    frame = share_rows(rows).with_columns(pl.Series("fewer", fewer))
    alike = verdicts.count(DifferenceVerdict.WITHIN_CHANCE) == len(there)
    if lower:
        headline = f"Fewer people in specialist teams say they {listed(lower)}"
        verdict_said, judged = "More than chance.", Verdict.BEYOND_CHANCE
    elif alike:
        headline = "Specialist teams answer much as others do"
        verdict_said, judged = "No sure difference.", Verdict.WITHIN_CHANCE
    else:
        headline = _least_to_most(rows)
        verdict_said, judged = "", None
    return Content(
        headline=headline,
        subtitle=f"Staff who agree, survey of {period_words(newest)}",
        frame=frame,
        columns={
            "name": "Question and teams",
            "part_said": "Agree",
            "whole_said": "Answered",
            **SHARE_COLUMNS,
        },
        source="Staff survey; people who answered.",
        alternative=shares_in_words(frame, "agree"),
        verdict=verdict_said,
        judged=judged,
        meaning=" ".join(meanings),
        chart=shares_chart(frame, apart="fewer"),
        signal="attention" if lower else "usual",
        caveats=caveats(table for _, table in there),
    )


def _least_to_most(rows: Sequence[tuple[str, Share]]) -> str:
    known = sorted((each for _, each in rows if each.known), key=ratio)
    if not known:
        return "What staff say about their learning is not shown: the numbers are small"
    return f"Of staff asked, {known[0].percent} to {known[-1].percent} agree, by question and team"


def _routes(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    return _became(tables.newest("workforce_by_route"), "route", "Route", ROUTE_IN_SHORT)


def _professions(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    table = tables.newest("workforce_by_profession")
    return _became(table, "profession", "Profession", PROFESSION_IN_SHORT)


_STATES: Final = {COMPLETED: "completed", STILL_ON: "still_on", LEFT: "left_early"}


def _became(
    table: ProtectedTable | None, column: str, head: str, names: Mapping[str, str]
) -> Content | None:
    if table is None:
        return None
    rows: list[dict[str, object]] = []
    for label in [*labels(table, column), None]:
        of = {} if label is None else {column: label}
        began = cell(table, **of)
        name = "All together" if label is None else names.get(label, label_words(label))
        row: dict[str, object] = {"name": name, "began": began, "began_said": said(began)}
        for state, key in {**_STATES, NOT_RECORDED: "unknown"}.items():
            count = cell(table, **of, state=state)
            row |= {key: count, f"{key}_said": said(count)}
        rows.append(row)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    whole, day = rows[-1], period_words(table.period)
    parts = frame.select(*_STATES.values(), "unknown")
    shown = not any(series.has_nulls() for series in parts)
    kinds = [(key, state.capitalize()) for state, key in _STATES.items()]
    if frame["unknown"].sum():
        kinds.append(("unknown", "Not recorded"))
    if whole["began"] is not None and whole["completed"] is not None:
        headline = (
            f"About {whole['completed']:,} of {whole['began']:,} people who began a route up to "
            f"{day} have completed it"
        )
    elif whole["began"] is not None:
        headline = f"About {whole['began']:,} people began a route up to {day}"
    else:
        headline = "How many people began a route is not shown: the numbers are small"
    columns = {"name": head, "began_said": "Began"}
    columns |= {f"{key}_said": label for key, label in kinds}
    return Content(
        headline=headline if column == "route" else f"{headline}: by profession",
        subtitle=f"People who began a route up to {day}, by {column} and what became of them",
        frame=frame,
        columns=columns,
        source="The council's record of workforce routes.",
        alternative="; ".join(
            f"{row['name']}: {row['began_said']} began, {row['completed_said']} completed"
            for row in rows
        ).replace("[c]", "not shown"),
        chart=StackedBars("name", tuple(kinds), horizontal=True)
        if shown
        else Bars("name", "began", unit="people"),
        signal="usual",
        caveats=caveats([table]),
    )


STAFF = OwnRecords(
    Definition(
        "edition_staff",
        "What staff say about their learning",
        "Share of staff who agree with each question, in specialist and in other teams.",
        "Agree ÷ answered, with Clopper and Pearson's 95% interval; specialist against other teams "
        "by Newcombe's interval.",
        "Staff survey.",
        INTERVALS_OF_TEAMS,
        ("People who did not answer may think otherwise.",),
    ),
    tuple(f"staff_voice_{question}" for question in QUESTION_OF_STAFF),
    _staff,
)
ROUTES = OwnRecords(
    Definition(
        "edition_routes",
        "Routes into a profession and up within it",
        "What became of the people who began a route, all periods together.",
        "People who completed, are still on it, or left early ÷ those who began.",
        "Record of workforce routes.",
        "One bar a route, divided by what became of those who began it.",
    ),
    ("workforce_by_route",),
    _routes,
)
PROFESSIONS = OwnRecords(
    Definition(
        "edition_professions",
        "Routes by profession",
        "What became of the people of each profession who began a route.",
        "People who completed, are still on it, or left early ÷ those who began.",
        "Record of workforce routes.",
        "One bar a profession, divided by what became of those who began a route.",
    ),
    ("workforce_by_profession",),
    _professions,
)
