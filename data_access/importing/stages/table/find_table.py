"""The second stage: where in a sheet the table is, and what stands around it.

The header is the row that names most columns; it may be two rows, the upper one over groups of
columns. Above it stand titles, below it the rows. A cell merged downwards stands for every row it
covers. Rows and columns are counted from 0 here, and from 1 wherever a person reads them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

import polars as pl

from data_access.importing.stages.files.book import Book, Sheet
from data_access.importing.stages.table.header import (
    HEADER_WITHIN,
    Recognise,
    header_row,
    header_rows,
    names_of,
)
from data_access.importing.stages.table.table import Aside, Table

WIDEST = 1000  # columns that are looked at
_LONGEST_GAP = 1000  # blank rows that are counted as such


def find_table(book: Book, sheet: Sheet, recognise: Recognise) -> Table | None:
    """The table of a sheet; None where no row names columns."""
    texts = sheet.texts
    if texts.height == 0 or texts.width == 0:
        return None
    texts = texts.select(texts.columns[:WIDEST])
    head = texts.head(HEADER_WITHIN + 2).rows()
    top = header_row(head, sheet, recognise)
    if top is None:
        return None
    group_row, label_row, bottom = header_rows(head, sheet, top)
    headers, groups = names_of(head, sheet, group_row, label_row, texts.width)
    first_header = min(row for row in (group_row, label_row, bottom) if row is not None)
    rows = texts.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
    blank = texts.select(pl.all_horizontal(pl.all().is_null())).to_series()
    filled = rows.filter(~blank) if blank.any() else rows
    there = filled.get_column("at")
    titles = [
        " ".join(cell for cell in head[row] if cell)
        for row in range(first_header)
        if any(head[row])
    ]
    aside = [Aside("titles", "", 0, line) for line in book.above]
    aside += [
        Aside("titles", sheet.name, row + 1, " ".join(cell for cell in head[row] if cell))
        for row in range(first_header)
        if any(head[row])
    ]
    aside += [
        Aside("blank", sheet.name, row + 1)
        for row in _missing_between(there)
        if not first_header <= row <= bottom
    ]
    cells, merged_down = _filled_down(filled.slice(int((there <= bottom).sum())), sheet, bottom)
    kinds = sheet.kinds
    frame = cells.with_columns(sheet=pl.lit(sheet.name), row=pl.col("at") + 1)
    if kinds is not None:
        numbers = frame.get_column("at")
        filled_kinds = _kinds_down(kinds, sheet, bottom)
        frame = frame.with_columns(
            filled_kinds.get_column(name).gather(numbers).alias(f"k{name}")
            for name in texts.columns
        )
    hidden = set(sheet.hidden_rows)
    frame = frame.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    frame = _without_headers_again(frame, headers, texts.columns)
    hidden_lines = frozenset(
        frame.filter(pl.col("at").is_in(list(hidden))).get_column("line") if hidden else ()
    )
    notes = list(_notes(sheet))
    kept = [
        place
        for place in range(texts.width)
        if not (
            headers[place] == f"column {place + 1}"
            and frame.get_column(str(place)).null_count() == frame.height
        )
    ]
    selected = [pl.col("line", "sheet", "row")]
    selected += [pl.col(str(old)).alias(str(new)) for new, old in enumerate(kept)]
    if kinds is not None:
        selected += [pl.col(f"k{old}").alias(f"k{new}") for new, old in enumerate(kept)]
    return Table(
        source=book.name,
        sheets=(sheet.name,),
        headers=tuple(headers[place] for place in kept),
        groups=tuple(groups[place] for place in kept),
        cells=frame.select(selected),
        titles=(*book.above, *titles),
        aside=tuple(aside),
        merged_down=tuple(headers[place] for place in merged_down if place in kept),
        hidden_lines=hidden_lines,
        filtered=sheet.filtered,
        notes=tuple(notes),
        certainty=sum(1 for header in headers if recognise(header) > 0.6),
        form=book.form,
        formula_gaps=sheet.formula_gaps,
        too_wide=_too_wide(sheet, frame, bottom),
    )


def _too_wide(sheet: Sheet, frame: pl.DataFrame, bottom: int) -> frozenset[int]:
    """Lines with something behind the header's last cell, as where a comma is not in quotes."""
    if sheet.widths is None:
        return frozenset()
    width = sheet.widths[bottom]
    beyond = [name for name in sheet.texts.columns[width:] if name in frame.columns]
    if not beyond:
        return frozenset()
    wide = frame.filter(pl.any_horizontal(pl.col(beyond).is_not_null()))
    return frozenset(wide.get_column("line").to_list())


