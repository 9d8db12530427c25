"""What reading columns finds out on the way, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from data_access.importing.stages.questions import Question

OK, NOTHING_YET, MARK, ASK, BAD = "ok", "nothing", "mark", "ask", "bad"
STATES = pl.Enum([OK, NOTHING_YET, MARK, ASK, BAD])

ReadText = Callable[[str, int, int], tuple[object, str]]
"""Reads one text of a column: (text, kind, how often it comes) → (value, state)."""

PROBLEM_SCHEMA: dict[str, pl.DataType] = {
    "line": pl.Int64(),
    "field": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "problem": pl.String(),
    "mend": pl.String(),
}


@dataclass(frozen=True)
class Word:
    """A word of a closed list as it stands in the file. value: what it is taken to mean, "" for
    nothing known; None where it has to be asked. told: a person said so."""

    field: str
    column: str
    word: str
    count: int
    value: str | None
    told: bool = False
    suggestion: str | None = None


@dataclass(frozen=True)
class Read:
    """A column read. values: typed, null where there is none. states (STATES): OK, NOTHING_YET,
    MARK, ASK or BAD for each line; null where the cell is empty."""

    values: pl.Series
    states: pl.Series
    problem: str = ""
    mend: str = ""


@dataclass
class Log:
    """What reading found out on the way: words, questions, notes, and problems by line; and what it
    goes by."""

    words: list[Word] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[pl.DataFrame] = field(default_factory=list)
    file_month_first: bool | None = None  # the order that the file's columns of days show
    teams: tuple[str, ...] = ()  # names of teams that are held

    def problem_lines(self) -> pl.DataFrame:
        """All problems (PROBLEM_SCHEMA)."""
        return pl.concat([pl.DataFrame(schema=PROBLEM_SCHEMA), *self.problems])
