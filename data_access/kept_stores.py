"""The stores kept in the data folder: whose each is, what is in it, and going to another."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl
from sqlalchemy import make_url

from data_access.datasets import (
    COUNCIL,
    DATASETS,
    INDICATOR_DEFINITION,
    REMEMBERED,
    THEME,
    WORK,
)
from data_access.errors import DataError, StoreError
from data_access.ledger.as_known import batches, rows_as_known
from data_access.ledger.batch import Action
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.principal import require_everywhere
from data_access.reference.council_register import same_council
from data_access.snapshot import home_of, stored_councils
from data_access.store.database import (
    EXAMPLE_FILE,
    Store,
    default_url,
    file_url,
    open_store,
    store_files,
    use_store_file,
)
from data_access.store.sqlite_file import tables_in
from vocabulary.principal import Permission, Principal

# What is no record about the council.
_BESIDE = (COUNCIL, THEME, INDICATOR_DEFINITION, *REMEMBERED, *WORK)
_CAME_WITH_IT = (Action.START, Action.REFERENCE)


@dataclass(frozen=True)
class KeptStore:
    """A store in the data folder. records: rows about its council that stand, without the published
    figures that came with the product. changed: day (UTC) something last came in or was taken
    back; None: never. trouble: why it cannot be opened, in a sentence; empty if it can."""

    file: str
    council: str | None = None
    records: int = 0
    changed: date | None = None
    in_use: bool = False
    trouble: str = ""

    @property
    def example(self) -> bool:
        """Whether it holds the invented council."""
        return self.council in INVENTED_COUNCILS


def kept_stores(*, principal: Principal) -> tuple[KeptStore, ...]:
    """The stores in the data folder that are for a council, by its name, and the example last; one
    that cannot be opened says why. StoreError when DATABASE_URL sets the store, NotAllowedError
    unless the principal may administer every council."""
    require_everywhere(principal, Permission.ADMINISTER)
    in_use = Path(make_url(default_url()).database or "").name
    found = []
    for path in store_files():
        if not _is_store(path):
            continue
        try:
            store = open_store(file_url(path.name))
            kept = _held(store, store.revision())
        except StoreError as error:
            kept = KeptStore("", trouble=str(error))
        if kept.council or kept.trouble:
            found.append(replace(kept, file=path.name, in_use=path.name == in_use))
    if not any(kept.example for kept in found):  # it is made anew for whoever goes there
        (example,) = INVENTED_COUNCILS
        found.append(KeptStore(EXAMPLE_FILE, example, in_use=in_use == EXAMPLE_FILE))
    return tuple(sorted(found, key=lambda kept: (kept.example, kept.council or "~", kept.file)))


def kept_store_of(council: str, *, principal: Principal) -> KeptStore | None:
    """The store that is kept for a council, by any of its names; None if there is none."""
    own = (each for each in kept_stores(principal=principal) if not each.example)
    return next(
        (each for each in own if each.council and same_council(each.council, council)), None
    )


def use_kept_store(file: str, *, principal: Principal) -> Store:
    """Make a store of the data folder the one in use. StoreError if it cannot be opened, DataError
    if it is none of `kept_stores`, NotAllowedError unless the principal may administer every
    council."""
    kept = next((each for each in kept_stores(principal=principal) if each.file == file), None)
    if kept is None:
        raise DataError(f"There is no store {file} any more.")
    if kept.trouble:
        raise StoreError(kept.trouble)
    return open_store(use_store_file(file))


def _is_store(path: Path) -> bool:
    """Whether a file has been made by the dashboard: another one is not touched."""
    try:
        return "batch" in tables_in(path)
    except sqlite3.Error:
        return False


@lru_cache(maxsize=16)
def _held(store: Store, revision: int) -> KeptStore:
    """What is in a store at a revision."""
    home = home_of(stored_councils(store))
    if home is None:
        return KeptStore("")
    with store.reading() as connection:
        known = batches(connection)
        brought = known.filter(~pl.col("action").is_in(_CAME_WITH_IT))
        records = sum(
            rows_as_known(connection, dataset, known, [home])
            .join(brought, on="batch_id", how="semi")
            .height
            for dataset in DATASETS.values()
            if dataset not in _BESIDE
        )
    made = brought.filter(pl.col("dataset") != COUNCIL.name)
    newest = made.get_column("recorded_at").max()
    return KeptStore("", home, records, newest.date() if newest else None)  # type: ignore[union-attr]
