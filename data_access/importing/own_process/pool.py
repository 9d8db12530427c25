"""The processes that read files: a few, kept warm while somebody brings files."""

from __future__ import annotations

import atexit
import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from data_access.importing.own_process.limits import MEBIBYTE, Allowed
from data_access.importing.own_process.reader import GoneError, Progress, Reader

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from data_access.importing.characteristics.parsed import ParsedCharacteristics
    from data_access.importing.coding.suggest import Coding
    from data_access.importing.coding.themes import ThemeRule
    from data_access.importing.own_process.messages import ReadTable, TableRead
    from data_access.importing.reports.figures.proposed import ProposedFigure
    from data_access.importing.reports.parsing.result import ParsedReport, ReportSource
    from data_access.importing.stages.context import Context
    from data_access.importing.stages.recipe import Recipe

MOST_READERS = 3
_MOST_KEPT = 768 * MEBIBYTE  # memory beyond which a reader is replaced rather than kept
_WAIT = 0.1


class Pool:
    """Readers for everybody of this process; more people than readers wait for one."""

    def __init__(self, most: int = MOST_READERS, allowed: Allowed | None = None) -> None:
        self.most = most
        self.allowed = allowed or Allowed()
        self._free: list[Reader] = []
        self._busy: list[Reader] = []
        self._kept_warm = False
        self._changed = threading.Condition()

    def warm(self) -> None:
        """Have a reader ready, so that the first file does not wait for one; and another when it
        was ended."""
        with self._changed:
            self._kept_warm = True
            self._free = [reader for reader in self._free if reader.alive]
            if not self._free and len(self._busy) < self.most:
                self._free.append(Reader(self.allowed))

    def ask(
        self,
        message: Callable[[Reader], object],
        name: str,
        key: str | None = None,
        progress: Progress | None = None,
    ) -> object:
        """The answer of a reader, if possible of one that holds the file of a key; see
        `Reader.ask`. message: what it is asked."""
        progress = progress or (lambda share, what: None)
        while True:
            with self._reader(key, progress) as reader, suppress(GoneError):
                return reader.ask(message(reader), name, progress)

    @contextmanager
    def _reader(self, key: str | None, progress: Progress) -> Iterator[Reader]:
        reader = self._taken(key, progress)
        try:
            yield reader
        finally:
            with self._changed:
                self._busy.remove(reader)
                kept = reader.alive and reader.grown <= _MOST_KEPT
                if kept:
                    self._free.append(reader)
                elif self._kept_warm and not self._free:
                    self._free.append(Reader(self.allowed))
                self._changed.notify()
            if not kept:
                reader.end()

    def _taken(self, key: str | None, progress: Progress) -> Reader:
        while True:
            with self._changed:
                self._free = [reader for reader in self._free if reader.alive]
                holds = [reader for reader in self._free if key is not None and key in reader.held]
                reader = next(iter(holds or self._free), None)
                if reader is not None:
                    self._free.remove(reader)
                elif len(self._busy) < self.most:
                    reader = Reader(self.allowed)
                if reader is not None:
                    self._busy.append(reader)
                    return reader
                self._changed.wait(_WAIT)
            progress(0.0, "Waiting: other files are being read")

    def end(self) -> None:
        """End all readers."""
        with self._changed:
            free, self._free = self._free, []
            self._kept_warm = False
            busy = list(self._busy)
        for reader in busy:
            reader.kill()
        for reader in free:
            reader.let_go()  # it has nothing to do, and ends by itself


@lru_cache(maxsize=1)
def readers() -> Pool:
    """This process's readers. They end with it."""
    pool = Pool()
    atexit.register(pool.end)
    return pool


def warm() -> None:
    """Have a reader ready: a person is about to bring a file."""
    readers().warm()


def read_table(
    name: str,
    content: bytes,
    *,
    recipe: Recipe,
    kept: Mapping[str, str],
    context: Context,
    today: date,
    digest: str | None = None,
    progress: Progress | None = None,
) -> TableRead:
    """What a council's file gives. kept: recipes as TOML, by layout. today: no file was taken from
    a council's system later. digest: SHA-256 of the content, where it is known.

    FileError, RecipeError or PersonalDataError where it cannot be read; DataError where reading it
    takes too much; and whatever `progress` raises, which ends the reading.
    """
    from data_access.importing.own_process.messages import ReadTable, TableRead

    key = _key(name, content, digest)

    def message(reader: Reader) -> ReadTable:
        brought = None if key in reader.held else content
        return ReadTable(name, key, len(content), brought, recipe, kept, context, today)

    read = readers().ask(message, name, key, progress)
    assert isinstance(read, TableRead)
    return read.as_read()


def find_layout(name: str, content: bytes, progress: Progress | None = None) -> str:
    """The layout of a council's file. Raises as `read_table`."""
    from data_access.importing.own_process.messages import FindLayout

    key = _key(name, content)
    asked = FindLayout(name, key, len(content), content)
    return str(readers().ask(lambda _: asked, name, key, progress))


def read_report(sources: Sequence[ReportSource], progress: Progress | None = None) -> ParsedReport:
    """What published pages say. ReportError where they cannot be read; DataError where reading them
    takes too much; and whatever `progress` raises, which ends the reading."""
    from data_access.importing.own_process.messages import ParseReport
    from data_access.importing.reports.parsing.result import ParsedReport

    name = sources[0].name if len(sources) == 1 else "The report"
    message = ParseReport(tuple(sources))
    parsed = readers().ask(lambda _: message, name, None, progress)
    assert isinstance(parsed, ParsedReport)
    return parsed


def read_characteristics(
    sources: Sequence[ReportSource], progress: Progress | None = None
) -> ParsedCharacteristics:
    """What documents of rating characteristics say. DataError where they cannot be read, hold none
    or take too much; and whatever `progress` raises, which ends the reading."""
    from data_access.importing.characteristics.parsed import ParsedCharacteristics
    from data_access.importing.own_process.messages import ParseCharacteristics

    name = sources[0].name if len(sources) == 1 else "The document"
    message = ParseCharacteristics(tuple(sources))
    parsed = readers().ask(lambda _: message, name, None, progress)
    assert isinstance(parsed, ParsedCharacteristics)
    return parsed


def suggest_codings(
    findings: Mapping[str, Sequence[tuple[int, int, str]]],
    rules: Sequence[ThemeRule],
) -> dict[str, list[Coding]]:
    """Suggested codings of findings (paragraph, sentence, text) by statement, by the rules of a
    codebook. DataError where that takes too much."""
    from data_access.importing.own_process.messages import SuggestCodings

    message = SuggestCodings(dict(findings), tuple(rules))
    codings = readers().ask(lambda _: message, "The report")
    assert isinstance(codings, dict)
    return codings


def propose_figures(
    parsed: ParsedReport, catalogue: pl.DataFrame, day: date | None
) -> tuple[ProposedFigure, ...]:
    """The figures that a report gives; see `propose`. DataError where that takes too much."""
    from data_access.importing.own_process.messages import ProposeFigures

    message = ProposeFigures(parsed, catalogue, day)
    figures = readers().ask(lambda _: message, "The report")
    assert isinstance(figures, tuple)
    return figures


def _key(name: str, content: bytes, digest: str | None = None) -> str:
    told = f"{name}\0{digest or hashlib.sha256(content).hexdigest()}"
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
