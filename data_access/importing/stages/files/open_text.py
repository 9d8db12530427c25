"""Text files: any separator, any of the usual encodings."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

import polars as pl

from data_access.importing.stages.files.book import Book, Cells, FileError, Limits, Sheet

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (",", ";", "\t", "|")
_ODD = ("\u00a0".encode(), "\u2007".encode(), "\u202f".encode())  # blanks that look like one
_SAMPLE = 64 * 1024
_LONGEST_LINE = 4_000_000  # characters
_LARGE = 8 * 1024 * 1024  # bytes from which columns are read at once


def open_text(name: str, content: bytes, limits: Limits) -> Book:
    """A text file as one sheet. FileError if it is no text."""
    text, notes = _decoded(name, content)
    _not_too_long(name, text)
    separator = _separator(text[:_SAMPLE])
    sheet = _fast(name, text, separator, limits) if len(text) > _LARGE else None
    return Book(name, "csv", (sheet or _careful(name, text, separator, limits),), notes)


def _not_too_long(name: str, text: str) -> None:
    """A line of many megabytes is none of a table, and cut into cells it takes a gigabyte."""
    start = 0
    while len(text) - start > _LONGEST_LINE:
        last = text.rfind("\n", start, start + _LONGEST_LINE + 1)
        if last < 0:
            end = text.find("\n", start)
            length = (len(text) if end < 0 else end) - start
            raise FileError(
                f"{name} has a line of {length:,} characters: it is no table as people save them."
            )
        start = last + 1


def _decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where its encoding had to be taken for granted."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise FileError(f"{name} is damaged: its text cannot be read.") from error
    start = content[:_SAMPLE]
    if b"\x00" in start:
        # UTF-16 without a mark: every other byte of English text is zero.
        even, odd = start[0::2], start[1::2]
        for encoding, zeros, letters in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
            if zeros.count(0) > 0.8 * len(zeros) and letters.count(0) < 0.2 * len(letters):
                try:
                    return content.decode(encoding), ()
                except UnicodeDecodeError:
                    continue
        raise FileError(f"{name} is neither a table nor a text.")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        if sum(byte < 32 and byte not in b"\t\r\n\x0c" for byte in start) > len(start) / 50:
            raise FileError(f"{name} is neither a table nor a text.") from None
        return content.decode("cp1252", errors="replace"), ("read as Windows-1252",)


def _separator(start: str) -> str:
    """The separator that cuts all rows, the header too, into the same number of cells; else the one
    that cuts most lines so, of those that cut most."""
    first = start.split("\n", 1)[0].strip().casefold()
    if first.startswith("sep=") and len(first) == len("sep=,"):
        return first[-1]
    lines = start.splitlines(keepends=True)[:200]
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        rows = [row for row in _first_rows(lines, separator) if any(row)]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        # a text with many semicolons in it makes no file of semicolons
        score = times * (width - 1) * (1000 if times == len(rows) else 1)
        if score > most:
            best, most = separator, score
    return best


def _first_rows(lines: list[str], separator: str) -> list[list[str]]:
    """The rows of the first lines; the last may be cut short."""
    rows = []
    try:
        for row in csv.reader(lines, delimiter=separator):
            rows.append(row)
    except csv.Error:
        pass  # what was read so far is enough to tell
    return rows[:-1] if len(rows) > 100 else rows


def _careful(name: str, text: str, separator: str, limits: Limits) -> Sheet:
    cells = Cells(name, limits)
    csv.field_size_limit(max(limits.cell * 4, 131_072))
    widths = []
    try:
        for row, values in enumerate(_rows(text, separator)):
            widths.append(len(values))
            for column, value in enumerate(values):
                cells.put(row, column, value)
    except csv.Error as error:
        raise FileError(
            f"{name} cannot be read beyond row {len(widths):,}: a quotation mark is not closed."
        ) from error
    if not cells.cells:
        raise FileError(f"{name} is empty.")
    even = max(widths) <= widths[0]
    return Sheet("", cells.frames()[0], widths=None if even else tuple(widths))


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if text[:4].casefold() == "sep=":
        lines.readline()
    return csv.reader(lines, delimiter=separator)


def _fast(name: str, text: str, separator: str, limits: Limits) -> Sheet | None:
    """A large file whose rows are all as wide as its first; None where it has to be read with
    care."""
    if text[:4].casefold() == "sep=":
        return None
    content = text.encode()
    try:
        frame = pl.read_csv(content, separator=separator, has_header=False, infer_schema=False)
    except pl.exceptions.PolarsError:
        return None
    if frame.width > limits.columns or frame.width * frame.height > limits.cells:
        raise FileError(f"{name} holds more than is safe to read.")
    frame = frame.rename({old: str(place) for place, old in enumerate(frame.columns)})
    longest = frame.select(pl.all().str.len_bytes().max()).row(0)  # characters may be fewer
    if any(isinstance(length, int) and length > limits.cell for length in longest):
        return None
    tidy = pl.all()
    if b"\x00" in content or (not content.isascii() and any(odd in content for odd in _ODD)):
        tidy = tidy.str.replace_all("[\u00a0\u2007\u202f]", " ").str.replace_all("\x00", "")
    if b"\r" in content:
        tidy = tidy.str.replace_all("\r\n?", "\n")
    frame = frame.select(tidy.str.strip_chars())
    return Sheet("", frame.with_columns(pl.when(pl.all() != "").then(pl.all())))
