"""Does to a store what happens to stores, while a dashboard has it open: nothing that was recorded
may be lost, nothing may be written where it does not belong, and whoever meets the fault is told in
one sentence.

    python -m tests.data_access.store.faults            every fault
    python -m tests.data_access.store.faults "the file is deleted" …   some of them

Exit status 1 if one of them does harm.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from data_access.datasets import FINDING
from data_access.errors import DataError
from data_access.ledger import ledger
from data_access.ledger.check import check
from data_access.ledger.entry import Entry
from data_access.moments import now
from data_access.store import database
from data_access.store.backup import backup, check_file, restore_backup
from data_access.store.database import Store, forget, open_store
from tests.data_access.made_up_rows import findings, land, scores, shown_scores
from tests.data_access.store.kill_imports import run as kill_imports
from tests.postgres import start
from tests.principals import OFFICER

NOBODY: Final = 65534
_PATIENCE: Final = 120.0
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.data_access.made_up_rows", "psycopg"])


class Dashboard:
    """A process of its own that has a store open, and does what it is asked."""

    def __init__(self, url: str) -> None:
        self._ask, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(url, theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.opened = self._answer()

    def does(self, what: str, value: float = 0) -> str:
        """Ask for something; what it came to: empty where it went well, else what was told."""
        self._ask.send((what, value))
        return self._answer()

    def _answer(self) -> str:
        if not self._ask.poll(_PATIENCE):
            raise AssertionError("the dashboard hangs")
        kind, said = self._ask.recv()
        if kind == "failed" or "\n" in said:
            raise AssertionError(f"no sentence for a person: {said}")
        return str(said)

    def kill(self) -> None:
        """As the power of an operating system does: kill -9."""
        self.process.kill()
        self.process.join()


@contextlib.contextmanager
def dashboard(url: str) -> Iterator[Dashboard]:
    """A dashboard that has a store open, until the block ends."""
    running = Dashboard(url)
    try:
        yield running
    finally:
        running.kill()


def _serve(url: str, asked: Connection) -> None:
    store: list[Store] = []
    held = contextlib.ExitStack()

    def answer(done: Callable[[], object]) -> None:
        try:
            done()
            asked.send(("done", ""))
        except DataError as error:
            asked.send(("told", str(error)))
        except Exception as error:
            asked.send(("failed", repr(error)))

    if url.startswith("as nobody "):
        url = url.removeprefix("as nobody ")
        if os.geteuid() == 0:
            os.setuid(NOBODY)
    answer(lambda: store.append(open_store(url, make=False)))
    doing: dict[str, Callable[[float], object]] = {
        "enter": lambda score: land(store[0], scores(learning=int(score))),
        "look": lambda score: _look(store[0], int(score)),
        "import much": lambda rows: land(store[0], Entry(FINDING, findings(*_texts(int(rows))))),
        "have room for": _limit,
        "set the clock": _set_clock,
        "wait for": lambda seconds: setattr(database, "PATIENCE", seconds),
        "hold the turn": lambda _: held.enter_context(store[0].writing()),
    }
    with contextlib.suppress(EOFError):
        while True:
            what, value = asked.recv()
            answer(lambda what=what, value=value: doing[what](value))  # type: ignore[misc]


def _look(store: Store, score: int) -> None:
    shown = shown_scores(store)
    if shown != {"learning": score}:
        raise AssertionError(f"it shows {shown}")


def _texts(rows: int) -> list[str]:
    return [f"Finding number {number}. " + "x" * 2000 for number in range(rows)]


def _limit(size: float) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.RLIM_INFINITY))


def _set_clock(days: float) -> None:
    moment = now() + timedelta(days=days)
    ledger.now = lambda: moment  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Place:
    """A folder with a store in which "learning" has the score 2, and a backup of it from before, in
    which it has 1."""

    folder: Path
    file: Path
    url: str
    backup: Path


def prepared(folder: Path) -> Place:
    """Make one."""
    file = folder / "council.db"
    url = f"sqlite:///{file}"
    store = open_store(url)
    land(store, scores(learning=1))
    backup(store, folder / "backup.db", principal=OFFICER)
    land(store, scores(learning=2))
    forget(store)
    return Place(folder, file, url, folder / "backup.db")


def _sound(place: Place, score: int) -> None:
    """What stands in the store's file now, as a new start finds it."""
    store = open_store(place.url, make=False)
    _look(store, score)
    faults = check(store, principal=OFFICER).faults
    forget(store)
    assert not faults, faults


