"""Columns that are read otherwise because of what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data_access.datasets import Dataset
from data_access.importing.stages.columns.column import Column
from data_access.importing.stages.columns.contents import Content
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.kinds.ombudsman_columns import of_the_ombudsman
from data_access.importing.stages.meaning.wording import (
    fold,
)
from data_access.importing.stages.table.table import Table


def spans(dataset: Dataset, columns: list[Column], contents: Sequence[Content]) -> list[Column]:
    """One column that gives months, quarters or years gives a period's first and last day."""
    fields = {each.field for each in columns}
    if "period_start" not in dataset.columns or {"period_end", "period"} & fields:
        return columns
    return [
        replace(each, field="period")
        if each.field == "period_start"
        and not each.told
        and contents[each.place].share(of="rough") > 0.5
        else each
        for each in columns
    ]


def in_lists_of_the_ombudsman(
    dataset: Dataset, table: Table, columns: list[Column], contents: Sequence[Content]
) -> list[Column]:
    """In a list of the ombudsman's decisions, "Decision" is the ombudsman's."""
    if dataset.name != "complaint":
        return columns
    theirs = of_the_ombudsman(
        table.headers,
        [each.field for each in columns],
        [[text for text, _ in content.values] for content in contents],
        (*table.titles, *table.sheets, re.sub(r"[_.-]", " ", table.source)),
    )
    return [
        replace(each, field=theirs[each.place]) if each.place in theirs and not each.told else each
        for each in columns
    ]


def _only_numbered(header: str, texts: Sequence[str]) -> bool:
    """Whether a column only numbers the rows: 1, 2, 3, under "No."."""
    if fold(header) not in {"no", "number", "num", "row", "s no", "sr no", "item no", ""}:
        return False
    numbers = [text for text in texts if text.isdigit()]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def without_numbering(
    dataset: Dataset, columns: list[Column], contents: Sequence[Content]
) -> list[Column]:
    """Numbers of the rows are no figures of theirs."""
    headers = {fold(each.header) for each in columns}
    return [
        replace(each, field=None)
        if not each.told
        and each.field in dataset.columns
        and dataset.spec(str(each.field)).python_type in (int, float)
        and "yes" not in headers
        and _only_numbered(each.header, [text for text, _ in contents[each.place].values])
        else each
        for each in columns
    ]


def titles_of_courses(dataset: Dataset, columns: list[Column]) -> list[Column]:
    """A column of course names is the course where no other is."""
    if dataset.name != "training" or any(each.field == "course" for each in columns):
        return columns
    return [
        replace(each, field="course")
        if each.field == "course_name" and not each.told and _names_courses(each.header)
        else each
        for each in columns
    ]


def _names_courses(header: str) -> bool:
    """Whether a header names courses: "Name" alone is a person's."""
    return fold(header) != "name" and likely_fields("training", header).get("course", 0) > 0.85


_CODE = re.compile(
    r"(?:(?:kpi|pi|measure|indicator|metric|ascof|performance|unique) )?"
    r"(?:ref|reference|code|id|no|number|num)"
)


def codes_and_names(
    dataset: Dataset, columns: list[Column], contents: Sequence[Content]
) -> list[Column]:
    """Where a table of indicators has a column of codes beside their names, the codes are what
    stays the same in every period."""
    if dataset.name != "indicator":
        return columns
    measure = next((e for e in columns if e.field == "indicator" and not e.told), None)
    code = next(
        (
            each
            for each in columns
            if not each.told
            and each.field in {None, "source"}
            and _CODE.fullmatch(fold(each.header))
            and _are_codes(each.header, [text for text, _ in contents[each.place].values])
        ),
        None,
    )
    if measure is None or code is None or any(each.field == "name" for each in columns):
        return columns
    fields = {measure.place: "name", code.place: "indicator"}
    return [
        replace(each, field=fields[each.place], confidence=0.9) if each.place in fields else each
        for each in columns
    ]


def _are_codes(header: str, texts: Sequence[str]) -> bool:
    """Whether nearly all are short; the notes under a table stand in its first column too. Rows
    that are only numbered have no codes."""
    if _only_numbered(header, texts):
        return False
    return bool(texts) and sum(len(text) <= 20 for text in texts) >= 0.6 * len(texts)
