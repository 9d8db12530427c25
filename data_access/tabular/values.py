"""From text to typed values, a whole column at once, and what is wrong where it fails."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data_access.datasets import FieldSpec
from data_access.datasets.base import plain
from data_access.distinct import distinct

# What people write for "nothing": ONS and NHS England write ".." and "[x]", spreadsheets "#N/A".
_NOTHING = ("-", "–", "—", "n/a", "na", "#n/a", "null", "none", "nil", ".", "..", "[x]", "[z]")
_YES = ("yes", "y", "true", "1", "x", "✓", "t")
_NO = ("no", "n", "false", "0", "f")
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)
# Day 0 of spreadsheets as they count since 1900 (they believe in 29 February 1900).
_SERIAL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Typed:
    """A column's values (null where empty or wrong), and where it is wrong and how to mend it.

    bad: boolean, true where a value could not be read. mend: one sentence on how to write it.
    """

    values: pl.Series
    bad: pl.Series
    problem: str
    mend: str


def read_column(spec: FieldSpec, texts: pl.Series) -> Typed:
    """Read a text column as the field's type."""
    words, places = distinct(texts)
    read = _read(spec, words)
    if places is None:
        return read
    bad = read.bad.gather(places).fill_null(value=False) if read.bad.any() else _none_bad(texts)
    return replace(read, values=read.values.gather(places), bad=bad)


def _read(spec: FieldSpec, texts: pl.Series) -> Typed:
    texts = texts.set(_is_nothing(texts), None)
    if spec.is_list:
        return _lists(spec, texts)
    if spec.choices:
        return _choices(spec, texts)
    if spec.python_type is bool:
        return _booleans(texts)
    if spec.python_type is date:
        return _dates(spec, texts)
    if spec.python_type in (int, float):
        return _numbers(spec, texts)
    return Typed(texts, _none_bad(texts), "", "")


def _is_nothing(texts: pl.Series) -> pl.Series:
    return texts.str.to_lowercase().is_in(_NOTHING).fill_null(value=False)


def _none_bad(texts: pl.Series) -> pl.Series:
    return pl.repeat(value=False, n=texts.len(), dtype=pl.Boolean, eager=True)


def _numbers(spec: FieldSpec, texts: pl.Series) -> Typed:
    bare = texts.str.replace_all(r"[£,\s%]", "").str.replace(r"^\((.*)\)$", "-$1")
    numbers = bare.cast(pl.Float64, strict=False)
    numbers = numbers.set(numbers.is_infinite() | numbers.is_nan(), None)
    bad = texts.is_not_null() & numbers.is_null()
    problem, mend = "is not a number", "Write a number, such as 12."
    if spec.python_type is int:
        parts = numbers.is_not_null() & (numbers != numbers.round(0))
        bad = bad | parts
        problem, mend = "is not a whole number", "Write a whole number, such as 12."
        numbers = numbers.set(bad, None)
    low, high = spec.minimum, spec.maximum
    if low is not None or high is not None:
        outside = pl.Series(numbers.is_not_null())
        inside = (numbers >= low if low is not None else outside) & (
            numbers <= high if high is not None else outside
        )
        bad = bad | (numbers.is_not_null() & ~inside)
        mend = f"Write a number {_between(low, high)}."
        problem = f"is not a number {_between(low, high)}"
    values = numbers.set(bad, None)
    if spec.python_type is int:
        values = values.cast(pl.Int64, strict=False)
    return Typed(values, bad.fill_null(value=False), problem, mend)


def _between(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    return f"of {low:g} or more" if low is not None else f"of {high:g} or less"


_DATE_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%Y/%m/%d",
    "%Y%m%d",
)
_MONTH_FORMATS = ("%Y-%m", "%m/%Y", "%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%b %y")