def _told(said: str, words: str) -> None:
    assert words in said, f"told only: {said or 'nothing'}"


def deleted(place: Place) -> None:
    """The file is deleted: it is not made anew, and a backup brings the records back."""
    with dashboard(place.url) as running:
        place.file.unlink()
        _told(running.does("enter", 3), "is gone")
        _told(running.does("look", 2), "is gone")
        assert not place.file.exists()
    restore_backup(place.backup, place.url, now=now(), principal=OFFICER)
    _sound(place, 1)


def replaced(place: Place) -> None:
    """Another file is put in its place: that one stays as it is."""
    with dashboard(place.url) as running:
        shutil.copyfile(place.backup, place.folder / "new.db")
        (place.folder / "new.db").replace(place.file)
        _told(running.does("enter", 3), "Another file was put")
    assert place.file.read_bytes() == place.backup.read_bytes()
    for end in ("-wal", "-shm", "-state"):
        place.file.with_name(place.file.name + end).unlink(missing_ok=True)
    _sound(place, 1)


def copied_over(place: Place) -> None:
    """A backup is copied over the file: neither side is mixed into the other."""
    with dashboard(place.url) as running:
        assert not running.does("enter", 3)
        shutil.copyfile(place.backup, place.file)
        _told(running.does("enter", 4), "Something other than the dashboard changed")
    assert place.file.read_bytes() == place.backup.read_bytes()


def restored_meanwhile(place: Place) -> None:
    """A backup is restored while the dashboard runs: it says so; what was there is set aside."""
    with dashboard(place.url) as running:
        assert not running.does("enter", 3)
        made = restore_backup(place.backup, place.url, now=now(), principal=OFFICER)
        _told(running.does("enter", 4), "Another file was put")
    _sound(place, 1)
    assert made.set_aside is not None
    _sound(Place(place.folder, made.set_aside, f"sqlite:///{made.set_aside}", place.backup), 3)


def journal_gone(place: Place) -> None:
    """The journal is deleted: nothing that was recorded is lost."""
    with dashboard(place.url) as running:
        assert not running.does("enter", 3)
        place.file.with_name("council.db-wal").unlink()
        _told(running.does("enter", 4), "taken away or replaced")
    place.file.with_name("council.db-shm").unlink(missing_ok=True)
    _sound(place, 3)


def stale_journal(place: Place) -> None:
    """The computer stops, and a backup is copied over the file beside the old journal."""
    with dashboard(place.url) as running:
        assert not running.does("enter", 3)
    shutil.copyfile(place.backup, place.file)
    with dashboard(place.url) as running:
        _told(running.opened, "do not belong together")
    assert place.file.read_bytes() == place.backup.read_bytes()


def killed(place: Place) -> None:
    """Kill -9 right after what was recorded was told; and in the middle of imports."""
    with dashboard(place.url) as running:
        assert not running.does("enter", 3)
    _sound(place, 3)
    tally = kill_imports(f"sqlite:///{place.folder / 'killed.db'}", 3, seed=int(time.time()))
    assert not tally.failures, tally.failures


def disk_full(place: Place) -> None:
    """The disk is full in the middle of an import: nothing of it lands; with room it goes on."""
    with dashboard(place.url) as running:
        assert not running.does("have room for", place.file.stat().st_size + 200_000)
        _told(running.does("import much", 500), "cannot be written")
        assert not running.does("look", 2)
        assert not running.does("have room for", resource.RLIM_INFINITY)
        assert not running.does("enter", 3)
        assert not running.does("look", 3)
    _sound(place, 3)


def clock_ahead(place: Place) -> None:
    """The clock says a year that is still to come: nothing is dated by it."""
    with dashboard(place.url) as running:
        assert not running.does("set the clock", 4 * 365)
        _told(running.does("enter", 3), "This computer's clock says")
        assert not running.does("set the clock", 0)
        assert not running.does("enter", 3)
    _sound(place, 3)


def clock_behind(place: Place) -> None:
    """The clock is years behind: what is entered is the newest all the same."""
    with dashboard(place.url) as running:
        assert not running.does("set the clock", -4 * 365)
        assert not running.does("enter", 3)
        assert not running.does("look", 3)
    _sound(place, 3)


