"""What passes between the server and the processes that read files for it.

Messages are pickled, through pipes that nobody else can write to. A reader may have been taken over
by what it read: so of what it sends only our own plain classes and frames are made, and no function
is called.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import IO, TYPE_CHECKING, Any

import polars as pl

from data_access.datasets import DATASETS, Dataset
from data_access.errors import DataError
from data_access.store.distinct_texts import coded

if TYPE_CHECKING:
    from data_access.importing.coding.themes import ThemeRule
    from data_access.importing.reports.parsing.result import ParsedReport, ReportSource
    from data_access.importing.stages.context import Context
    from data_access.importing.stages.reading import Reading
    from data_access.importing.stages.recipe import Recipe

_OURS = ("data_access.", "vocabulary.")
_WORD_BY_WORD = 50
_PLAIN = {
    (kind.__module__, kind.__qualname__): kind for kind in (pl.DataFrame, pl.Series, date, datetime)
}


@dataclass(frozen=True)
class ReadTable:
    """To read a council's file of so many bytes. key: tells the file; content: None where the
    reader holds the file under that key. kept: recipes of the council as TOML, by layout."""

    name: str
    key: str
    size: int
    content: bytes | None
    recipe: Recipe
    kept: Mapping[str, str]
    context: Context
    today: date


@dataclass(frozen=True)
class FindLayout:
    """To tell the layout of a council's file."""

    name: str
    key: str
    size: int
    content: bytes | None


@dataclass(frozen=True)
class ParseReport:
    """To read published pages."""

    sources: tuple[ReportSource, ...]


@dataclass(frozen=True)
class ParseCharacteristics:
    """To read documents of rating characteristics."""

    sources: tuple[ReportSource, ...]


@dataclass(frozen=True)
class SuggestCodings:
    """To suggest codings of a report's findings (paragraph, sentence, text), by statement."""

    findings: Mapping[str, Sequence[tuple[int, int, str]]]
    rules: tuple[ThemeRule, ...]


@dataclass(frozen=True)
class ProposeFigures:
    """To propose the figures of a report; see `propose`."""

    parsed: ParsedReport
    catalogue: pl.DataFrame
    day: date | None


@dataclass(frozen=True)
class TableRead:
    """What a council's file gives, its layout, the recipe it was read with, and the day it was
    taken from where its records are kept, if it says one."""

    reading: Reading
    layout: str
    recipe: Recipe
    extracted: date | None
    form: pl.DataFrame | None = None

    def to_send(self) -> TableRead:
        """The same, a third as large: columns in which nothing stands are left out, and of texts
        that repeat each is told once. `form` says of which columns and types the rows are."""
        rows, at = self.reading.rows, self.reading.at
        filled = (column for column in rows.iter_columns() if column.null_count() < rows.height)
        reading = replace(
            self.reading,
            rows=pl.DataFrame([coded(column) for column in filled]),
            at=at.with_columns(coded(at.get_column("sheet"))),
        )
        return replace(self, reading=reading, form=rows.clear())

    def as_read(self) -> TableRead:
        """What was sent, as it was."""
        if self.form is None:
            return self
        at = self.reading.at.with_columns(pl.col("sheet").cast(pl.String))
        sent = self.reading.rows
        rows = pl.DataFrame(
            sent.get_column(name).cast(kind)
            if name in sent.columns
            else pl.repeat(None, at.height, dtype=kind, eager=True).alias(name)
            for name, kind in self.form.schema.items()
        )
        return replace(self, reading=replace(self.reading, rows=rows, at=at), form=None)


@dataclass(frozen=True)
class Ready:
    """A reader can be asked."""


@dataclass(frozen=True)
class Told:
    """How far a reader is: which share is done, and which will be when what it does now is."""

    share: float
    until: float
    what: str


@dataclass(frozen=True)
class Done:
    """What was asked for. held: keys of the files that the reader still holds."""

    value: Any
    held: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """The file cannot be read, for a reason that can be told to a person."""

    error: DataError
    held: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Our own mistake: its kind, and the places in the code, without any value."""

    kind: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class TooMuch:
    """The reader ran out of memory."""


def size_of(asked: object) -> int:
    """Bytes of the files that a message is about, or of as many as take so long: text that is read
    word by word takes much longer than its bytes do in a file."""
    if isinstance(asked, SuggestCodings):
        return _WORD_BY_WORD * sum(
            len(text) for said in asked.findings.values() for *_, text in said
        )
    if isinstance(asked, ProposeFigures):
        texts = [finding.text for _, finding in asked.parsed.findings]
        texts += [told.text for _, told in asked.parsed.narrative]
        return _WORD_BY_WORD * sum(map(len, texts))
    if isinstance(asked, ReadTable | FindLayout):
        return asked.size
    if isinstance(asked, ParseReport | ParseCharacteristics):
        return sum(len(source.content) for source in asked.sources)
    return 0


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: object) -> str | None:
        """A dataset is told by its name: there is one object of each."""
        return value.name if isinstance(value, Dataset) else None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: Any) -> Dataset:
        """The dataset of a name."""
        return DATASETS[pid]

    def find_class(self, module: str, name: str) -> Any:
        """Classes of frames and days, and ours that only hold values."""
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (
                is_dataclass(found) or issubclass(found, Enum | DataError)
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in a message")


def send(pipe: IO[bytes], message: object) -> None:
    """Send a message; OSError where nobody listens any more."""
    _Pickler(pipe, protocol=5).dump(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object:
    """The next message. EOFError after the last; pickle.UnpicklingError for what is none."""
    return _Unpickler(pipe).load()
