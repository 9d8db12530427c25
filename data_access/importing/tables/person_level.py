"""A list of people and their training becomes counts, before anything is looked at or stored.

Learning systems give one row per person and course. People are counted here, in memory, by team,
role and course at the end of a month; the columns about them go no further.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data_access.datasets import Dataset
from data_access.datasets.base import plain
from data_access.importing.personal_data.guard import person_columns
from data_access.importing.tables.columns import suggest_columns
from data_access.importing.tables.files.sheet import RawTable, TableError
from data_access.importing.tables.values import read_dates
from data_access.ledger.entry import is_missing
from vocabulary.training import ROLE_SPECIFIC_COURSES, Course, CourseKind
from vocabulary.wording import month_and_year

_COUNTS = ("required", "offered", "released", "attended", "in_date")
_KEPT = ("authority", "team", "team_kind", "role", "course", "course_name", "course_kind", "month")

_COMPLETED = ("completiondate", "datecompleted", "completed", "completedon", "attendeddate",
              "dateattended", "attendedon", "lastcompleted", "datetrained")  # fmt: skip
_EXPIRES = ("expirydate", "expires", "expireson", "dateexpires", "renewaldate", "validuntil",
            "nextdue", "duedate")  # fmt: skip
_STATUS = ("status", "compliance", "compliancestatus", "completionstatus", "trainingstatus")
_OFFERED = ("dateoffered", "offeredon", "booked", "bookingdate", "datebooked", "enrolled",
            "enrolmentdate", "offered")  # fmt: skip
_RELEASED = ("released", "releasedate", "datereleased", "approved", "managerapproved")

_LAPSED = ("expired", "out of date", "lapsed")
_DONE = ("completed", "complete", "passed", "attended", "compliant", "in date", "indate", "valid",
         "current", *_LAPSED)  # fmt: skip
_VALID = ("compliant", "in date", "indate", "valid", "current")
_BOOKED = ("booked", "enrolled", "offered", "in progress", "started", "registered")


@dataclass(frozen=True)
class _Columns:
    """Places of the columns about a person's training, where the file has them."""

    completed: str | None
    expires: str | None
    status: str | None
    offered: str | None
    released: str | None


def is_person_level(dataset: Dataset, headers: Sequence[str]) -> bool:
    """Whether the table lists people: it has a column about persons, and no number required."""
    columns = suggest_columns(dataset, headers)
    return bool(person_columns(headers)) and "required" not in columns


def count_people(
    dataset: Dataset, raw: RawTable, columns: Mapping[str, str]
) -> tuple[RawTable, tuple[str, ...], dict[str, str]]:
    """The counted table, the columns that were dropped, and which header is which field. `columns`
    says the same of the table as it came.

    Required: people listed for the course. Offered: offered, booked, or attended. Attended: has a
    completion date, or a status that says so. In date: attended, and not expired at the month's
    end by the expiry date (what has none does not expire), else by the status. What the file
    cannot say stays empty. The month is the file's, or that of the newest completion. TableError
    if there is no way to tell people or months apart.
    """
    about_people = [found.column for found in person_columns(raw.headers)]
    known = {plain(h): str(place) for place, h in enumerate(raw.headers)}

    def find(names: tuple[str, ...]) -> str | None:
        return next((known[name] for name in names if name in known), None)

    there = _Columns(find(_COMPLETED), find(_EXPIRES), find(_STATUS), find(_OFFERED),
                     find(_RELEASED))  # fmt: skip
    if there.completed is None and there.status is None:
        raise TableError(
            f"{raw.source} lists people but neither a completion date nor a status, "
            "so nobody can be counted as trained."
        )
    place_of = {
        field: str(raw.headers.index(header))
        for field, header in columns.items()
        if field in _KEPT and header not in about_people
    }
    month, end = _month(raw, there, place_of.get("month"))
    people = raw.cells.select(
        "row",
        *(pl.col(place).alias(field) for field, place in place_of.items() if field != "month"),
        person=pl.concat_str(
            [pl.col(known[plain(name)]).fill_null("") for name in about_people], separator="|"
        ).str.to_lowercase(),
        **_facts(raw, there, end),
    )
    # A person who is listed twice for a course (a renewal) counts once, by the better row.
    people, told = _courses(dataset, people)
    told += _unread_days(raw, there)
    by = [field for field in _KEPT if field in people.columns]
    each = people.group_by([*by, "person"], maintain_order=True).agg(
        pl.col("row").first(), *(pl.col(name).max() for name in _COUNTS[1:])
    )
    counted = each.group_by(by, maintain_order=True).agg(
        pl.col("row").first(),
        required=pl.len(),
        **{
            name: pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum())
            for name in _COUNTS[1:]
        },
    )
    counted = counted.with_columns(month=pl.lit(month.isoformat()))
    fields = [*by, "month", *_COUNTS]
    labels = {field: dataset.spec(field).label for field in fields}
    cells = counted.select(
        "row", *(pl.col(field).cast(pl.String).alias(str(i)) for i, field in enumerate(fields))
    )
    note = f"{raw.cells.height:,} people's rows, counted as at the end of {month_and_year(month)}"
    dropped = tuple(h for h in raw.headers if h not in {columns.get(field) for field in by})
    return (
        replace(
            raw,
            headers=tuple(labels.values()),
            cells=cells,
            left_out=(*raw.left_out, note, *told),
        ),
        dropped,
        labels,
    )


