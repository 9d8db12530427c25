"""What a new store begins with: published facts and the codebook, and Example Borough or one's
own council."""

from __future__ import annotations

import threading
from datetime import date

import polars as pl

from data_access.datasets import (
    COUNCIL,
    COUNCIL_PROFILE,
    INDICATOR_DEFINITION,
    THEME,
    Dataset,
)
from data_access.errors import DataError, StoreError
from data_access.example.load import bring_forward, load_example, profile
from data_access.example.ready import lay_in
from data_access.example.scale import scaled_frame
from data_access.example.timeline import last_whole_month
from data_access.importing.stages.meaning.councils import Councils
from data_access.kept_stores import kept_store_of, use_kept_store
from data_access.ledger.batch import Action
from data_access.ledger.clock import is_far_ahead
from data_access.ledger.entry import Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import INVENTED_COUNCILS, append
from data_access.moments import today
from data_access.principal import require_everywhere
from data_access.reference.council_register import register, same_council
from data_access.reference.published_facts import load_catalogue, load_reference_facts
from data_access.settings import settings
from data_access.snapshot import home_of, stored_councils
from data_access.store.addresses import HOW_TO_MAKE
from data_access.store.database import (
    EXAMPLE_FILE,
    Store,
    begins_by_itself,
    file_url,
    open_store,
    refuse_synced,
    use_store_file,
)
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal
from vocabulary.wording import slug

LONGEST_NAME = 80  # of a store's file


def make_example_store(store: Store, *, principal: Principal) -> bool:
    """Fill a new store with Example Borough and the published facts; one that was interrupted in
    the middle is finished. False if all was there.

    DataError for a store in use: invented records do not go among a council's own.
    """
    before = store.revision()
    if before and not INVENTED_COUNCILS & set(stored_councils(store).get_column("authority")):
        raise DataError("the store is in use; Example Borough goes into a new one only.")
    if before and _has_codebook(store, principal):
        return False
    if not before and lay_in(store, example_until(), principal=principal):
        return True
    # The example's history lies in the past, so it is recorded before today's facts.
    load_example(store, principal, example_until())
    load_reference_facts(store, principal)
    return True


def example_until() -> date:
    """The day Example Borough's record goes up to: as set, else the newest month that is over."""
    return settings().example_until or last_whole_month(today())


def bring_example_forward(store: Store, *, principal: Principal) -> bool:
    """Add the months that are over since Example Borough's record was last added to. False where
    nothing is missing, and for a store without the example. NotAllowedError unless the principal
    may write for it."""
    if not INVENTED_COUNCILS & set(stored_councils(store).get_column("authority")):
        return False
    return bring_forward(store, principal, example_until()) is not None


def _has_codebook(store: Store, principal: Principal) -> bool:
    """The codebook lands last: once it is there, so is everything a store begins with."""
    past = history(store, principal=principal)
    return not past.filter((pl.col("dataset") == THEME.name) & pl.col("visible")).is_empty()


def _began_without(store: Store, dataset: Dataset, principal: Principal) -> bool:
    """Whether a store began before a dataset came with the product."""
    came = set(history(store, principal=principal).get_column("dataset"))
    return THEME.name in came and dataset.name not in came


def _add_register(store: Store, principal: Principal, *, example: bool) -> None:
    """Add to an older store the register of councils and what is published of them, and what the
    example is like."""
    if example:
        append(
            store,
            [Entry(COUNCIL_PROFILE, profile())],
            principal=principal,
            source_name="What Example Borough is like",
            action=Action.EXAMPLE,
            nature=Nature.ILLUSTRATIVE,
        )
    load_reference_facts(store, principal, findings=False)


def add_scaled_rows(store: Store, dataset: Dataset, rows: int, *, principal: Principal) -> int:
    """Add invented rows of a dataset to Example Borough, to measure speed with. Returns how many
    were new. DataError for a dataset that cannot be scaled, or a number below one."""
    if rows < 1:
        raise DataError("The number of rows has to be one or more.")
    try:
        frame = scaled_frame(dataset, rows, seed=store.revision())
    except (KeyError, ValueError) as error:
        raise DataError(f"{dataset.title} cannot be made in any number.") from error
    landed = append(
        store,
        [Entry(dataset, frame, guarded=True)],
        principal=principal,
        source_name=f"{rows:,} invented rows",
        action=Action.EXAMPLE,
        nature=Nature.ILLUSTRATIVE,
    )
    return landed.counts[dataset.name].new


