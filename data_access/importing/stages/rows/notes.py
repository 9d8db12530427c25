"""What is said of a file's columns and of the rows that were set aside."""

from __future__ import annotations

from collections import Counter
from datetime import date

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.stages.context import Part
from data_access.importing.stages.people.matrix import course_columns


def column_notes(dataset: Dataset, part: Part) -> list[str]:
    """What is said of the columns: those about people, of no field, and fields that are absent."""
    notes: list[str] = []
    people = set(part.people)
    used = {each.header for each in part.columns.columns if each.field in dataset.columns}
    if dropped := [header for header in part.people if header not in used]:
        notes.append(f"columns about people are not kept: {', '.join(dropped)}")
    courses = course_headers(part)
    none = [
        each.header
        for each in part.columns.columns
        if each.field is None and each.header not in people | set(courses)
    ]
    if none:
        notes.append(f"columns that belong to no field: {', '.join(none)}")
    absent = [
        spec.label.lower()
        for spec in dataset.fields
        if spec.name not in part.spoken and spec.name not in part.follows and not spec.required
    ]
    if absent and not part.declined:
        notes.append(f"not in this file: {', '.join(absent)}")
    return notes


def course_headers(part: Part) -> tuple[str, ...]:
    """Headers of the columns that are courses, in a list of people."""
    if not part.used_all:
        return ()
    places = {
        place
        for course in course_columns(part.table, part.columns)
        for place in course.places.values()
    }
    return tuple(part.table.headers[place] for place in sorted(places))


def row_notes(dataset: Dataset, part: Part, good: pl.DataFrame) -> list[str]:
    """What is said of rows that were set aside, and of the newest record."""
    notes: list[str] = []
    counts = Counter(each.kind for each in part.aside)
    said = {
        "totals": "rows of totals passed over",
        "suppressed": "suppressed rows without a figure",
        "notes": "notes passed over",
        "headings": "headings between rows passed over",
    }
    notes += [f"{words}: {counts[kind]}" for kind, words in said.items() if counts[kind]]
    if dataset.dated_by and dataset.dated_by in good.columns and good.height:
        newest = good.get_column(dataset.dated_by).max()
        if isinstance(newest, date):
            notes.append(f"the newest {dataset.singular} is of {newest:%-d %B %Y}")
    return notes
