"""What is to be written: rows of a dataset, brought into the one form in which rows are kept; what
people write for "nothing", which no field ever holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from data_access.datasets import Dataset, FieldSpec
from data_access.datasets.base import LIST_SEPARATOR
from data_access.datasets.follows import with_what_follows
from data_access.errors import DataError
from data_access.ledger.as_known import KEY_SEPARATOR, row_key, table_of
from data_access.store.bulk import split_texts
from data_access.store.distinct_texts import FEW, by_distinct_text
from vocabulary.nature import Nature

# ONS and NHS England write ".." and "[x]", spreadsheets "#N/A".
MISSING_VALUES = (
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "#n/a",
    "null",
    "none",
    "nil",
    ".",
    "..",
    "[x]",
    "[z]",
)


def is_missing(texts: pl.Series) -> pl.Series:
    """True where a text says that there is nothing."""
    short = (texts.str.len_bytes() <= _LONGEST_MISSING).fill_null(value=False)
    if not short.any():
        return short  # as in a million references
    return texts.str.to_lowercase().is_in(MISSING_VALUES).fill_null(value=False)


_LONGEST_MISSING = max(len(word.encode()) for word in MISSING_VALUES)
GREATEST_INTEGER = 2**31 - 1  # what an integer column of PostgreSQL holds
LONGEST_TEXT = 32_767  # characters of a workbook's cell


@dataclass(frozen=True)
class Entry:
    """Rows of one dataset to append.

    `frame` has the dataset's columns (missing ones are empty; a list may be one text, joined by
    semicolons). `replaces` names key columns: rows with the same values in them that are not in
    `frame` do not stand any longer, so that a corrected document replaces the whole of the old
    one. A column `based_on` (row_id a person was looking at, null for a new row) makes the append
    refuse if someone else was faster. `guarded`: the rows have been searched for personal data
    already, by whoever knows their place in a file.
    `nature`: what kind of fact these rows are, where the import brings several kinds.
    `used`: how many rows of the file the import is made of, beside the `rejected` ones; `left_out`:
    natural keys (see `keys_of`) of the rejected rows where they can be read, with how many rows of
    the file have each.
    """

    dataset: Dataset
    frame: pl.DataFrame
    replaces: tuple[str, ...] = ()
    takes_away: bool = False
    rejected: int = 0
    guarded: bool = False
    nature: Nature | None = None
    used: int | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Counts:
    """What an entry would do, or did, in rows."""

    new: int
    changed: int
    unchanged: int
    removed: int
    rejected: int = 0

    @property
    def changes(self) -> int:
        """Rows that make a difference."""
        return self.new + self.changed + self.removed

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
            self.rejected + other.rejected,
        )


def canonical(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with exactly the dataset's columns, typed, in the one form in which files give
    rows too, so that what is exported imports as the same.

    Texts are trimmed, without control characters, with plain blanks and line ends; a text or list
    that is empty or only says "n/a" is null (a list that must be there stays, empty). What
    follows from other fields is filled in. DataError if a required field is empty, a text is longer
    than a cell holds, a value is of the wrong kind, or a key occurs twice.
    """
    columns = []
    tidied = tidy(dataset, frame)
    for spec in dataset.fields:
        values = _filled(dataset, spec, tidied.get_column(spec.name))
        _short_enough(dataset, spec, values)
        if not _nullable(dataset, spec) and values.has_nulls():
            raise DataError(f"{dataset.title}: '{spec.name}' must not be empty.")
        if spec.python_type is int and (values.abs() > GREATEST_INTEGER).any():
            raise DataError(f"{dataset.title}: '{spec.name}' has a number that is too great.")
        columns.append(values)
    carried = [frame.get_column(name) for name in ("based_on",) if name in frame.columns]
    result = with_what_follows(pl.DataFrame([*columns, *carried]), dataset.follows)
    result = result.with_columns(row_key(dataset))
    keys = result.get_column("row_key")
    if keys.n_unique() < keys.len():
        key = keys.filter(keys.is_duplicated()).item(0).replace(KEY_SEPARATOR, ", ")
        raise DataError(f"{dataset.title}: the same row occurs twice ({key}).")
    return result


