"""People of a list or matrix counted by team, role and course; nobody goes further.

Rule (README of the shared cases, 8): who does not need a course is not in `required`; where some
cells say N/A, a blank is somebody who needs it and has not done it; a group nobody of which needs
it has no row; an expiry on or after the month's last day counts; a course that is not listed is
`other` under its title as written. Whose course lapsed counts as attended, not as in date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from data_access.datasets import TRAINING
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.files.book import DAY, MONTH
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.teams import team_names
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.people.about_people import about_people, who_is_meant
from data_access.importing.stages.people.courses import course_of, kind_of_course, level_questions
from data_access.importing.stages.people.facts import facts_of, says_until
from data_access.importing.stages.people.matrix import CourseColumns, course_columns
from data_access.importing.stages.people.statuses import NEEDED, NOT_REQUIRED, status_of
from data_access.importing.stages.people.workforce import (
    declined_as,
    is_workforce,
    says_nothing_of_need,
)
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.days import order_of_file
from data_access.importing.stages.values.log import Log
from vocabulary.training import Course
from vocabulary.wording import month_end


def is_people_list(table: Table, columns: Columns) -> bool:
    """Whether a training table lists people rather than figures."""
    if columns.place("required") is not None:
        return False
    people = about_people(table.headers)
    unread = {each.header for each in columns.columns if each.field not in TRAINING.columns}
    events = {"completed", "status", "expires"} & set(columns.fields)
    if bool(set(people) & unread) or bool(events):
        return True
    courses = [
        place for course in course_columns(table, columns) for place in course.places.values()
    ]
    return len(courses) >= 2 and not any(_in_percent(table, place) for place in courses)


def _in_percent(table: Table, place: int) -> bool:
    """Whether a column holds shares: of a team, where nobody is named."""
    said: list[str] = table.texts(place).cast(pl.String).drop_nulls().to_list()
    return sum(text.rstrip().endswith("%") for text in said) > len(said) / 2


@dataclass(frozen=True)
class Counted:
    """People counted. rows: the dataset's fields as far as the list tells them, typed, and `line`
    and `used` (lines of people behind each row, not to be added up). dropped: columns about people.
    """

    rows: pl.DataFrame
    dropped: tuple[str, ...]
    used: int
    declined: str | None = None


def count_people(
    table: Table, columns: Columns, month: date | None, recipe: Recipe, log: Log
) -> Counted:
    """Count people by team, role and course at the end of a month; see the rule above.

    `rows` has team, role, course, course_name, course_kind, required, offered, released, attended,
    in_date. Required: people listed who need the course. What the file cannot say stays empty.
    """
    people = about_people(table.headers)
    dropped = tuple(header for header in table.headers if header in people)
    end = _end_of(month)
    if is_workforce(table):
        nothing = pl.DataFrame(schema={"line": pl.Int64()})
        return Counted(nothing, dropped, 0, declined_as(columns, workforce=True))
    log.file_month_first = order_of_file(
        (table.texts(place), table.kinds(place))
        for place, header in enumerate(table.headers)
        if header not in people
    )
    long_list = columns.place("course") is not None
    wide = [] if long_list else course_columns(table, columns)
    events = (
        _events_of_list(table, columns, recipe, log, end)
        if long_list
        else _events_of_matrix(table, columns, wide, recipe, log, end)
    )
    if events.is_empty():
        return Counted(events, dropped, 0)
    declined = says_nothing_of_need(columns, events) if long_list else None
    if declined:
        return Counted(events.clear(), dropped, 0, declined)
    who = [str(table.place(header)) for header in who_is_meant(table, dropped)]
    person = (
        pl.concat_str(
            [pl.col(name).fill_null("") for name in who], separator="|"
        ).str.to_lowercase()
        if who
        else pl.col("line").cast(pl.String)
    )
    persons = table.cells.select("line", person=person)
    events = events.join(persons, on="line", how="left")
    for name in ("team", "role", "course_kind"):
        place = columns.place(name)
        texts = table.texts(place).cast(pl.String) if place is not None else None
        if texts is not None and name != "course_kind":
            told, held = (recipe, log.teams) if name == "team" else (Recipe(), ())
            names, questions, notes = team_names(texts, told, held)
            log.questions += questions if name == "team" else []
            log.notes += notes if name == "team" else []
            texts = texts.replace_strict(names, default=None, return_dtype=pl.String)
        known = table.cells.select(
            "line",
            (
                texts
                if texts is not None
                else pl.Series([None] * table.cells.height, dtype=pl.String)
            ).alias(f"{name}_said"),
        )
        events = events.join(known, on="line", how="left")
    if not long_list and recipe.word("status", "") is None:
        _ask_of_blanks(events, log)
    return Counted(_grouped(events, recipe, log), dropped, table.cells.height)


def _ask_of_blanks(events: pl.DataFrame, log: Log) -> None:
    """A matrix in which no cell says that somebody does not need a course: its empty cells count as
    needed and not done. That is said; it is asked where everybody of a group is empty in a course
    that others have, since those may well not need it."""
    blanks = events.filter("blank")
    if blanks.is_empty() or not events.get_column("needs").all():
        return
    counts = blanks.group_by("title", maintain_order=True).len().rows()
    listed = ", ".join(f"{title} {times}" for title, times in counts)
    log.notes.append(
        "no cell says that a course is not needed, so empty cells are taken as needed and not "
        f"done: {listed}"
    )
    groups = events.group_by("title", "team_said", "role_said").agg(
        people=pl.len(), empty=pl.col("blank").all(), line=pl.col("line").first()
    )
    whole = groups.filter(pl.col("empty") & (pl.col("people") >= _WHOLE_GROUP))
    elsewhere = groups.filter(~pl.col("empty")).select("title").unique()
    apart = whole.join(elsewhere, on="title", how="semi").sort("line")
    titles = ", ".join(apart.get_column("title").unique(maintain_order=True).head(6))
    log.questions.append(
        Question(
            "words",
            "words.status: ''",
            f"What does an empty cell mean: needs the course and has not done it, or does not need "
            f"it? {titles or listed}",
            field="status",
            words=("",),
            choices=(NEEDED, NOT_REQUIRED),
            needed=not apart.is_empty(),
        )
    )


_WHOLE_GROUP = 3  # people of one team and role, all of them empty in a course, are no chance


def _end_of(month: date | None) -> date:
    return date.max if month is None else month_end(month)


# In a learning system, when an assigned course has to be done.
_DEADLINES = frozenset(
    {"due date", "due", "date due", "transcript due date", "deadline", "target date", "complete by",
     "completion due date", "due by"}
)  # fmt: skip


_RENEWED_AFTER = 180  # days: what falls due sooner after a course is no renewal of it


def _is_deadline(table: Table, due: int, parts: Mapping[str, int | None]) -> bool:
    """Whether a column of due days says by when an assigned course has to be done, and not until
    when it counts: people who have not done it have one, or it is not long after the course."""
    done = parts["completed"]
    if fold(table.headers[due]) not in _DEADLINES or (done is None and parts["status"] is None):
        return False
    if done is None:
        return True
    pairs = table.cells.select(pl.col(str(due)), pl.col(str(done)).alias("done")).iter_rows()
    spans = [(read_span(end or ""), read_span(begin or "")) for end, begin in pairs]
    open_ones = sum(1 for end, begin in spans if end and begin is None)
    apart = [(end.last - begin.last).days for end, begin in spans if end and begin]
    return bool(open_ones) or not all(days > _RENEWED_AFTER for days in apart)


def _events_of_list(
    table: Table, columns: Columns, recipe: Recipe, log: Log, end: date
) -> pl.DataFrame:
    """One row for each line: line, title, and what it says of the person and the course."""
    course = columns.place("course")
    assert course is not None
    parts = {
        name: columns.place(name)
        for name in ("completed", "expires", "status", "offered", "released")
    }
    if parts["offered"] is None and columns.place("offered") is not None:
        parts["offered"] = columns.place("offered")
    if parts["completed"] is None and columns.place("attended") is not None:
        parts["completed"] = columns.place("attended")
    if parts["status"] is None and columns.place("in_date") is not None:
        parts["status"] = columns.place("in_date")
    deadline = parts["expires"]
    if deadline is not None and _is_deadline(table, deadline, parts):
        parts["expires"] = None
        log.notes.append(
            f"'{table.headers[deadline]}' is taken for the day by which the course is to be done, "
            "not for one until when it counts"
        )
    facts = facts_of(
        table,
        {name: place for name, place in parts.items() if place is not None},
        recipe,
        log,
        end,
        blank_needs=True,
    )
    return facts.with_columns(
        title=table.texts(course).cast(pl.String), group=pl.lit(None, pl.String())
    ).filter(pl.col("title").is_not_null())


def _events_of_matrix(
    table: Table, columns: Columns, wide: list[CourseColumns], recipe: Recipe, log: Log, end: date
) -> pl.DataFrame:
    del columns
    frames = []
    unsure = [course for course in wide if _unsure(table, course)]
    holds = recipe.wide_value or (_told_by_titles(table, log) if unsure else None)
    if unsure and holds is None:
        log.questions.append(
            Question(
                "wide",
                "wide.value",
                f"The columns {', '.join(course.title for course in unsure[:6])} hold days: is a "
                "day when somebody completed the course, or until when that counts?",
                choices=('value = "completed"', 'value = "expires"'),
            )
        )
    for course in wide:
        places = dict(course.places)
        if "?" in places:
            place = places.pop("?")
            held = holds or "completed"
            places.setdefault(held if not _only_words(table, place) else "status", place)
        facts = facts_of(table, places, recipe, log, end, blank_needs=True)
        frames.append(
            facts.with_columns(title=pl.lit(course.title), group=pl.lit(course.group, pl.String()))
        )
    return pl.concat(frames) if frames else pl.DataFrame()


_DAYS_OF_EXPIRY = re.compile(
    r"(?i)\bexpir(?:y|es|ation)\b|\brenewal dates?\b|\bvalid (?:to|until)\b|\bdue dates?\b"
)
_DAYS_OF_COMPLETION = re.compile(
    r"(?i)\b(?:complet(?:ed|ion)|attend(?:ed|ance)|trained)\b.{0,12}\bdates?\b|"
    r"\bdates?\b.{0,20}\b(?:complet(?:ed|ion)|attend(?:ed|ance)|trained)\b"
)


def _told_by_titles(table: Table, log: Log) -> str | None:
    """What the days of a matrix are, where a title says it."""
    for title in (*table.titles, *table.sheets):
        expiry, completion = _DAYS_OF_EXPIRY.search(title), _DAYS_OF_COMPLETION.search(title)
        if expiry and completion:
            return None
        if expiry or completion:
            log.notes.append(
                f"the days are those {'until when a course counts' if expiry else 'of completion'}"
                f", from '{title[:80]}'"
            )
            return "expires" if expiry else "completed"
    return None


def _only_words(table: Table, place: int) -> bool:
    texts, kinds = table.texts(place), table.kinds(place)
    if kinds is not None and kinds.is_in([DAY, MONTH]).any():
        return False
    return not any(
        (read_span(t) or read_span(t, month_first=True)) is not None
        and status_of(t) is None
        and not says_until(t)
        for t in texts.drop_nulls().unique().to_list()
    )


def _unsure(table: Table, course: CourseColumns) -> bool:
    return "?" in course.places and not _only_words(table, course.places["?"])


def _grouped(events: pl.DataFrame, recipe: Recipe, log: Log) -> pl.DataFrame:
    titles = {
        title: course_of(title, recipe)
        for title in events.get_column("title").unique(maintain_order=True)
    }
    others = [title for title, (course, _) in titles.items() if course == Course.OTHER]
    if others:
        log.notes.append(f"courses kept under other: {', '.join(others)}")
    log.questions += level_questions(titles)
    courses = {title: course for title, (course, _) in titles.items()}
    said = pl.coalesce("course_kind_said", "group")
    pairs = events.select("title", said=said).unique()
    kinds = pairs.with_columns(
        course_kind=pl.Series(
            [kind_of_course(courses[title], text) for title, text in pairs.iter_rows()],
            dtype=pl.String,
        )
    )
    events = (
        events.with_columns(said=said)
        .join(kinds, on=["title", "said"], how="left", nulls_equal=True)
        .with_columns(
            course=pl.col("title").replace_strict(courses, return_dtype=pl.String),
            course_name=pl.when(pl.col("title").is_in(others)).then("title"),
            team=pl.col("team_said"),
            role=pl.col("role_said"),
        )
    )
    by = ["team", "role", "course", "course_name", "course_kind"]
    facts = ("offered", "released", "attended", "in_date")
    # A person who is listed twice for a course (a renewal) counts once, by the better row.
    each = events.group_by([*by, "person"], maintain_order=True).agg(
        pl.col("line").first(), pl.col("needs").any(), *(pl.col(name).max() for name in facts)
    )
    return (
        each.filter("needs")
        .group_by(by, maintain_order=True)
        .agg(
            pl.col("line").first(),
            required=pl.len().cast(pl.Int64),
            **{
                name: pl.when(pl.col(name).is_not_null().all()).then(
                    pl.col(name).cast(pl.Int64).sum()
                )
                for name in facts
            },
        )
    )
