"""What a new store begins with: published facts and the codebook, and Example Borough or one's
own council."""

from __future__ import annotations

import re
import threading

import polars as pl

from data_access.batch import Action
from data_access.datasets import COUNCIL
from data_access.errors import DataError
from data_access.example.load import load_example
from data_access.ledger import INVENTED_COUNCILS, Entry, append
from data_access.principal import Principal
from data_access.reference_facts import load_reference_facts
from data_access.snapshot import councils, home_authority
from data_access.store import EXAMPLE_FILE, Store, open_store, use_store_file


def make_example_store(store: Store, *, principal: Principal) -> bool:
    """Fill a new store with Example Borough and the published facts. False if it was there.

    DataError for a store in use: invented records do not go among a council's own.
    """
    if store.revision():
        if INVENTED_COUNCILS & set(councils(store).get_column("authority")):
            return False
        raise DataError("the store is in use; Example Borough goes into a new one only.")
    # The example's history lies in the past, so it is recorded before today's facts.
    load_example(store, principal)
    load_reference_facts(store, principal)
    return True


def make_empty_store(store: Store, *, principal: Principal) -> bool:
    """Mark a new store as made, so that opening it does not fill it with the example. False if it
    was in use."""
    if store.revision():
        return False
    nothing = Entry(COUNCIL, pl.DataFrame(schema=COUNCIL.schema))
    append(store, [nothing], principal=principal, source_name="Store made", action=Action.START)
    return True


def make_own_store(store: Store, *, principal: Principal, authority: str) -> bool:
    """Name the council a store is for, and add the published figures of others to compare with.

    False if that was done already. DataError if the store is another council's.
    """
    authority = " ".join(authority.split())
    if not authority:
        raise DataError("Name your council.")
    home = home_authority(store)
    if home == authority:
        return False
    if home is not None:
        raise DataError(f"The store is for {home}; make another one for {authority}.")
    load_reference_facts(store, principal, findings=False)
    known = councils(store).filter(pl.col("authority") == authority)
    kind = known.item(0, "authority_type") if known.height else None
    row = pl.DataFrame(
        {"authority": [authority], "authority_type": [kind], "home": [True]},
        schema_overrides={"authority_type": pl.String()},
    )
    append(
        store,
        [Entry(COUNCIL, row)],
        principal=principal,
        source_name="Store made",
        action=Action.FORM,
    )
    return True


def start_own_store(authority: str, *, principal: Principal) -> Store:
    """Make a store file for one's own council, and make it the store in use.

    The store that was in use stays where it is. StoreError when DATABASE_URL sets the store.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", authority.casefold()).strip("-")
    if not slug:
        raise DataError("Name your council.")
    store = open_store(use_store_file(f"{slug}.db"))
    make_own_store(store, principal=principal, authority=authority)
    return store


def return_to_example() -> Store:
    """Make the example's store the one in use again."""
    return open_store(use_store_file(EXAMPLE_FILE))


_first_run = threading.Lock()


def ready_store(*, principal: Principal) -> Store:
    """The store in use. A new one begins with Example Borough, so that there is much to see."""
    store = open_store()
    with _first_run:  # two people may open the first page at once
        if store.revision() == 0:
            make_example_store(store, principal=principal)
    return store
