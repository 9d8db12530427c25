"""Files made to overwhelm whoever reads them are read or refused in a sentence, soon, in little
memory, and nobody else waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from statistics import median

import psutil
import pytest

from data_access.errors import DataError
from data_access.importing.own_process import pool
from data_access.importing.own_process.limits import MEBIBYTE
from data_access.importing.own_process.reader import ReadingFaultError
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.stages.context import Context
from data_access.importing.stages.recipe import Recipe
from tests.benchmarks.bench_hostile_files import BAR, FILES, figures, measure, reading_server
from tests.data_access.importing.own_process.hostile_reports import REPORTS
from tests.data_access.importing.own_process.hostile_tables import TABLES
from tests.sampling import one_in_slow

SECONDS = 20
UNNOTICED = 0.5  # seconds for fifteen answers
MEMORY = 1024 * MEBIBYTE
# Read to the end: what is in them is a log, and the rest is only show.
READ = {
    "rows with a look.xlsx": 40,
    "cells with a look.xlsx": 40,
    "wide cells.docx": 40,
    "deep bold.html": None,
}


class Watch:
    """The most memory that a reader has at any moment, and how long it computes: on a busy machine
    the clock says nothing."""

    def __init__(self) -> None:
        self.most = 0
        self.computed = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.02):
            for reader in [*pool.readers()._busy]:
                self.most = max(self.most, reader.grown)
                self.computed = max(self.computed, reader.computed)


def outcome(read: Callable[[], object]) -> tuple[object, str]:
    """What reading a file gave, and the sentence it was refused with."""
    found, error = None, None
    with Watch() as watch:
        try:
            found = read()
        except DataError as refused:
            error = refused
    assert not isinstance(error, ReadingFaultError)
    said = str(error or "")
    assert watch.computed < SECONDS
    assert watch.most < 1.1 * MEMORY
    assert len(said.splitlines()) <= 1
    return found, said


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    pool.warm()


@pytest.mark.parametrize("name", one_in_slow(9, list(TABLES)))
def test_a_hostile_table_is_read_or_refused(name: str) -> None:
    content = TABLES[name]()
    found, said = outcome(
        lambda: pool.read_table(
            name,
            content,
            recipe=Recipe(dataset="complaint"),
            kept={},
            context=Context("A Council"),
            today=date(2026, 9, 30),
        )
    )
    assert bool(said) != bool(found)
    if said:
        assert name in said
        assert READ.get(name) is None


@pytest.mark.parametrize("name", one_in_slow(9, list(REPORTS)))
def test_a_hostile_report_is_read_or_refused(name: str) -> None:
    content = REPORTS[name]()
    found, said = outcome(lambda: pool.read_report([ReportSource(name, content)]))
    assert bool(said) != bool(found)


def test_others_are_answered_meanwhile() -> None:
    files = [
        ("tables", "one shorter string.xlsx"),
        ("reports", "one content.pdf"),
        ("tables", "open quote.csv"),
        ("reports", "deep states.pdf"),
    ]
    assert set(files) <= set(FILES)
    with reading_server(files) as server:
        found = measure(server, files, {"figures": lambda: figures(server)}, rounds=5)
        assert len(found.files) == len(files)
        # A few hundredths of a second more are the machine's, and nobody notices them.
        assert found.ratio("figures") < BAR or median(found.busy["figures"]) < UNNOTICED
        readers = _readers()
        assert readers
    _, left = psutil.wait_procs(readers, timeout=3)
    assert not left


def _readers() -> list[psutil.Process]:
    """The readers of servers that this process has started."""
    return [
        process
        for server in psutil.Process().children()
        for process in server.children(recursive=True)
        if "data_access.importing.own_process.child" in process.cmdline()
    ]
