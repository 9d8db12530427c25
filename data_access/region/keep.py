"""Keeping what was worked out of councils' records, so that nobody waits for it again after a
restart: it is good for as long as its key is the same."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Final

import polars as pl
from sqlalchemy import Connection, delete, func, select

from data_access.errors import StoreError
from data_access.ledger.as_known import table_of
from data_access.ledger.batch import Action, Batch
from data_access.principal import require
from data_access.region.table import WorkedOut
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal

SIGNALS: Final = "signals"
ARRIVED: Final = "arrived"
_PRODUCT: Final = Path(__file__).resolve().parents[2]
_RULES: Final = ("vocabulary", "data_access", "measures", "components/exhibits/region")
Kept = Mapping[str, tuple[str, str]]
"""By council: the key, and what was worked out."""


@lru_cache(maxsize=1)
def rules() -> str:
    """A digest of all that figures are worked out by: another program may come to others."""
    digest = sha256(pl.__version__.encode())
    for room in _RULES:
        for file in sorted((_PRODUCT / room).rglob("*")):
            if file.suffix in {".py", ".csv", ".txt"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def kept_signals(store: Store, keys: Mapping[str, str], *, principal: Principal) -> dict[str, str]:
    """What is kept of councils under the keys that are asked for, by council. NotAllowedError
    unless the principal may see every one."""
    for authority in keys:
        require(principal, Permission.SEE, authority)
    with store.reading() as connection:
        found = _kept(connection, SIGNALS)
    return {name: found[name][1] for name, key in keys.items() if found.get(name, ("",))[0] == key}


def keep_signals(store: Store, kept: Kept, erased: int, *, principal: Principal) -> None:
    """Keep what was worked out of some councils, as soon as the store is free; returns at once.
    What cannot be kept is worked out again. erased: the newest erasure when it was worked out; what
    is erased by now is not brought back. NotAllowedError unless the principal may see every one."""
    for authority in kept:
        require(principal, Permission.SEE, authority)
    keep_soon(store, SIGNALS, kept, erased)


def kept_part(connection: Connection, part: str, authority: str) -> str | None:
    """What is kept of one council, whatever its key."""
    return _kept(connection, part).get(authority, (None, None))[1]


def keep_soon(store: Store, part: str, kept: Kept, erased: int) -> None:
    """Keep it as soon as the store is free, unless something was erased since; returns at once."""
    if store.read_only or not kept:
        return
    asked = (store, part, kept, erased)
    Thread(target=_keep, args=asked, name="what was worked out", daemon=True).start()


def forget_worked_out(connection: Connection) -> None:
    """Let go of all that is kept: words that are erased may stand in it."""
    connection.execute(delete(table_of(WorkedOut)))


def _kept(connection: Connection, part: str) -> dict[str, tuple[str, str]]:
    table = table_of(WorkedOut)
    asked = select(table.c["authority"], table.c["key"], table.c["told"])
    rows = connection.execute(asked.where(table.c["part"] == part))
    return {authority: (key, told) for authority, key, told in rows}


def _keep(store: Store, part: str, kept: Kept, erased: int) -> None:
    table, batch = table_of(WorkedOut), table_of(Batch)
    erasures = select(func.max(batch.c["batch_id"])).where(batch.c["action"] == Action.ERASE)
    rows = [
        {"authority": authority, "part": part, "key": key, "told": told}
        for authority, (key, told) in kept.items()
    ]
    try:
        with suppress(StoreError), store.writing() as connection:
            if (connection.execute(erasures).scalar() or 0) != erased:
                return
            theirs = (table.c["part"] == part) & table.c["authority"].in_(kept)
            connection.execute(delete(table).where(theirs))
            connection.execute(table.insert(), rows)
    except Exception:
        logging.getLogger(__name__).exception("what was worked out could not be kept")
