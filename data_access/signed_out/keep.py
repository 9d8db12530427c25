"""Keeping that a sign-in holds no longer, and hearing of those signed out elsewhere."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping

from sqlalchemy import delete, select

from data_access.ledger.as_known import table_of
from data_access.signed_out.table import SignedOut
from data_access.store.database import Store, open_store
from data_access.store.waiting import whenever_written


def keep_signed_out(sign_in: str, until: float, store: Store | None = None) -> None:
    """Keep that a sign-in (its digest) holds no longer; `until`: seconds since 1970 until when it
    would have. Those that are past go. StoreError where nothing can be recorded."""
    table = table_of(SignedOut)
    with (store or open_store()).writing(ledger=False) as connection:
        connection.execute(delete(table).where(table.c["until"] <= time.time()))
        there = select(table.c["sign_in"]).where(table.c["sign_in"] == sign_in)
        if connection.execute(there).first() is None:
            connection.execute(table.insert().values(sign_in=sign_in, until=until))


def signed_out(store: Store | None = None) -> dict[str, float]:
    """The sign-ins that would still hold and do not, each with until when. StoreError if the store
    cannot be read."""
    table = table_of(SignedOut)
    asked = select(table.c["sign_in"], table.c["until"]).where(table.c["until"] > time.time())
    with (store or open_store()).reading() as connection:
        return {str(key): float(until) for key, until in connection.execute(asked)}


def watch_signed_out() -> Generator[Mapping[str, float] | None]:
    """What `signed_out` gives of the store in use, again and again: as soon as something was
    written, and every second; None where the store does not answer. Close it in the end."""
    return whenever_written(lambda store, _other: signed_out(store))