def make_empty_store(store: Store, *, principal: Principal) -> bool:
    """Mark a new store as made, so that opening it does not fill it with the example. False if it
    was in use."""
    if store.revision():
        return False
    no_council = Entry(COUNCIL, pl.DataFrame(schema=COUNCIL.schema))
    append(store, [no_council], principal=principal, source_name="Store made", action=Action.START)
    return True


def make_own_store(store: Store, *, principal: Principal, authority: str) -> bool:
    """Name the council a store is for, by any of its names, and add the published figures of others
    to compare with.

    False if that was done already. DataError if the store is another council's.
    """
    held = stored_councils(store)
    authority = Councils(None, held.get_column("authority")).named_or_new(authority)
    if not authority:
        raise DataError("Name your council.")
    if authority in INVENTED_COUNCILS:
        raise DataError(f"{authority} is invented; name your own council.")
    home = home_of(held)
    if home is not None and same_council(home, authority):
        return False
    if home is not None:
        raise DataError(f"The store is for {home}; make another one for {authority}.")
    load_reference_facts(store, principal, findings=False)
    row = pl.DataFrame(
        {"authority": [authority], "authority_type": [_type_of(store, authority)], "home": [True]},
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


def _type_of(store: Store, authority: str) -> str | None:
    known = stored_councils(store).filter(pl.col("authority") == authority)
    held = known.item(0, "authority_type") if known.height else None
    return held or next(
        (each.authority_type for each in register() if same_council(each.name, authority)), None
    )


def start_own_store(authority: str, *, principal: Principal) -> Store:
    """Make a store file for one's own council, and make it the store in use; a store that is kept
    for this council already, under any of its names, is used instead.

    The store that was in use stays where it is. StoreError when DATABASE_URL sets the store;
    DataError for a name no council has; NotAllowedError unless the principal may administer every
    council, because the store in use is everybody's.
    """
    require_everywhere(principal, Permission.ADMINISTER)
    authority = Councils(None).named_or_new(authority)
    kept = kept_store_of(authority, principal=principal)
    if kept is not None:
        return use_kept_store(kept.file, principal=principal)
    name = slug(authority)
    file = f"{name[:LONGEST_NAME]}.db"
    if not name or file == EXAMPLE_FILE:
        raise DataError("Name your council.")
    refuse_synced(file_url(file))
    store = open_store(file_url(file))
    make_own_store(store, principal=principal, authority=authority)
    use_store_file(file)  # only now: a start that fails leaves the store in use as it was
    return store


_first_run = threading.Lock()
_ready: dict[str, date] = {}
"""Stores that begin as they should, and the day their example was to go up to then."""


def ready_store(*, principal: Principal) -> Store:
    """The store in use. The example's begins with Example Borough, so that there is much to see,
    once somebody opens it who may administer every council; one that has it is brought forward to
    the newest month that is over. StoreError for a store that somebody named and that has nothing
    in it: it is more likely the wrong one than a new one."""
    store = open_store()
    until = example_until()
    if _ready.get(store.url) == until:
        return store
    if store.revision() == 0 and not begins_by_itself():
        raise StoreError(f"There are no records in the store {store.label}. {HOW_TO_MAKE}")
    # With a clock that runs far ahead the example would be given years that are still to come.
    ours = principal.may_everywhere(Permission.ADMINISTER) and not store.read_only
    if ours and not is_far_ahead(store):
        with _first_run:  # two people may open the first page at once
            example = INVENTED_COUNCILS & set(stored_councils(store).get_column("authority"))
            if store.revision() == 0 or (example and not _has_codebook(store, principal)):
                make_example_store(store, principal=principal)
            elif _began_without(store, COUNCIL_PROFILE, principal):
                _add_register(store, principal, example=bool(example))
            elif _began_without(store, INDICATOR_DEFINITION, principal):
                load_catalogue(store, principal)
            if _ready.get(store.url) != until:  # or another did so meanwhile
                bring_example_forward(store, principal=principal)
        _ready[store.url] = until
    return store
