"""The courses of a training matrix: which columns they are, and what each of them holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data_access.datasets import TRAINING
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.header_names import is_named
from data_access.importing.stages.files.book import DAY, MONTH
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.names import FILE_FIELDS
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.people.courses import course_of, names_a_course
from data_access.importing.stages.people.statuses import status_of
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from vocabulary.training import Course

_SUB = {
    "completed": re.compile(
        r"(?:date )?(?:complete[d]?|attended|done|achieved|passed|taken|trained|"
        r"undertaken)(?: (?:on|"
        r"date))?|completion(?: date)?|date|(?:last|training|attendance) (?:date|attended|"
        r"completed)"
    ),
    "expires": re.compile(
        r"(?:date )?(?:expires?|expiry|expiration|renewal|due|next due|valid (?:to|until)|"
        r"renew by|in date until)(?: (?:on|date|due))?|(?:renewal|refresher|next) due(?: date)?"
    ),
    "status": re.compile(
        r"(?:current )?(?:status|rag|compliance|compliant|in date|result|outcome)"
    ),
    "offered": re.compile(r"(?:date )?(?:booked|offered|booking|enrolled)(?: (?:on|date|for))?"),
}


# Days of somebody's post, which stand in matrices beside those of courses.
_ABOUT_POST = re.compile(
    r"(?i)\b(?:dbs|crb|appoint(?:ed|ment)|employ(?:ed|ment)|contract|probation|appraisal|pdr|"
    r"1:1|one to one|last supervision|supervision (?:date|due|held)|leav(?:er|ing)|left|joined|"
    r"hired|start(?:ed)? (?:date|in)|end date|registration|swe|hcpc|visa|right to work|"
    r"driving licen[cs]e|mot|car insurance|return to work|birthday)\b"
)


@dataclass(frozen=True)
class CourseColumns:
    """The columns of one course in a matrix, by what they hold."""

    title: str
    group: str | None
    places: dict[str, int]


def course_columns(table: Table, columns: Columns) -> list[CourseColumns]:
    """The courses of a matrix: columns of days and status words that are no field and are not about
    the person, with what each holds where the header says it."""
    people = about_people(table.headers)
    about_post = {fold(name) for name in FILE_FIELDS["training"]["employed"]}
    found: dict[str, CourseColumns] = {}
    for each in columns.columns:
        header, group = each.header, table.groups[each.place]
        if each.told and each.field is None:
            continue
        label = re.sub(r" \(\d+\)$", "", header)
        part = _part_of(label)
        if group is not None and part is not None:
            found.setdefault(group, CourseColumns(group, None, {})).places[part] = each.place
            continue
        if each.field in TRAINING.columns or (each.told and each.field):
            continue
        if header in people or fold(label) in about_post:
            continue
        if _ABOUT_POST.search(label) and not _is_listed(label):
            continue
        if each.field is not None and (part or is_named(TRAINING, label, each.field)):
            continue  # a column of its own, as in a list of one course a row
        if not _is_course_like(table, each.place):
            continue
        title, part = split_title(label)
        found.setdefault(title, CourseColumns(title, group, {})).places[part or "?"] = each.place
    return _without_stray(table, list(found.values()))


def _without_stray(table: Table, courses: list[CourseColumns]) -> list[CourseColumns]:
    """The courses without empty columns that stand apart and bear no course's name: a column for
    remarks that nobody filled in is no course that nobody did."""
    filled = [
        place
        for course in courses
        for place in course.places.values()
        if table.texts(place).null_count() < table.cells.height
    ]
    if not filled:
        return courses
    return [
        course
        for course in courses
        if names_a_course(course.title)
        or any(min(filled) <= place <= max(filled) for place in course.places.values())
    ]


def _part_of(label: str) -> str | None:
    folded = fold(label)
    return next((part for part, pattern in _SUB.items() if pattern.fullmatch(folded)), None)


def split_title(label: str) -> tuple[str, str | None]:
    """A course's title, and what its column holds where the header says so at its end:
    "Moving and handling - expiry", "MCA (completed)"."""
    found = re.fullmatch(r"(.+?)\s*(?:[-–:|/(]\s*|\s)([A-Za-z ]+?)\)?", label)
    while found:
        part = _part_of(found[2])
        if part is not None:
            return found[1].strip(" -–:|/("), part
        more = re.fullmatch(r"(.+?)\s*[-–:|/(]\s*([A-Za-z ]+?)\)?", label)
        if more is None or more.groups() == found.groups():
            break
        found = more
    words = label.split()
    for size in (2, 1):
        if len(words) > size:
            part = _part_of(" ".join(words[-size:]))
            if part is not None and part != "status":
                return " ".join(words[:-size]).strip(" -–:|/("), part
    return label, None


def _is_course_like(table: Table, place: int) -> bool:
    """Whether a column holds days and status words. Empty columns count: nobody did the course."""
    texts, kinds = table.texts(place), table.kinds(place)
    values = texts.to_list()
    marks = kinds.to_list() if kinds is not None else [0] * len(values)
    filled = [(t, k) for t, k in zip(values, marks, strict=True) if t]
    if not filled:
        return not table.headers[place].startswith("column ")
    if len({t for t, _ in filled}) <= 15 and _is_listed(table.headers[place]):
        return True  # whatever its words are: those that nobody knows are asked
    hits = sum(
        1
        for t, k in filled
        if k in {DAY, MONTH}
        or (len(t) <= 2 and not t.isdigit())
        or read_span(t) is not None
        or read_span(t, month_first=True) is not None
        or status_of(t) is not None
    )
    return hits >= 0.5 * len(filled)


def _is_listed(header: str) -> bool:
    """Whether a header names one of the listed courses."""
    return course_of(split_title(header)[0], Recipe())[0] != Course.OTHER