def read_only(place: Place) -> None:
    """The folder may not be written to: it is read, and whoever records is told."""
    place.file.chmod(0o444)
    for each in (*place.folder.parents, place.folder):
        if each.is_relative_to(Path(tempfile.gettempdir())) and each.owner() == Path.home().owner():
            each.chmod(0o755)
    place.folder.chmod(0o555)
    try:
        with dashboard(f"as nobody {place.url}") as running:
            assert not running.opened, running.opened
            assert not running.does("look", 2)
            _told(running.does("enter", 3), "can only be read")
    finally:
        place.folder.chmod(0o755)
        place.file.chmod(0o600)
    _sound(place, 2)


def somebody_holds_the_turn(place: Place) -> None:
    """Another process stands still in the middle of writing: nobody waits for ever."""
    with dashboard(place.url) as holding, dashboard(place.url) as running:
        assert not holding.does("hold the turn")
        assert holding.process.pid is not None
        os.kill(holding.process.pid, signal.SIGSTOP)
        assert not running.does("wait for", 1)
        _told(running.does("enter", 3), "somebody else has been writing")
        assert not running.does("look", 2)
        holding.kill()
        assert not running.does("enter", 3)
    _sound(place, 3)


def torn_backup(place: Place) -> None:
    """A backup is damaged on its way: it is found out, and nothing is put in its place."""
    torn = bytearray(place.backup.read_bytes())
    for at in range(3 * 4096, len(torn), 2 * 4096):
        torn[at : at + 64] = b"\xff" * 64
    place.backup.write_bytes(torn)
    for use in (
        lambda: restore_backup(place.backup, place.url, now=datetime.now(), principal=OFFICER),
        lambda: check_file(place.backup, principal=OFFICER),
    ):
        try:
            found = use()
        except DataError as error:
            _told(str(error).partition("\n")[0], str(error))
        else:
            assert getattr(found, "faults", ()), "a torn backup was taken"
    _sound(place, 2)


def mistyped(place: Place) -> None:
    """The store's name has a letter too few: it is said, and no store is made."""
    with dashboard(f"sqlite:///{place.folder / 'councl.db'}") as running:
        _told(running.opened, "There is no store")
    assert not (place.folder / "councl.db").exists()


def database_killed(place: Place) -> None:
    """PostgreSQL's processes for an import are ended in the middle: nothing of it lands."""
    server = start()
    name = server.new_database()
    url = server.url(name)
    restore_backup(place.backup, url, now=now(), principal=OFFICER)
    forget(open_store(url))
    with (
        dashboard(url) as running,
        contextlib.closing(open_store(url).engine.raw_connection()) as db,
    ):
        running._ask.send(("import much", 3000))  # the answer is awaited below
        ended, patience = 0, time.monotonic() + 30
        while not ended and time.monotonic() < patience:
            cursor = db.cursor()
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> "
                "pg_backend_pid() AND datname = current_database() AND query LIKE 'COPY%'"
            )
            [(ended,)] = cursor.fetchall()
            db.commit()
        said = running._answer()
        assert ended, "the import was too quick to be met"
        _told(said, "cannot be written")
        assert not running.does("look", 1)
        assert not running.does("enter", 3)
        assert not running.does("look", 3)
    store = open_store(url)
    assert not check(store, principal=OFFICER).faults
    forget(store)
    server.drop_database(name)


FAULTS: Final[dict[str, Callable[[Place], None]]] = {
    "the file is deleted": deleted,
    "the file is replaced": replaced,
    "the file is copied over": copied_over,
    "a backup is restored meanwhile": restored_meanwhile,
    "the journal is deleted": journal_gone,
    "an old journal beside a backup": stale_journal,
    "kill -9": killed,
    "the disk is full": disk_full,
    "the clock is ahead": clock_ahead,
    "the clock is behind": clock_behind,
    "it can only be read": read_only,
    "somebody holds the turn": somebody_holds_the_turn,
    "a torn backup": torn_backup,
    "a mistyped name": mistyped,
    "the database is killed": database_killed,
}


def main() -> int:
    """Do them, and say what came of each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("faults", nargs="*", choices=[*FAULTS, []], metavar="FAULT")
    chosen = parser.parse_args().faults or list(FAULTS)
    harmed = 0
    for name in chosen:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="fault-") as folder:
            try:
                FAULTS[name](prepared(Path(folder)))
                came = "nothing lost, told"
            except AssertionError as error:
                harmed += 1
                came = f"HARM: {error}"
        print(f"{name:34} {time.perf_counter() - began:6.1f} s  {came}", flush=True)
    print(f"{len(chosen)} faults, {harmed} did harm")
    return int(harmed > 0)


if __name__ == "__main__":
    sys.exit(main())
