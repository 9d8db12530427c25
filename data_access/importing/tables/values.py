"""From text to typed values, a whole column at once, and what is wrong where it fails."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data_access.datasets import FieldSpec
from data_access.datasets.base import plain
from data_access.ledger.entry import GREATEST_INTEGER, is_missing
from data_access.store.distinct_texts import distinct_texts

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
    words, places = distinct_texts(texts)
    read = _read(spec, words)
    if places is None:
        return read
    bad = read.bad.gather(places).fill_null(value=False) if read.bad.any() else _none_bad(texts)
    return replace(read, values=read.values.gather(places), bad=bad)


def _read(spec: FieldSpec, texts: pl.Series) -> Typed:
    texts = texts.set(is_missing(texts), None)
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


def _none_bad(texts: pl.Series) -> pl.Series:
    return pl.repeat(value=False, n=texts.len(), dtype=pl.Boolean, eager=True)


def _numbers(spec: FieldSpec, texts: pl.Series) -> Typed:
    words = {text: spec.value_of(text) or text for text in _distinct_words(spec, texts)}
    if words:
        texts = texts.replace(words)
    numbers = _bare_numbers(texts).cast(pl.Float64, strict=False)
    numbers = numbers.set(numbers.is_infinite() | numbers.is_nan(), None)
    bad = texts.is_not_null() & numbers.is_null()
    problem, mend = "is not a number", "Write a number, such as 12."
    if spec.python_type is int:
        parts = numbers.is_not_null() & (numbers != numbers.round(0))
        bad = bad | parts | (numbers.abs() > GREATEST_INTEGER)
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
    if spec.labels:
        mend = f"{mend[:-1]}: {', '.join(label for _, label in spec.labels)}."
    values = numbers.set(bad, None)
    if spec.python_type is int:
        values = values.cast(pl.Int64, strict=False)
    return Typed(values, bad.fill_null(value=False), problem, mend)


def _distinct_words(spec: FieldSpec, texts: pl.Series) -> list[str]:
    """What is said instead of a number, where the field understands words."""
    if not spec.words:
        return []
    return texts.filter(texts.str.contains("[A-Za-z]").fill_null(value=False)).unique().to_list()


def _bare_numbers(texts: pl.Series) -> pl.Series:
    """Without currency, percent sign and what groups thousands. A comma elsewhere stays, so that
    1,5 is no number: it must not be taken for fifteen."""
    bare = (
        texts.str.replace(r"^\((.*)\)$", "-$1")
        .str.replace_all("[−–]", "-")
        .str.replace_all("[£%]", "")
        .str.strip_chars()
        .str.replace(r"^([+-])\s+", "$1")
    )
    grouped = bare.str.contains(r"^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?$").fill_null(value=False)
    return bare.zip_with(~grouped, bare.str.replace_all("[, ]", ""))


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
_TIME = r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?(?i:am|pm|Z|[+-]\d{2}:?\d{2})?$"
_WEEKDAY = r"^(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+"
_MONTH_FORMATS = ("%Y-%m", "%m/%Y", "%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%b %y")


def read_dates(texts: pl.Series) -> pl.Series:
    """ISO, British and spreadsheet dates; null for what is none. A bare month means its first day;
    of two-digit years those from 69 are of the last century."""
    bare = (
        texts.str.replace(_TIME, "")
        .str.replace(_WEEKDAY, "")
        .str.replace(r"(\d)(st|nd|rd|th)\b", "$1")
        .str.replace_all(r"\s+", " ")
    )
    found = pl.repeat(None, bare.len(), dtype=pl.Date, eager=True)
    left = bare
    patterns = [("", pattern) for pattern in _DATE_FORMATS]
    patterns += [("01 ", f"%d {pattern}") for pattern in _MONTH_FORMATS]
    for prefix, pattern in patterns:
        if left.null_count() == left.len():
            return found
        # "%Y" takes the 26 of 9/3/26 for a year long past: only what is plausible counts.
        read = (prefix + left).str.to_date(pattern, strict=False, exact=True)
        found = found.fill_null(_plausible(read))
        left = left.set(found.is_not_null(), None)
    serial = left.str.extract(r"^(\d{5})(\.\d+)?$").cast(pl.Int32, strict=False)
    days = pl.Series([_SERIAL_ZERO]).cast(pl.Int32).item()
    return found.fill_null(_plausible((serial + days).cast(pl.Date)))


def _plausible(days: pl.Series) -> pl.Series:
    return days.set(~days.is_between(_EARLIEST, _LATEST).fill_null(value=False), None)


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
    return texts.set(is_missing(texts), None).str.replace_all(r"[|\n]", ";")
