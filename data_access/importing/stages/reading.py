"""What reading a file gives, before the store is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.stages.columns.column import Column
from data_access.importing.stages.questions import Question
from data_access.importing.stages.table.table import Aside
from data_access.importing.stages.values.log import Word

_AT = {"line": pl.Int64(), "sheet": pl.String(), "row": pl.Int64()}


def _nowhere() -> pl.DataFrame:
    return pl.DataFrame(schema=_AT)


@dataclass(frozen=True)
class Mending:
    """Rows of the file that wait for a person, as they came, without columns about people.

    cells: sheet, row (as a person counts), and a text column per header ("0", "1", …). groups: what
    stands over each header. lines: line, sheet and row of what is wrong.
    """

    headers: tuple[str, ...] = ()
    groups: tuple[str | None, ...] = ()
    cells: pl.DataFrame = field(default_factory=pl.DataFrame)
    lines: pl.DataFrame = field(default_factory=_nowhere)


@dataclass(frozen=True)
class Reading:
    """What a file gives. rows: the dataset's columns, typed, without rows to mend; at: line, sheet
    and row of each. problems: PROBLEM_SCHEMA. places: sheet and row, as a person counts, of the
    lines to mend. declined: why the file is not taken at all, in a sentence. first_rows: rows as
    they came, a text column per header but those about people. comparators: rows of that dataset,
    which came in beside."""

    source: str
    dataset: Dataset
    confidence: float
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    about_people: tuple[str, ...]
    rows: pl.DataFrame
    spoken: Mapping[str, str]
    problems: pl.DataFrame
    aside: tuple[Aside, ...]
    words: tuple[Word, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]
    file_rows: int
    used: int
    rejected: int
    titles: tuple[str, ...] = ()
    declined: str | None = None
    published: bool = False
    places: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)  # keys of rows to mend, where known
    follows: frozenset[str] = frozenset()  # fields that follow from others, where they have a value
    personal: tuple[str, ...] = ()  # headers of columns that hold personal data; never shown
    across: tuple[str, ...] = ()  # headers of columns that are courses, in a list of people
    all_sheets: tuple[str, ...] = ()  # those that are not read as well
    first_rows: pl.DataFrame = field(default_factory=pl.DataFrame)
    at: pl.DataFrame = field(default_factory=_nowhere)
    mending: Mending = field(default_factory=Mending)
    comparators: pl.DataFrame = field(default_factory=pl.DataFrame)  # what to compare rows with

    @property
    def not_shown(self) -> frozenset[str]:
        """Headers of columns whose texts are never shown: those about people, and those that hold
        personal data."""
        return frozenset((*self.about_people, *self.personal))

    @property
    def set_aside(self) -> dict[str, int]:
        """Rows set aside, by kind."""
        return dict(Counter(each.kind for each in self.aside))

    @property
    def needed(self) -> tuple[Question, ...]:
        """Questions that have to be answered before anything is imported."""
        return tuple(question for question in self.questions if question.needed)
