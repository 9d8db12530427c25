"""Writing down who did what.

What is written to the ledger is noted in the same transaction, so that neither is there without the
other. Looking, exporting and presenting must never wait for an import to end: they are handed to a
thread that writes them as soon as the store is free. What cannot be written there (a store that can
only be read, a disk that is full) goes to the log.
"""

from __future__ import annotations

import atexit
import json
import logging
import re
from collections import OrderedDict
from collections.abc import Iterable
from datetime import timedelta
from queue import Empty, Full, Queue
from threading import Condition, Lock, Thread
from typing import Any, Final

from sqlalchemy import Connection

from data_access.activity.table import Activity
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.ledger.as_known import table_of
from data_access.moments import now
from data_access.store.database import Store
from vocabulary.activity import REPEATED, Act
from vocabulary.principal import Principal

ONE_LOOK: Final = timedelta(minutes=10)
"""Looking at the same again within so long is the same look."""
_LOG = logging.getLogger("data_access.activity")
_MOST_WAITING: Final = 10_000
_AT_ONCE: Final = 500
_LAST_SECONDS: Final = 5.0  # for what waits when the program ends
_REMEMBERED: Final = 4_096
# A name of ours, such as a dataset's or an exhibit's. Anything else could be somebody's words.
_OUR_NAME = re.compile(r"[a-z][a-z0-9_.-]{0,79}")


def note(
    connection: Connection,
    act: Act,
    *,
    principal: Principal,
    authorities: Iterable[str] = (),
    about: Iterable[str] = (),
    number: int | None = None,
) -> None:
    """Write an act down in the transaction that does it. Arguments as `noted`'s."""
    row = _row(act, principal, authorities, about, number)
    connection.execute(table_of(Activity).insert(), row)


def noted(
    store: Store,
    act: Act,
    *,
    principal: Principal,
    authorities: Iterable[str] = (),
    about: Iterable[str] = (),
    number: int | None = None,
) -> None:
    """Have an act written down that writes nothing else; returns at once.

    authorities: whose records (one council's is told of it; of several, all). about: what it was
    done with, by names of ours. number: of the import or the row. ValueError for words that are no
    name of ours: no value of a record may stand here.
    """
    row = _row(act, principal, authorities, about, number)
    if act in REPEATED and not _first_look(store, row):
        return
    _writer.hand(store, row)


def flush(seconds: float = _LAST_SECONDS) -> bool:
    """Wait until what was handed over is written; False if that takes longer."""
    return _writer.wait(seconds)


def _row(
    act: Act,
    principal: Principal,
    authorities: Iterable[str],
    about: Iterable[str],
    number: int | None,
) -> dict[str, Any]:
    names, councils = list(about), set(authorities)
    if wrong := [name for name in names if not _OUR_NAME.fullmatch(name)]:
        raise ValueError(f"{len(wrong)} of the words about '{act}' are no names of ours")
    return {
        "moment": now(),
        "who": principal.name,
        "subject": principal.subject,
        "authority": councils.pop() if len(councils) == 1 else EVERY_COUNCIL,
        "act": str(act),
        "about": " ".join(names),
        "number": number,
    }


_looks: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_looks_lock = Lock()


def _first_look(store: Store, row: dict[str, Any]) -> bool:
    key = (store.url, *(value for name, value in row.items() if name != "moment"))
    with _looks_lock:
        before = _looks.get(key)
        if before is not None and row["moment"] - before < ONE_LOOK:
            return False
        _looks[key] = row["moment"]
        _looks.move_to_end(key)
        while len(_looks) > _REMEMBERED:
            _looks.popitem(last=False)
    return True


class _Writer:
    """The thread that writes acts down, and what waits for it."""

    def __init__(self) -> None:
        self._waiting: Queue[tuple[Store, dict[str, Any]]] = Queue(_MOST_WAITING)
        self._done = Condition()
        self._unfinished = 0
        self._thread: Thread | None = None

    def hand(self, store: Store, row: dict[str, Any]) -> None:
        with self._done:
            self._unfinished += 1
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._write, name="who did what", daemon=True)
                self._thread.start()
        try:
            self._waiting.put_nowait((store, row))
        except Full:
            _to_log([row])
            self._finished(1)

    def wait(self, seconds: float) -> bool:
        with self._done:
            return self._done.wait_for(lambda: not self._unfinished, seconds)

    def _finished(self, many: int) -> None:
        with self._done:
            self._unfinished -= many
            self._done.notify_all()

    def _write(self) -> None:
        while True:
            taken = [self._waiting.get()]
            while len(taken) < _AT_ONCE:
                try:
                    taken.append(self._waiting.get_nowait())
                except Empty:
                    break
            try:
                for store in dict.fromkeys(store for store, _ in taken):
                    _write_to(store, [row for its, row in taken if its is store])
            finally:
                self._finished(len(taken))


def _write_to(store: Store, rows: list[dict[str, Any]]) -> None:
    try:
        with store.writing() as connection:
            connection.execute(table_of(Activity).insert(), rows)
    except Exception:  # whatever it is, what was done must be told somewhere
        _to_log(rows)


def _to_log(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        _LOG.warning("done, not in the store: %s", json.dumps(row, default=str))


_writer = _Writer()
atexit.register(flush)