def read_dates(texts: pl.Series) -> pl.Series:
    """ISO, British and spreadsheet dates; null for what is none. A bare month means its first day;
    two-digit years are this century's."""
    bare = texts.str.replace(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$", "")
    bare = bare.str.replace(r"(\d)(st|nd|rd|th)\b", "$1").str.replace_all(r"\s+", " ")
    found = pl.repeat(None, bare.len(), dtype=pl.Date, eager=True)
    left = bare
    for pattern in _DATE_FORMATS:
        if left.null_count() == left.len():
            break
        read = left.str.to_date(pattern, strict=False, exact=True)
        found = found.fill_null(read) if found.null_count() else found
        left = left.set(found.is_not_null(), None)
    for pattern in _MONTH_FORMATS:
        if left.null_count() == left.len():
            break
        read = ("01 " + left).str.to_date(f"%d {pattern}", strict=False, exact=True)
        found = found.fill_null(read)
        left = left.set(found.is_not_null(), None)
    if left.null_count() < left.len():
        serial = left.str.extract(r"^(\d{5})(\.\d+)?$").cast(pl.Int32, strict=False)
        days = pl.Series([_SERIAL_ZERO]).cast(pl.Int32).item()
        found = found.fill_null((serial + days).cast(pl.Date))
    plausible = found.is_between(_EARLIEST, _LATEST)
    return found.set(~plausible.fill_null(value=False), None)


def _dates(spec: FieldSpec, texts: pl.Series) -> Typed:
    found = read_dates(texts)
    if spec.name == "month":  # kept as the first day, whichever day of it a file gives
        found = found.dt.month_start()
    return Typed(
        found,
        texts.is_not_null() & found.is_null(),
        "is not a date",
        "Write day/month/year, such as 31/03/2026, or 2026-03-31.",
    )


def _booleans(texts: pl.Series) -> Typed:
    lower = texts.str.to_lowercase()
    yes, no = lower.is_in(_YES), lower.is_in(_NO)
    values = pl.select(
        pl.when(yes).then(pl.lit(value=True)).when(no).then(pl.lit(value=False))
    ).to_series()
    return Typed(
        values, texts.is_not_null() & values.is_null(), "is neither yes nor no", "Write yes or no."
    )


def _choices(spec: FieldSpec, texts: pl.Series) -> Typed:
    """Only distinct texts are looked up, so a million rows cost no more than their few words."""
    read = {text: spec.value_of(text) for text in texts.unique().drop_nulls().to_list()}
    values = texts.replace_strict(read, return_dtype=pl.String) if read else texts
    wrong = [text for text, choice in read.items() if choice is None]
    return Typed(
        values,
        texts.is_not_null() & values.is_null(),
        "is not one of the words this field takes",
        f"Write one of: {_listed(spec)}.{_hint(spec, wrong)}",
    )


def _listed(spec: FieldSpec) -> str:
    return ", ".join(spec.label_of(choice) for choice in spec.choices)


def _hint(spec: FieldSpec, wrong: list[str]) -> str:
    """What somebody may have meant, where it is one word alone."""
    if len(wrong) != 1:
        return ""
    said = {plain(spec.label_of(choice)): spec.label_of(choice) for choice in spec.choices}
    close = difflib.get_close_matches(plain(wrong[0]), list(said), n=1, cutoff=0.6)
    return f" Did you mean '{said[close[0]]}'?" if close else ""


def _lists(spec: FieldSpec, texts: pl.Series) -> Typed:
    parts = (
        joined_list(texts)
        .str.split(";")
        .list.eval(pl.element().str.strip_chars())
        .list.filter(pl.element() != "")
    )
    if not spec.choices:
        return Typed(parts, _none_bad(texts), "", "")
    said = parts.explode().drop_nulls().unique().to_list()
    known = {text: spec.value_of(text) for text in said}
    wrong = [text for text, value in known.items() if value is None]
    values = parts.list.eval(pl.element().replace_strict(known, return_dtype=pl.String))
    bad = parts.list.eval(pl.element().is_in(wrong)).list.any().fill_null(value=False)
    return Typed(
        values.set(bad, None),
        bad,
        "has a word that this field does not take",
        f"Write some of these, separated by semicolons: {_listed(spec)}.{_hint(spec, wrong)}",
    )


def joined_list(texts: pl.Series) -> pl.Series:
    """A list column as people write it, joined by semicolons and by nothing else; null where
    there is nothing. The ledger takes it like this."""
    return texts.set(_is_nothing(texts), None).str.replace_all(r"[|\n]", ";")
