"""Training at a quarter's end: by team, by course, and what law or registration asks for; people
rounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from components.charts.spec import Bars
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
    share,
    share_rows,
    shares_chart,
    shares_in_words,
)
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import ProtectedTable
from measures.editions.periods import period_words
from measures.editions.training import IN_DATE, NOT_IN_DATE
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.training.gaps import below_others
from measures.training.rows import DUTY_COURSES
from vocabulary.training import COURSE_IN_SHORT, DUTY_IN_SHORT, DUTY_MET, TeamKind
from vocabulary.verdict import Verdict

_VERDICTS: Final = {
    DifferenceVerdict.TOO_FEW: ("Too few to judge.", Verdict.TOO_FEW),
    DifferenceVerdict.WITHIN_CHANCE: ("Within chance.", Verdict.WITHIN_CHANCE),
    DifferenceVerdict.FIRST_HIGHER: ("Specialist teams higher.", Verdict.BEYOND_CHANCE),
    DifferenceVerdict.FIRST_LOWER: ("A real gap.", Verdict.BEYOND_CHANCE),
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
    for kind in KINDS_TOGETHER:
        if kind not in labels(kinds, "team_kind"):
            continue
        of_kind = [(KINDS_TOGETHER[kind], _in_date(kinds, team_kind=kind)), *_teams(teams, kind)]
        rows += of_kind
        specialist += [kind == TeamKind.SPECIALIST] * len(of_kind)
    first, second = (_in_date(kinds, team_kind=kind) for kind in ("specialist", "general"))
    verdict, judged = _VERDICTS.get(compared(first, second), ("", None))
    frame = below_others(
        share_rows(rows).with_columns(pl.Series("specialist", specialist)),
        KINDS_TOGETHER[TeamKind.GENERAL],
    )
    return Content(
        headline=_training_headline(first, second, judged),
        subtitle=f"Training that roles need, in date on {period_words(kinds.period)}, "
        + ("by team" if teams is not None else "by kind of team"),
        frame=frame,
        columns={
            "name": "Team" if teams is not None else "Teams",
            "part_said": "In date",
            "whole_said": "Needed, where recorded",
            **SHARE_COLUMNS,
        },
        source="Training records, counted at the quarter's end. One person who needs two courses "
        "counts twice.",
        alternative=shares_in_words(frame, "in date"),
        verdict=verdict,
        judged=judged,
        meaning=f"{first.percent} in specialist teams, {second.percent} in others."
        if judged
        else "",
        chart=shares_chart(frame, apart="below"),
        signal="attention"
        if judged is Verdict.BEYOND_CHANCE and verdict.startswith("A real")
        else "usual",
        caveats=caveats([kinds, teams]),
    )


def _teams(table: ProtectedTable | None, kind: str) -> list[tuple[str, Share]]:
    """The teams of a kind by name, with what each is in date with."""
    if table is None:
        return []
    names = table.cells.filter(team_kind=kind).get_column("team").unique().sort().to_list()
    return [
        (label_words(team), _in_date(table, team_kind=kind, team=team))
        for team in names
        if team != "Total"
    ]


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
    rows.sort(key=lambda row: (not row[1].known, ratio(row[1]), row[0]))
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
            **SHARE_COLUMNS,
        },
        source="Training records, counted at the quarter's end.",
        alternative=shares_in_words(frame, "in date"),
        chart=shares_chart(frame),
        signal="usual",
        caveats=caveats([table]),
    )


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
        duty, lowest = min(known, key=lambda row: ratio(row[1]))
        headline = f"About {lowest.part:,} of {lowest.whole:,} {DUTY_MET[duty]} by {day}"
    return Content(
        headline=headline,
        subtitle=f"Duties of law and registration, met by {day}",
        frame=frame,
        columns={
            "name": "Duty",
            "part_said": "Met",
            "whole_said": "Have the duty",
            **SHARE_COLUMNS,
        },
        source="Training records, counted at the quarter's end.",
        alternative=shares_in_words(frame, "met"),
        chart=Bars("name", "whole", "part", "met", unit="people") if known else None,
        signal="usual",
        caveats=caveats(there.values()),
    )


_STATUTES = (
    "SI 2008/1206 regulation 5 (approved mental health professionals); SI 2008/1858 regulation 5 "
    "(best interests assessors); Social Work England, renewal of registration."
)
TRAINING = OwnRecords(
    Definition(
        "edition_training",
        "Training in specialist and other teams",
        "Share of needs for role-specific training that are in date, by kind of team, and team by "
        "team where most teams can be shown.",
        "In date ÷ needed, where it is recorded which, with Clopper and Pearson's 95% interval; "
        "specialist against other teams by Newcombe's interval. Duties of law are left out.",
        "Training records.",
        INTERVALS_OF_TEAMS,
    ),
    ("training_by_kind_of_team", "training_by_team"),
    _training,
)
COURSES = OwnRecords(
    Definition(
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
    Definition(
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
