"""What is to be written: rows of a dataset, brought into the one form in which rows are kept."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data_access.as_known import table_of
from data_access.bulk import split_texts
from data_access.datasets import Dataset, FieldSpec, Nature
from data_access.distinct import by_distinct
from data_access.errors import DataError
from data_access.natural_key import KEY_SEPARATOR, row_key

GREATEST_INTEGER = 2**31 - 1  # what an integer column of PostgreSQL holds


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
    """

    dataset: Dataset
    frame: pl.DataFrame
    replaces: tuple[str, ...] = ()
    rejected: int = 0
    guarded: bool = False
    nature: Nature | None = None


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
    """The frame with exactly the dataset's columns, typed; text trimmed, empty text and lists as
    null (a list that must be there stays, empty). DataError if a required field is empty, a value
    is of the wrong kind, or a key occurs twice."""
    columns = []
    for spec in dataset.fields:
        try:
            values = _column(dataset, frame, spec)
        except pl.exceptions.PolarsError as error:
            raise DataError(
                f"{dataset.title}: '{spec.name}' has a value of the wrong kind."
            ) from error
        if not _nullable(dataset, spec) and values.has_nulls():
            raise DataError(f"{dataset.title}: '{spec.name}' must not be empty.")
        if spec.python_type is int and (values.abs() > GREATEST_INTEGER).any():
            raise DataError(f"{dataset.title}: '{spec.name}' has a number that is too great.")
        columns.append(values)
    carried = [frame.get_column(name) for name in ("based_on",) if name in frame.columns]
    result = pl.DataFrame([*columns, *carried]).with_columns(row_key(dataset))
    keys = result.get_column("row_key")
    if keys.n_unique() < keys.len():
        key = keys.filter(keys.is_duplicated()).item(0).replace(KEY_SEPARATOR, ", ")
        raise DataError(f"{dataset.title}: the same row occurs twice ({key}).")
    return result


def _column(dataset: Dataset, frame: pl.DataFrame, spec: FieldSpec) -> pl.Series:
    if spec.name not in frame.columns:
        nothing = pl.repeat(None, frame.height, dtype=spec.polars_type, eager=True)
        values = nothing.alias(spec.name)
    elif spec.is_list and frame.schema[spec.name] == pl.String:
        values = frame.get_column(spec.name)
    else:
        values = frame.get_column(spec.name).cast(spec.polars_type)
    if spec.is_list:
        joined = values if values.dtype == pl.String else values.list.join(";")
        lists = by_distinct(joined, _tidy_lists)
        return lists if _nullable(dataset, spec) else lists.fill_null([])
    if spec.python_type is str:
        values = by_distinct(values, _tidy_texts)
    elif spec.python_type is float:
        values = values.fill_nan(None)
    default = dataset.fields_model.model_fields[spec.name].get_default()
    if isinstance(default, str | int | float | bool) and not _nullable(dataset, spec):
        values = values.fill_null(default)
    return values


def _tidy_texts(texts: pl.Series) -> pl.Series:
    # A NUL would end the text in the store.
    trimmed = texts.str.replace_all("\x00", "", literal=True).str.strip_chars()
    return trimmed.set(trimmed == "", None)


def _tidy_lists(joined: pl.Series) -> pl.Series:
    lists = split_texts(joined.str.replace_all("\x00", "", literal=True))
    return lists.to_frame().select(pl.when(pl.first().list.len() > 0).then(pl.first())).to_series()


def _nullable(dataset: Dataset, spec: FieldSpec) -> bool:
    return bool(table_of(dataset.table).c[spec.name].nullable)