def keys_of(dataset: Dataset, frame: pl.DataFrame) -> pl.Series:
    """The row_key of each row, made of the key's columns as `canonical` has them; null where part
    of the key is missing that every row has."""
    specs = [dataset.spec(name) for name in dataset.natural_key]
    columns = [_filled(dataset, s, _tidied(frame, s)).alias(s.name) for s in specs]
    needed = [name for name in dataset.natural_key if not _nullable(dataset, dataset.spec(name))]
    known = pl.all_horizontal(pl.col(needed).is_not_null())
    return pl.DataFrame(columns).select(pl.when(known).then(row_key(dataset))).to_series()


def tidy(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame's columns in the form in which rows are kept (see `canonical`), all of the
    dataset's, null where there is nothing; nothing is checked but the kind of each value (DataError
    for a wrong one)."""
    columns = []
    for spec in dataset.fields:
        try:
            columns.append(_tidied(frame, spec).alias(spec.name))
        except pl.exceptions.PolarsError as error:
            raise DataError(
                f"{dataset.title}: '{spec.name}' has a value of the wrong kind."
            ) from error
    return pl.DataFrame(columns)


def default_of(dataset: Dataset, spec: FieldSpec) -> str | int | float | bool | None:
    """What a field that is always filled holds where nothing is said of it; None: nothing."""
    default = dataset.fields_model.model_fields[spec.name].get_default()
    held = isinstance(default, str | int | float | bool) and not _nullable(dataset, spec)
    return default if held else None


def _filled(dataset: Dataset, spec: FieldSpec, values: pl.Series) -> pl.Series:
    if spec.is_list:
        return values if _nullable(dataset, spec) else values.fill_null([])
    default = default_of(dataset, spec)
    return values if default is None else values.fill_null(default)


def _tidied(frame: pl.DataFrame, spec: FieldSpec) -> pl.Series:
    if spec.name not in frame.columns:
        return pl.repeat(None, frame.height, dtype=spec.polars_type, eager=True)
    if spec.is_list and frame.schema[spec.name] == pl.String:
        values = frame.get_column(spec.name)
    else:
        values = frame.get_column(spec.name).cast(spec.polars_type)
    if spec.is_list:
        joined = values if values.dtype == pl.String else values.list.join(";")
        return by_distinct_text(joined, _tidy_lists)
    if spec.python_type is str:
        return by_distinct_text(values, _plain_texts)
    return values.fill_nan(None) if spec.python_type is float else values


# What neither a spreadsheet nor XML can hold (a NUL would even end the text in the store), blanks
# that only look like one, and line ends of other systems.
_ODD = "[\x00-\x08\x0b-\x1f\x7f\u00a0\u2007\u202f\ufffe\uffff]"
_CONTROLS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
_BLANKS = "[\u00a0\u2007\u202f]"


def _plain_texts(texts: pl.Series) -> pl.Series:
    if texts.len() <= FEW and all(map(_is_plain, texts.to_list())):
        return texts
    if texts.str.contains(_ODD).any():
        texts = (
            texts.str.replace_all(_CONTROLS, "")
            .str.replace_all(_BLANKS, " ")
            .str.replace_all("\r\n?", "\n")
        )
    trimmed = texts.str.strip_chars()
    return trimmed.set((trimmed == "") | is_missing(trimmed), None)


def _is_plain(text: str | None) -> bool:
    """Whether a text needs nothing done: asked of few, it spares a dozen steps of Polars."""
    return text is None or (
        text.isascii()
        and text.replace("\n", "").isprintable()
        and text == text.strip()
        and text.lower() not in MISSING_VALUES
        and text != ""
    )


def _tidy_lists(joined: pl.Series) -> pl.Series:
    lists = split_texts(_plain_texts(joined).str.replace_all(r"[|\n]", LIST_SEPARATOR))
    return lists.to_frame().select(pl.when(pl.first().list.len() > 0).then(pl.first())).to_series()


def _short_enough(dataset: Dataset, spec: FieldSpec, values: pl.Series) -> None:
    if spec.python_type is not str or spec.choices or not spec.in_a_cell:
        return
    texts = values.list.join(LIST_SEPARATOR) if spec.is_list else values
    longest = texts.str.len_bytes().max()
    if isinstance(longest, int) and longest > LONGEST_TEXT:  # characters may be fewer
        longest = texts.str.len_chars().max()
        if isinstance(longest, int) and longest > LONGEST_TEXT:
            raise DataError(
                f"{dataset.title}: '{spec.name}' has a text of {longest:,} characters, more than "
                f"the {LONGEST_TEXT:,} that a spreadsheet's cell holds."
            )


def _nullable(dataset: Dataset, spec: FieldSpec) -> bool:
    return bool(table_of(dataset.table).c[spec.name].nullable)
