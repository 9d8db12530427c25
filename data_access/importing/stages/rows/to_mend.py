"""Rows that wait for a person, as a file: the cells as they came, and what is wrong behind. Mended,
the file comes in as it is, and is read with the answers given for the first.

Columns about people are not in it; what a spreadsheet would run is marked as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.reading import Mending, Reading
from data_access.importing.stages.table.table import Table
from data_access.store.bulk import joined_lists
from vocabulary.values import BEGINS_A_FORMULA, text_cell

if TYPE_CHECKING:
    from data_access.importing.stages.context import Part
    from data_access.importing.stages.plan import Plan

WHAT = "What to mend"  # the column that is added; no part of a file's layout
_NUMBER = re.compile(r"[+-]?[\d., ]*%?")


def mending(
    groups: Sequence[Table], part: Part, lines: Iterable[int], personal: Iterable[str]
) -> Mending:
    """The rows of the file that some lines came from. None of a list of people, which is counted,
    nor of sheets that are read together.

    personal: headers of columns that hold personal data.
    """
    wanted = set(lines)
    if not wanted or part.used_all or len(groups) != 1:
        return Mending()
    [table] = groups
    fields = {each.header for each in part.columns.columns if each.field is not None}
    kept = [
        place
        for place, header in enumerate(table.headers)
        if header not in part.people or header in fields
    ]
    withheld = set(personal)
    from_lines = wanted | {line for line, into in part.into.items() if into in wanted}
    there = part.table.cells.select("line", "sheet", "row")
    at = there.filter(pl.col("line").is_in(list(from_lines)))
    rows = table.cells
    turned_round = there.height > 1 and there.get_column("row").n_unique() == 1
    if not turned_round:
        rows = rows.join(at, on=["sheet", "row"], how="semi", maintain_order="left")
    columns = [
        (
            pl.lit(None, pl.String())
            if table.headers[place] in withheld
            else pl.col(str(place)).cast(pl.String)
        ).alias(str(new))
        for new, place in enumerate(kept)
    ]
    return Mending(
        headers=tuple(table.headers[place] for place in kept),
        groups=tuple(table.groups[place] for place in kept),
        cells=rows.select("sheet", "row", *columns),
        lines=at.with_columns(pl.col("line").replace(part.into) if part.into else pl.col("line")),
    )


def after_comparing(reading: Reading, rows: pl.DataFrame, at: pl.DataFrame) -> Mending:
    """What is to mend, with rows that wait only after they were compared with what is held.

    rows: the dataset's columns; at: line, sheet and row of each. They are written as they were
    read, under the file's headers.
    """
    known = reading.mending
    field_of = {each.header: each.field for each in reading.columns if each.field is not None}
    headers = known.headers or tuple(field_of)
    cells = joined_lists(rows).select(
        at.get_column("sheet"),
        at.get_column("row"),
        *(
            (
                pl.col(field_of[header]).cast(pl.String)
                if field_of.get(header) in rows.columns
                else pl.lit(None, pl.String())
            ).alias(str(place))
            for place, header in enumerate(headers)
        ),
    )
    return Mending(
        headers,
        known.groups or (None,) * len(headers),
        pl.concat([known.cells, cells]) if known.cells.height else cells,
        pl.concat([known.lines, at]) if known.lines.height else at,
    )


def rows_to_mend_csv(plan: Plan) -> str:
    """The rows to mend as they came, with what to mend behind them, for a spreadsheet; a list of
    what is wrong where rows cannot be given (people's training, several sheets). To be encoded with
    a mark, without which Excel takes the file for another alphabet's."""
    rows = plan.reading.mending
    told = _told_by_row(plan)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if rows.cells.is_empty():
        writer.writerow(["Row", "Column", "Value", WHAT])
        for row, column, value, said in _listed(plan):
            writer.writerow([row, text_cell(column), _cell(value), text_cell(said)])
        return text.getvalue()
    sheets = rows.cells.get_column("sheet").n_unique() > 1
    if any(rows.groups):
        writer.writerow([*_group_row(rows.groups), ""])
    extra = ["Sheet", WHAT] if sheets else [WHAT]
    writer.writerow([*map(text_cell, rows.headers), *extra])
    for sheet, row, *cells in rows.cells.iter_rows():
        behind = [text_cell(sheet)] if sheets else []
        writer.writerow([*map(_cell, cells), *behind, text_cell(told.get((sheet, row), ""))])
    return text.getvalue()


def problems_csv(plans: Sequence[Plan]) -> str:
    """What is wrong in some files: file, row, field, column, value, problem, mend."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "row", "field", "column", "value", "problem", "mend"])
    for plan in plans:
        reading = plan.reading
        for line, field, column, value, problem, mend in reading.problems.iter_rows():
            shown = "" if kinds_in(value or "") or column in _withheld(plan) else value or ""
            row = reading.places.get(line, ("", 0))[1]
            writer.writerow(
                [
                    *(text_cell(reading.source), row or ""),
                    *(text_cell(label_of(reading.dataset, field)), text_cell(column)),
                    *(_cell(shown), text_cell(problem), text_cell(mend)),
                ]
            )
    return text.getvalue()


def problem_sentence(
    dataset: Dataset, field: str, value: str | None, problem: str, mend: str
) -> str:
    """What is wrong with a row and how to mend it, in a sentence or two."""
    what = " ".join(
        part for part in (label_of(dataset, field), f"'{value}'" if value else "") if part
    )
    return f"{what} {problem}. {mend}".strip()


def label_of(dataset: Dataset, field: str) -> str:
    """What people call a field, or what only files say (a period, a status)."""
    if field in dataset.columns:
        return dataset.spec(field).label
    return field.replace("_", " ").capitalize()


def as_it_was(table: Table) -> Table:
    """A table that came as rows to mend, without what was added to it."""
    added = next((at for at, name in enumerate(table.headers) if fold(name) == fold(WHAT)), None)
    if added is None:
        return table
    kept = [place for place in range(len(table.headers)) if place != added]
    signs = re.escape("".join(sorted(BEGINS_A_FORMULA)))
    bare = [
        pl.col(str(old)).str.replace(rf"^'([{signs}])", "$1").alias(str(new))
        for new, old in enumerate(kept)
    ]
    kinds = [
        pl.col(f"k{old}").alias(f"k{new}")
        for new, old in enumerate(kept)
        if f"k{old}" in table.cells.columns
    ]
    return replace(
        table,
        headers=tuple(_unmarked(table.headers[place]) for place in kept),
        groups=tuple(table.groups[place] for place in kept),
        cells=table.cells.select("line", "sheet", "row", *bare, *kinds),
    )


def _unmarked(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in BEGINS_A_FORMULA else text


def _group_row(groups: Sequence[str | None]) -> list[str]:
    """What stands over the columns, written once over the first of each group."""
    return [
        text_cell(group) if group and (not place or groups[place - 1] != group) else ""
        for place, group in enumerate(groups)
    ]


def _told_by_row(plan: Plan) -> dict[tuple[str, int], str]:
    reading = plan.reading
    where = {line: (sheet, row) for line, sheet, row in reading.mending.lines.iter_rows()}
    told: dict[tuple[str, int], dict[str, None]] = {}
    for line, field, _, value, problem, mend in reading.problems.iter_rows():
        if line in where:
            shown = None if kinds_in(value or "") else value
            said = problem_sentence(reading.dataset, field, shown, problem, mend)
            told.setdefault(where[line], {})[said] = None
    return {place: " ".join(said) for place, said in told.items()}


def _listed(plan: Plan) -> list[tuple[object, str, str, str]]:
    reading, withheld = plan.reading, _withheld(plan)
    found: list[tuple[object, str, str, str]] = []
    for line, field, column, value, problem, mend in reading.problems.iter_rows():
        shown = "" if column in withheld or kinds_in(value or "") else value or ""
        row = reading.places.get(line, ("", 0))[1]
        said = problem_sentence(reading.dataset, field, shown, problem, mend)
        found.append((row or "", column, shown, said))
    return found


def _withheld(plan: Plan) -> set[str]:
    """Headers of columns whose texts are never shown."""
    reading = plan.reading
    return set(reading.about_people) | set(reading.personal)


def _cell(text: str | None) -> str:
    """A cell as it came; a number, below zero too, stays one."""
    if text is None:
        return ""
    return text if _NUMBER.fullmatch(text) else text_cell(text)
