"""CSV as councils have it: any separator, any of the usual encodings, titles above the header."""

from __future__ import annotations

import codecs
import csv
import io

import polars as pl

from data_access.tabular.header import Recognise, find_header, unique_headers
from data_access.tabular.source import (
    GREATEST_CELL,
    GREATEST_COLUMNS,
    GREATEST_CSV,
    HEADER_WITHIN,
    RawTable,
    TableError,
    TableSource,
)
from data_access.tabular.tidy import tidy

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 64 * 1024


def read_csv(source: TableSource, recognise: Recognise) -> RawTable:
    """Read a CSV file as text. TableError if it is too large, binary, or holds no table."""
    if len(source.content) > GREATEST_CSV:
        raise TableError(f"{source.name} is larger than {GREATEST_CSV // 2**20} MB.")
    content = _utf8(source)
    start = content[:_SAMPLE].decode("utf-8", errors="ignore")
    separator = _separator(start)
    first_rows = _first_rows(start, separator)
    header = find_header(first_rows, recognise)
    if header is None:
        raise TableError(f"{source.name} has no row that names columns.")
    titles = tuple(" ".join(filter(None, row)).strip() for row in first_rows[:header])
    width = len(first_rows[header])
    if width > GREATEST_COLUMNS:
        raise TableError(f"{source.name} has more than {GREATEST_COLUMNS} columns.")
    headers = unique_headers(first_rows[header], width)
    ragged: tuple[tuple[int, int], ...] = ()
    try:
        cells = _fast(content, separator, header, width)
    except pl.exceptions.PolarsError:
        cells, ragged = _careful(source, content, separator, header, width)
    left_out = tuple(f"the title '{title[:80]}'" for title in titles if title)
    return tidy(
        RawTable(source.name, None, headers, cells, left_out, ragged),
    )


def _utf8(source: TableSource) -> bytes:
    """The file's bytes as UTF-8; Windows-1252 where it is not Unicode."""
    content = source.content
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding).encode()
            except UnicodeDecodeError as error:
                raise TableError(f"{source.name} is damaged: its text cannot be read.") from error
    if b"\x00" in content[:_SAMPLE]:
        raise TableError(f"{source.name} is not a CSV file.")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").encode()
    return content


def _separator(start: str) -> str:
    """The separator that cuts most of the first rows into the same number of cells."""

    def agreement(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in _first_rows(start, separator) if len(row) > 1]
        if not widths:
            return (0, 0)
        usual = max(set(widths), key=widths.count)
        return (widths.count(usual) * (usual > 1), usual)

    return max(_SEPARATORS, key=agreement)


def _first_rows(start: str, separator: str) -> list[list[str]]:
    rows = []
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            if len(rows) >= HEADER_WITHIN + 1:
                break
    except csv.Error:
        pass  # what was read so far is enough to find the header, or too little to be a table
    return rows


def _fast(content: bytes, separator: str, header: int, width: int) -> pl.DataFrame:
    frame = pl.read_csv(
        content,
        has_header=False,
        new_columns=[str(place) for place in range(width)],
        infer_schema=False,
        separator=separator,
    )
    if frame.width != width:
        raise pl.exceptions.ShapeError("another number of columns below the header")
    return (
        frame.with_row_index("row", offset=1)
        .slice(header + 1)
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _careful(
    source: TableSource, content: bytes, separator: str, header: int, width: int
) -> tuple[pl.DataFrame, tuple[tuple[int, int], ...]]:
    """Row by row, for files with rows of different lengths."""
    columns: list[list[str | None]] = [[] for _ in range(width)]
    numbers: list[int] = []
    ragged: list[tuple[int, int]] = []
    text = io.StringIO(content.decode("utf-8"), newline="")
    csv.field_size_limit(GREATEST_CELL * 4)
    try:
        for number, row in enumerate(csv.reader(text, delimiter=separator), start=1):
            if number <= header + 1:
                continue
            if any(cell.strip() for cell in row[width:]):
                ragged.append((number, len(row)))
            numbers.append(number)
            for place, column in enumerate(columns):
                column.append(row[place] if place < len(row) and row[place] != "" else None)
    except csv.Error as error:
        raise TableError(
            f"{source.name} cannot be read beyond row {len(numbers) + header + 1}: "
            "a quotation mark is not closed."
        ) from error
    frame = pl.DataFrame(
        {str(place): column for place, column in enumerate(columns)},
        schema={str(place): pl.String for place in range(width)},
    )
    return frame.insert_column(0, pl.Series("row", numbers, dtype=pl.Int64)), tuple(ragged)
