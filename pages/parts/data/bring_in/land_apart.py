"""Landing a file, where it has many rows in a process of its own: while these are written, whoever
looks at a page would wait. Knows no Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from components.own_process.turns import Kind
from components.own_process.work import NotDoneError, Waiting, in_own_process
from data_access.errors import StoreError
from data_access.importing.own_process.reader import Progress
from data_access.importing.stages.landing.to_land import ToLand, land_it, landed_as
from data_access.importing.stages.plan import Plan, land, recorded, to_land
from data_access.ledger.ledger import Landed
from data_access.store.database import Store, open_store
from vocabulary.principal import Principal

MANY: Final = 50_000
"""Rows of a file; fewer are written sooner than they are handed over."""
_SECONDS: Final = 3600.0  # a process that hangs holds the store's lock until then


def land_apart(
    store: Store,
    plan: Plan,
    *,
    principal: Principal,
    progress: Progress,
    waiting: Waiting | None = None,
) -> Landed:
    """Land the good rows of a plan; raises as `land`. `progress` and `waiting` (what is waited for,
    in a sentence) may raise: then nothing lands."""
    what = to_land(plan, good_rows_only=True)
    rows = sum(entry.frame.height for entry in what.entries) if what else 0
    if what is None or store.read_only or rows < MANY:
        return land(store, plan, principal=principal, good_rows_only=True, progress=progress)
    try:
        return in_own_process(
            Kind.IMPORT,
            _landed,
            store.url,
            store.seen(),
            what.light(),
            principal,
            seconds=_SECONDS,
            waiting=waiting,
            progress=partial(recorded, progress),
        )
    except NotDoneError as error:
        done = landed_as(store, what)  # it may have been ended just after
        if done is None:
            raise StoreError(f"{error}") from error
        return done
    finally:
        store.read_anew()


def _landed(
    url: str,
    seen: tuple[int, object] | None,
    what: ToLand,
    principal: Principal,
    progress: Callable[[float], None],
) -> Landed:
    store = open_store(url, make=False)
    store.hold_to(seen)
    return land_it(store, what, principal=principal, progress=progress)