def _courses(dataset: Dataset, people: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Course titles as the field's words: a title that is none of them is kept as the name of an
    `other` course. Whether it belongs to a role follows from the course where the file is silent;
    other courses count as general, and the preview says so."""
    if "course" not in people.columns:
        return people, []
    spec = dataset.spec("course")
    titles = people.get_column("course").unique().drop_nulls().to_list()
    codes = {title: spec.value_of(title) or Course.OTHER.value for title in titles}
    others = sorted(title for title, code in codes.items() if code == Course.OTHER)
    title, code = pl.col("course"), pl.col("course").replace_strict(codes, default=None)
    named: pl.Expr = pl.when(code == Course.OTHER).then(title)
    if "course_name" in people.columns:
        named = pl.coalesce("course_name", named)
    kind: pl.Expr = (
        pl.when(code.is_in([c.value for c in ROLE_SPECIFIC_COURSES]))
        .then(pl.lit(CourseKind.ROLE_SPECIFIC.value))
        .when(code.is_not_null())
        .then(pl.lit(CourseKind.GENERAL.value))
    )
    if "course_kind" in people.columns:
        kind = pl.coalesce("course_kind", kind)
    told = []
    if others:
        told.append(f"courses kept under 'other': {', '.join(others[:8])}")
    return people.with_columns(course=code, course_name=named, course_kind=kind), told


def _month(raw: RawTable, there: _Columns, month: str | None) -> tuple[date, date]:
    """First and last day of the month the file stands for."""
    place = month or there.completed
    newest = read_dates(raw.cells.get_column(place)).max() if place else None
    if not isinstance(newest, date):
        raise TableError(f"{raw.source} does not say which month it is for: add a column 'Month'.")
    first = pl.Series([newest]).dt.month_start()[0]
    return first, pl.Series([newest]).dt.month_end()[0]


def _facts(raw: RawTable, there: _Columns, end: date) -> dict[str, pl.Series]:
    """Per row: offered, released, attended, in_date; null where the file cannot say."""
    height = raw.cells.height
    unknown = pl.repeat(None, height, dtype=pl.Boolean, eager=True)
    status = (
        raw.cells.get_column(there.status).fill_null("").str.to_lowercase().str.strip_chars()
        if there.status
        else None
    )
    attended = unknown
    if there.completed:
        done = read_dates(raw.cells.get_column(there.completed))
        attended = done.is_not_null() & (done <= end).fill_null(value=False)
    if status is not None:
        by_status = status.is_in(_DONE)
        attended = by_status if there.completed is None else attended | by_status
    in_date = unknown
    lapsed = status.is_in(_LAPSED) if status is not None else ~attended
    if there.expires:
        expires = read_dates(raw.cells.get_column(there.expires))
        in_date = attended & (expires >= end).fill_null(~lapsed)
    elif status is not None and status.is_in((*_VALID, *_LAPSED)).any():
        in_date = status.is_in(_VALID)
    offered = unknown
    if there.offered:
        offered = attended | _said(raw.cells.get_column(there.offered))
    elif status is not None and status.is_in(_BOOKED).any():
        offered = attended | status.is_in(_BOOKED)
    released = _said(raw.cells.get_column(there.released)) if there.released else unknown
    return {"offered": offered, "released": released, "attended": attended, "in_date": in_date}


def _unread_days(raw: RawTable, there: _Columns) -> list[str]:
    """Cells that should be days and are none: they count as empty, and the preview says so."""
    told = []
    for place in (there.completed, there.expires):
        if place is None:
            continue
        texts = raw.cells.get_column(place)
        wrong = (texts.is_not_null() & ~is_missing(texts) & read_dates(texts).is_null()).sum()
        if wrong:
            told.append(f"{wrong:,} of '{raw.headers[int(place)]}' that are no dates")
    return told


def _said(texts: pl.Series) -> pl.Series:
    """True where a cell says yes or gives a day."""
    return (
        texts.str.to_lowercase().is_in(["yes", "y", "true", "1", "x"]).fill_null(value=False)
        | read_dates(texts).is_not_null()
    )
