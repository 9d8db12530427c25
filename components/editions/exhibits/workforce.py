"""Training, what staff say and ways into a profession: people counted at a day or in a survey,
rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from components.charts.spec import Bars, Intervals, StackedBars
from components.editions.exhibits.parts import (
    OwnRecords,
    Share,
    Tables,
    caveats,
    cell,
    compared,
    label_words,
    labels,
    said,
    share,
    share_rows,
)
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import ProtectedTable
from measures.editions.periods import period_words
from measures.editions.staff_voice import AGREE, DO_NOT_AGREE
from measures.editions.training import IN_DATE, NOT_IN_DATE
from measures.editions.workforce import COMPLETED, LEFT, STILL_ON
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.training.rows import DUTY_COURSES
from vocabulary.training import (
    COURSE_IN_SHORT,
    DUTY_IN_SHORT,
    DUTY_MET,
    PROFESSION_IN_SHORT,
    QUESTION_OF_FEWER,
    QUESTION_OF_STAFF,
    ROUTE_IN_SHORT,
    TeamKind,
)
from vocabulary.verdict import Verdict
from vocabulary.wording import listed

_TOGETHER: Final = {
    TeamKind.SPECIALIST.value: "Specialist teams together",
    TeamKind.GENERAL.value: "Other teams together",
    NOT_RECORDED: "Teams of unknown kind together",
}
_VERDICTS: Final = {
    DifferenceVerdict.TOO_FEW: ("Too few to judge.", Verdict.TOO_FEW),
    DifferenceVerdict.WITHIN_CHANCE: ("Within chance.", Verdict.WITHIN_CHANCE),
    DifferenceVerdict.FIRST_HIGHER: ("Specialist teams higher.", Verdict.BEYOND_CHANCE),
    DifferenceVerdict.FIRST_LOWER: ("A real gap.", Verdict.BEYOND_CHANCE),
}
_SHARES: Final = {
    "share_said": "Share (%)",
    "interval_said": "95% interval (%)",
}


def _in_date(table: ProtectedTable | None, **of: str) -> Share:
    return share(cell(table, **of, state=IN_DATE), cell(table, **of, state=NOT_IN_DATE))


def _training(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    kinds, teams = tables.newest("training_by_kind_of_team"), tables.newest("training_by_team")
    if kinds is None:
        return None
    if teams is not None and teams.period != kinds.period:
        teams = None
    rows: list[tuple[str, Share]] = []
    specialist: list[bool] = []
    for kind in _TOGETHER:
        if kind not in labels(kinds, "team_kind"):
            continue
        rows.append((_TOGETHER[kind], _in_date(kinds, team_kind=kind)))
        of_kind = (
            []
            if teams is None
            else sorted(teams.cells.filter(team_kind=kind).get_column("team").unique().to_list())
        )
        rows += [
            (label_words(team), _in_date(teams, team_kind=kind, team=team))
            for team in of_kind
            if team != "Total"
        ]  # fmt: skip
        specialist += [kind == TeamKind.SPECIALIST] * (len(rows) - len(specialist))
    first, second = (_in_date(kinds, team_kind=kind) for kind in ("specialist", "general"))
    verdict, judged = _VERDICTS.get(compared(first, second), ("", None))
    frame = share_rows(rows).with_columns(pl.Series("specialist", specialist))
    return Content(
        headline=_training_headline(first, second, judged),
        subtitle=f"Training that roles need, in date on {period_words(kinds.period)}, by team",
        frame=frame,
        columns={
            "name": "Team",
            "part_said": "In date",
            "whole_said": "Needed, where recorded",
            **_SHARES,
        },
        source="Training records, counted at the quarter's end. One person who needs two courses "
        "counts twice.",
        alternative=_alternative(frame, "in date"),
        verdict=verdict,
        judged=judged,
        meaning=f"{first.percent} in specialist teams, {second.percent} in others."
        if judged
        else "",
        chart=_intervals(frame, apart="specialist"),
        signal="attention"
        if judged is Verdict.BEYOND_CHANCE and verdict.startswith("A real")
        else "usual",
        caveats=caveats([kinds, teams]),
    )


def _training_headline(first: Share, second: Share, judged: Verdict | None) -> str:
    if judged is None:
        return "Whether specialist teams get the training their role needs cannot be shown"
    if judged is Verdict.TOO_FEW:
        return "Too few people to say whether specialist teams get less training"
    if judged is Verdict.WITHIN_CHANCE:
        return "Specialist teams get the training their role needs about as often as others"
    assert first.part is not None
    assert second.part is not None
    fewer = first.part * (second.whole or 1) < second.part * (first.whole or 1)
    way = "less" if fewer else "more"
    return f"People in specialist teams get the training their role needs {way} often than others"


def _courses(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    table = tables.newest("training_by_course")
    if table is None:
        return None
    rows = [
        (COURSE_IN_SHORT.get(course, label_words(course)), _in_date(table, course=course))
        for course in labels(table, "course")
    ]
    rows.sort(key=lambda row: (not row[1].known, _value(row[1]), row[0]))
    every = _in_date(table)
    frame = share_rows([("All courses", every), *rows])
    day = period_words(table.period)
    return Content(
        headline=f"{every.percent} of the training that roles need was in date on {day}"
        if every.known
        else f"How much of the training that roles need was in date on {day} is not shown",
        subtitle=f"Training that roles need, in date on {day}, by course",
        frame=frame,
        columns={
            "name": "Course",
            "part_said": "In date",
            "whole_said": "Needed, where recorded",
            **_SHARES,
        },
        source="Training records, counted at the quarter's end.",
        alternative=_alternative(frame, "in date"),
        chart=_intervals(frame),
        signal="usual",
        caveats=caveats([table]),
    )


def _value(each: Share) -> float:
    return each.part / each.whole if each.part is not None and each.whole else 0.0


def _duties(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = {duty: tables.newest(f"training_{duty}") for duty in DUTY_COURSES}
    there = {duty: table for duty, table in found.items() if table is not None}
    if not there:
        return None
    newest = max(table.period for table in there.values())
    there = {duty: table for duty, table in there.items() if table.period == newest}
    rows = [
        (
            duty,
            share(cell(table, **{duty: IN_DATE}), cell(table, **{duty: NOT_IN_DATE})),
        )
        for duty, table in there.items()
    ]
    frame = share_rows([(DUTY_IN_SHORT[duty], each) for duty, each in rows])
    day = period_words(newest)
    known = [(duty, each) for duty, each in rows if each.known]
    if not known:
        headline = f"How many met their duties of registration on {day} is not shown"
    else:
        duty, lowest = min(known, key=lambda row: _value(row[1]))
        headline = f"About {lowest.part:,} of {lowest.whole:,} {DUTY_MET[duty]} by {day}"
    return Content(
        headline=headline,
        subtitle=f"Duties of law and registration, met by {day}",
        frame=frame,
        columns={
            "name": "Duty",
            "part_said": "Met",
            "whole_said": "Have the duty",
            **_SHARES,
        },
        source="Training records, counted at the quarter's end.",
        alternative=_alternative(frame, "met"),
        chart=Bars("name", "whole", "part", "met", unit="people") if known else None,
        signal="usual",
        caveats=caveats(there.values()),
    )


def _staff(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    found = [(question, tables.newest(f"staff_voice_{question}")) for question in QUESTION_OF_STAFF]
    there = [(question, table) for question, table in found if table is not None]
    if not there:
        return None
    newest = max(table.period for _, table in there)
    there = [(question, table) for question, table in there if table.period == newest]
    rows: list[tuple[str, Share]] = []
    kinds: list[bool] = []
    lower: list[str] = []
    meanings: list[str] = []
    verdicts: list[DifferenceVerdict] = []
    for question, table in there:
        pair = {
            kind: share(
                cell(table, team_kind=kind, answer=AGREE),
                cell(table, team_kind=kind, answer=DO_NOT_AGREE),
            )
            for kind in _TOGETHER
            if kind in labels(table, "team_kind")
        }
        for kind, each in pair.items():
            words = {"specialist": "specialist", "general": "other"}.get(kind, "unknown kind")
            rows.append((f"{QUESTION_OF_STAFF[question]}: {words} teams", each))
            kinds.append(words == "specialist")
        if {"specialist", "general"} <= pair.keys():
            verdicts.append(compared(pair["specialist"], pair["general"]))
            if verdicts[-1] is DifferenceVerdict.FIRST_LOWER:
                lower.append(QUESTION_OF_FEWER[question])
                meanings.append(
                    f"{QUESTION_OF_STAFF[question]}: {pair['specialist'].percent} in specialist "
                    f"teams, {pair['general'].percent} in others."
                )
    frame = share_rows(rows).with_columns(pl.Series("specialist", kinds))
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
            **_SHARES,
        },
        source="Staff survey; people who answered.",
        alternative=_alternative(frame, "agree"),
        verdict=verdict_said,
        judged=judged,
        meaning=" ".join(meanings),
        chart=_intervals(frame, apart="specialist"),
        signal="attention" if lower else "usual",
        caveats=caveats(table for _, table in there),
    )


def _least_to_most(rows: Sequence[tuple[str, Share]]) -> str:
    known = sorted((each for _, each in rows if each.known), key=_value)
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


def _alternative(frame: pl.DataFrame, what: str) -> str:
    return "; ".join(
        f"{name}: " + ("not shown" if value is None else f"{value:.0%} {what}")
        for name, value in frame.select("name", "share").rows()
    )


def _intervals(frame: pl.DataFrame, *, apart: str | None = None) -> Intervals | None:
    if not frame.get_column("share").drop_nulls().len():
        return None
    return Intervals("name", "share", "low", "high", apart=apart, most=1.0)


def _defined(key: str, title: str, meaning: str, formula: str, source: str, how: str,
             keep: Sequence[str] = ()) -> Definition:  # fmt: skip
    return Definition(key, title, meaning, formula, source, how, tuple(keep))


_INTERVAL = (
    "The mark is the share, the line how far chance alone could move it. Diamonds are specialist "
    "teams. Where two lines overlap a lot, the teams may not differ."
)
_STATUTES = (
    "SI 2008/1206 regulation 5 (approved mental health professionals); SI 2008/1858 regulation 5 "
    "(best interests assessors); Social Work England, renewal of registration."
)
TRAINING = OwnRecords(
    _defined(
        "edition_training",
        "Training in specialist and other teams",
        "Share of needs for role-specific training that are in date, team by team.",
        "In date ÷ needed, where it is recorded which, with Clopper and Pearson's 95% interval; "
        "specialist against other teams by Newcombe's interval. Duties of law are left out.",
        "Training records.",
        _INTERVAL,
    ),
    ("training_by_kind_of_team", "training_by_team"),
    _training,
)
COURSES = OwnRecords(
    _defined(
        "edition_courses",
        "Training by course",
        "Share of needs for role-specific training that are in date, course by course.",
        "In date ÷ needed, where it is recorded which, with Clopper and Pearson's 95% interval.",
        "Training records.",
        "The mark is the share, the line how far chance alone could move it. Lowest first.",
    ),
    ("training_by_course",),
    _courses,
)
DUTIES = OwnRecords(
    _defined(
        "edition_duties",
        "Training that law or registration asks for",
        "Of the people who have a duty of law or registration, how many had met it.",
        "Met ÷ met or not met, where it is recorded which.",
        _STATUTES,
        "The whole bar is everyone with the duty, the dark part those who had met it.",
        ("Social workers' year ends on 30 November; other people's years are their own.",),
    ),
    tuple(f"training_{duty}" for duty in DUTY_COURSES),
    _duties,
)
STAFF = OwnRecords(
    _defined(
        "edition_staff",
        "What staff say about their learning",
        "Share of staff who agree with each question, in specialist and in other teams.",
        "Agree ÷ answered, with Clopper and Pearson's 95% interval; specialist against other teams "
        "by Newcombe's interval.",
        "Staff survey.",
        _INTERVAL,
        ("People who did not answer may think otherwise.",),
    ),
    tuple(f"staff_voice_{question}" for question in QUESTION_OF_STAFF),
    _staff,
)
ROUTES = OwnRecords(
    _defined(
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
    _defined(
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
