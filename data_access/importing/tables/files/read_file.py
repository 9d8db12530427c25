"""A file becomes a table of text. CSV as councils have it: any separator, any of the usual
encodings, titles above the header; workbooks as `read_workbook` reads them."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from dataclasses import dataclass

import polars as pl

from data_access.importing.tables.files.read_workbook import read_workbook
from data_access.importing.tables.files.sheet import (
    GREATEST_CELL,
    GREATEST_COLUMNS,
    GREATEST_CSV,
    HEADER_WITHIN,
    RawTable,
    Recognise,
    TableError,
    TableSource,
    find_header,
    unique_headers,
)
from data_access.importing.tables.files.tidy import tidy
from data_access.store.distinct_texts import SAMPLE, repeats

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 64 * 1024
_PART = 20_000


@dataclass(frozen=True)
class _Head:
    """How a file begins: its separator, the titles above the header, and the header."""

    separator: str
    titles: tuple[str, ...]
    lines_above: int
    headers: tuple[str, ...]


def read_csv(source: TableSource, recognise: Recognise) -> RawTable:
    """Read a CSV file as text. TableError if it is too large, binary, or holds no table."""
    if len(source.content) > GREATEST_CSV:
        raise TableError(f"{source.name} is larger than {GREATEST_CSV // 2**20} MB.")
    content = _utf8(source)
    head = _head(source.name, content[:_SAMPLE].decode("utf-8", errors="ignore"), recognise)
    ragged: tuple[tuple[int, int], ...] = ()
    try:
        cells = _fast(content, head)
    except pl.exceptions.PolarsError:
        cells, ragged = _careful(source, content, head)
    left_out = tuple(f"the title '{title[:80]}'" for title in head.titles if title)
    return tidy(
        RawTable(source.name, None, head.headers, cells, left_out, ragged),
    )


def csv_headers(source: TableSource, recognise: Recognise) -> tuple[str, ...]:
    """The column names alone, from the file's first lines. TableError if there are none."""
    start = _utf8(TableSource(source.name, source.content[:_SAMPLE]), damaged="ignore")
    return _head(source.name, start.decode("utf-8", errors="ignore"), recognise).headers


def _head(name: str, start: str, recognise: Recognise) -> _Head:
    separator = _separator(start)
    first_rows, ends = _first_rows(start, separator)
    header = find_header(first_rows, recognise)
    if header is None:
        raise TableError(f"{name} has no row that names columns.")
    width = len(first_rows[header])
    if width > GREATEST_COLUMNS:
        raise TableError(f"{name} has more than {GREATEST_COLUMNS} columns.")
    return _Head(
        separator,
        tuple(" ".join(filter(None, row)).strip() for row in first_rows[:header]),
        ends[header - 1] if header else 0,
        unique_headers(first_rows[header], width),
    )


def _utf8(source: TableSource, damaged: str = "strict") -> bytes:
    """The file's bytes as UTF-8; Windows-1252 where it is not Unicode. `damaged` says what to do
    with marked Unicode that is none."""
    content = source.content
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding, damaged).encode()
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
        widths = [len(row) for row in _first_rows(start, separator)[0] if len(row) > 1]
        if not widths:
            return (0, 0)
        usual = max(set(widths), key=widths.count)
        return (widths.count(usual) * (usual > 1), usual)

    return max(_SEPARATORS, key=agreement)


def _first_rows(start: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """The first rows, and the number of lines in the file up to the end of each."""
    rows, ends = [], []
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            ends.append(reader.line_num)
            if len(rows) >= HEADER_WITHIN + 1:
                break
    except csv.Error:
        pass  # what was read so far is enough to find the header, or too little to be a table
    return rows, ends


def _fast(content: bytes, head: _Head) -> pl.DataFrame:
    def read(kinds: list[pl.DataType], rows: int | None = None) -> pl.DataFrame:
        return pl.read_csv(
            content,
            has_header=False,
            skip_lines=head.lines_above,
            schema={str(place): kind for place, kind in enumerate(kinds)},
            separator=head.separator,
            n_rows=rows,
        )

    frame = read([pl.String()] * len(head.headers), SAMPLE)
    if frame.height == SAMPLE:
        # Texts that repeat are read as what they are: that takes a fraction of the memory.
        frame = read(
            [
                pl.Categorical(pl.Categories.random()) if repeats(column) else pl.String()
                for column in frame.iter_columns()
            ]
        )
    first = len(head.titles) + 1  # the header's number, as people count rows
    return (
        frame.with_row_index("row", offset=first)
        .slice(1)
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _careful(
    source: TableSource, content: bytes, head: _Head
) -> tuple[pl.DataFrame, tuple[tuple[int, int], ...]]:
    """Row by row, for files with rows of different lengths."""
    width = len(head.headers)
    parts: list[pl.DataFrame] = []
    rows: list[list[str | None]] = []
    first = number = len(head.titles) + 1
    ragged: list[tuple[int, int]] = []
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")
    csv.field_size_limit(GREATEST_CELL * 4)
    schema: dict[str, pl.DataType] = {str(place): pl.String() for place in range(width)}
    try:
        for number, row in enumerate(csv.reader(text, delimiter=head.separator), start=1):
            if number <= first:
                continue
            if any(cell.strip() for cell in row[width:]):
                ragged.append((number, len(row)))
            cells = row[:width] + [""] * (width - len(row))
            rows.append([cell or None for cell in cells])
            if len(rows) == _PART:
                parts.append(pl.DataFrame(rows, schema=schema, orient="row"))
                rows.clear()
    except csv.Error as error:
        raise TableError(
            f"{source.name} cannot be read beyond row {number:,}: a quotation mark is not closed."
        ) from error
    parts.append(pl.DataFrame(rows, schema=schema, orient="row"))
    frame = pl.concat(parts)
    numbers = pl.int_range(first + 1, first + 1 + frame.height, dtype=pl.Int64, eager=True)
    return frame.insert_column(0, numbers.alias("row")), tuple(ragged)


def read_table(source: TableSource, recognise: Recognise, sheet: str | None = None) -> RawTable:
    """Read a CSV file or an XLSX workbook as text, with its header found.

    `recognise` says whether a text is a column name the dataset knows. Raises TableError, in one
    sentence, for anything that is not a readable table.
    """
    if not source.content or source.content.isspace():
        raise TableError(f"{source.name} is empty.")
    if source.content.startswith(b"PK"):
        if zipfile.is_zipfile(io.BytesIO(source.content)):
            return read_workbook(source, recognise, sheet)
        raise TableError(f"{source.name} is damaged and cannot be read.")
    if source.content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            f"{source.name} is an old or protected workbook; save it as XLSX or CSV without a "
            "password."
        )
    if source.content.startswith(b"%PDF"):
        raise TableError(f"{source.name} is a PDF; save the table as CSV or XLSX.")
    return read_csv(source, recognise)


def quick_headers(source: TableSource, recognise: Recognise) -> tuple[str, ...] | None:
    """The column names of a CSV file without reading all of it; None for other files. TableError
    as `read_table`."""
    if source.content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return None
    return csv_headers(source, recognise)