def _areas_down(sheet: Sheet, bottom: int) -> list[tuple[int, int, int]]:
    """Merged cells below the header that cover several rows: first row, column, last row."""
    height, width = sheet.texts.height, sheet.texts.width
    return [
        (first, left, min(last, height - 1))
        for first, left, last, _ in sheet.merged
        if first > bottom and last > first and left < width and first < height
    ]


def _filled_down(rows: pl.DataFrame, sheet: Sheet, bottom: int) -> tuple[pl.DataFrame, list[int]]:
    """The rows with merged cells filled down, and the columns in which that was done."""
    areas = _areas_down(sheet, bottom)
    if not areas:
        return rows, []
    at = {row: place for place, row in enumerate(rows.get_column("at").to_list())}
    done: set[int] = set()
    values: dict[int, list[str | None]] = {}
    for first, column, last in areas:
        text = sheet.texts.item(first, column)
        if text is None:
            continue
        texts = values.setdefault(column, rows.get_column(str(column)).to_list())
        for row in range(first + 1, last + 1):
            if row in at and texts[at[row]] is None:
                texts[at[row]] = text
                done.add(column)
    filled = [pl.Series(str(column), texts, pl.String()) for column, texts in values.items()]
    return rows.with_columns(filled), sorted(done)


def _kinds_down(kinds: pl.DataFrame, sheet: Sheet, bottom: int) -> pl.DataFrame:
    values: dict[int, list[int]] = {}
    for first, column, last in _areas_down(sheet, bottom):
        there = values.setdefault(column, kinds.get_column(str(column)).to_list())
        for row in range(first + 1, last + 1):
            if sheet.texts.item(row, column) is None:
                there[row] = there[first]
    filled = [pl.Series(str(column), found, pl.UInt8()) for column, found in values.items()]
    return kinds.with_columns(filled)


def _missing_between(rows: pl.Series) -> list[int]:
    """The numbers that are missing between the first and the last of ascending ones, but in gaps so
    long that a sheet does not go on behind them: a stray cell at its end makes no million rows."""
    gap = pl.col("gap").is_between(2, _LONGEST_GAP, closed="both")
    gaps = rows.to_frame("at").select("at", gap=pl.col("at").diff()).filter(gap)
    return [row for at, gap in gaps.iter_rows() for row in range(at - gap + 1, at)]


def _without_headers_again(
    frame: pl.DataFrame, headers: Sequence[str], columns: Sequence[str]
) -> pl.DataFrame:
    """Without rows that repeat the header, as printed on every page."""
    named = [
        (name, header)
        for name, header in zip(columns, headers, strict=True)
        if header and not re.fullmatch(r"column \d+|.* \(\d+\)", header)
    ]
    if len(named) < 2:
        return frame
    most = max(2, 0.8 * len(named))
    # Only rows in which a cell begins as its header does are looked at more closely; one of the
    # first few has to, where so many do.
    first = named[: len(named) - ceil(most) + 1]
    likely = frame.filter(
        pl.any_horizontal(pl.col(name).str.starts_with(header.split()[0]) for name, header in first)
    )
    if likely.is_empty():
        return frame
    same = pl.sum_horizontal(
        (pl.col(name).str.replace_all(r"\s+", " ") == header).fill_null(value=False).cast(pl.Int32)
        for name, header in named
    )
    again = likely.filter(same >= most).get_column("line")
    return frame.filter(~pl.col("line").is_in(again.implode())) if again.len() else frame


def _notes(sheet: Sheet) -> list[str]:
    where = f" of the sheet '{sheet.name}'" if sheet.name else ""
    notes: list[str] = []
    if sheet.hidden_columns:
        notes.append(f"hidden columns{where}: {len(sheet.hidden_columns)}, read like the others")
    if sheet.formula_gaps:
        notes.append(
            f"{sheet.formula_gaps:,} formulas{where} were never calculated and count as empty: "
            "open the file in Excel, save it, and bring it again"
        )
    if sheet.error_cells:
        notes.append(f"{sheet.error_cells:,} cells{where} hold an error such as #REF!")
    return notes
