"""Erasing words from a council's records, for good.

They go from every version of every row, from packs, editions and recipes that have them, from the
names of files and from the list of addresses that may be mailed; what stands in their place says
so. History shows that it was done, and a tombstone the kind of thing, by whom and why. The database
then rewrites what it keeps, so that the words are in none of its files. Backups made before still
have them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl
from sqlalchemy import Connection, Table, bindparam, func, select
from sqlmodel import col

from data_access import editions
from data_access.activity.note import note
from data_access.datasets import DATASETS
from data_access.datasets.base import LIST_SEPARATOR
from data_access.erasure.places import FILES, MAIL, Place, places_of
from data_access.erasure.table import Erasure
from data_access.erasure.wanted import Wanted
from data_access.errors import DataError
from data_access.importing.personal_data.guard import kinds_in
from data_access.ledger.as_known import KEY_SEPARATOR, batches, table_of
from data_access.ledger.batch import Action, Affirmation, Batch, LeftOut, TakenUp
from data_access.ledger.decision import write_decision
from data_access.ledger.ledger import INVENTED_COUNCILS, next_moment
from data_access.ledger.left_out import digest_of
from data_access.mailing.table import MailRecipient
from data_access.principal import require
from data_access.region.keep import forget_worked_out
from data_access.region.table import WorkedOut
from data_access.snapshot import forget_what_was_read
from data_access.store.database import Store
from data_access.store.scrub import copies_beside, scrub
from vocabulary.activity import Act
from vocabulary.erasure import ERASED, ErasedKind
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal
from vocabulary.wording import agree, listed

LONGEST_REASON = 300


@dataclass(frozen=True)
class Erased:
    """What was erased: number of the erasure, where, and whether the database's files are rid of it
    (False: pages that are read at this moment kept some; they go when the dashboard is restarted).
    copies: names of the files beside the store that the dashboard keeps and that still have it.
    """

    number: int
    places: tuple[Place, ...]
    files_rewritten: bool
    copies: tuple[str, ...] = ()

    @property
    def still_there(self) -> str:
        """Where it still is, as whoever erased it has to know."""
        told = "Backups made before now still have it: delete them, and make a new one."
        if self.copies:
            named = listed(self.copies)
            told += f" So {agree(len(self.copies), 'does', 'do')} {named}, beside the store."
        if not self.files_rewritten:
            told += " Old pages of the database may have it until the dashboard is restarted."
        return told


def find(
    store: Store, authority: str, wanted: Wanted, *, principal: Principal
) -> tuple[Place, ...]:
    """Where something stands in a council's records, as `places_of` gives it. NotAllowedError
    unless the principal administers them."""
    require(principal, Permission.ADMINISTER, authority)
    with store.reading() as connection:
        return places_of(connection, authority, wanted, every_file=_of_all(principal))


def erase(
    store: Store,
    authority: str,
    wanted: Wanted,
    *,
    kind: ErasedKind,
    reason: str,
    principal: Principal,
) -> Erased:
    """Erase something from a council's records, for good.

    Raises DataError where it stands nowhere, or the reason is missing, too long or itself has
    personal data; NotAllowedError unless the principal administers the council's records.
    """
    require(principal, Permission.ADMINISTER, authority)
    why = _reason(reason, wanted)
    with store.writing() as connection:
        if store.is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        places = places_of(connection, authority, wanted, every_file=_of_all(principal))
        if not places:
            raise DataError(f"It stands nowhere in the records of {authority}.")
        number = int(connection.execute(select(func.max(Erasure.erasure_id))).scalar() or 0) + 1
        files = _files(connection, places)
        _take_out(connection, places, wanted, number)
        batch_id = _batch(connection, authority, kind, why, number, principal)
        told = [(each.dataset, each.field, len(each.texts)) for each in places]
        connection.execute(
            table_of(Erasure).insert(),
            {
                "erasure_id": number,
                "authority": authority,
                "batch_id": batch_id,
                "erased_at": _moment(connection, batch_id),
                "erased_by": principal.name,
                "kind": str(kind),
                "reason": why,
                "places": json.dumps(told),
                "files": " ".join(files),
            },
        )
        forget_worked_out(connection)
        note(
            connection,
            Act.ERASE,
            principal=principal,
            authorities=[authority],
            about=dict.fromkeys(each.dataset for each in places),
            number=batch_id,
        )
    forget_what_was_read()
    editions.forget_what_was_read()
    tables = [table_of(each.table) for each in DATASETS.values()]
    kept = [table_of(Batch), table_of(MailRecipient), table_of(WorkedOut)]
    rewritten = scrub(store, [*tables, *kept])
    return Erased(number, places, rewritten, copies_beside(store))


def _of_all(principal: Principal) -> bool:
    return principal.may_everywhere(Permission.ADMINISTER)


def _reason(reason: str, wanted: Wanted) -> str:
    why = " ".join(reason.split())
    if not why:
        raise DataError("Say why it is erased: it stands in the history for good.")
    if len(why) > LONGEST_REASON:
        raise DataError(f"Say why in at most {LONGEST_REASON} characters.")
    if kinds_in(why) or wanted.stands_in(why):
        raise DataError("The reason has personal data in it: it stands in the history for good.")
    return why


def _take_out(connection: Connection, places: Sequence[Place], wanted: Wanted, number: int) -> None:
    keys = _keys(places, wanted, number)
    _move_digests(connection, places, wanted, keys)
    for place in places:
        table, key = _kept_in(place)
        longest = getattr(table.c[place.field].type, "length", None)
        change = (
            table.update()
            .where(table.c[key] == bindparam("its_key"))
            .values({place.field: bindparam("its_text")})
        )
        said = _said(place, wanted, keys)
        rows = [
            {"its_key": its, "its_text": said[text][:longest]} for its, text in place.texts.items()
        ]
        connection.execute(change, rows)
        if place.dataset == MAIL:  # nobody is mailed at what is left of an address
            stopped = table.update().where(table.c[key].in_(place.texts))
            connection.execute(stopped.values(allowed=False))


def _kept_in(place: Place) -> tuple[Table, str]:
    """The table that a place is in, and what numbers its rows."""
    if place.dataset == FILES:
        return table_of(Batch), "batch_id"
    if place.dataset == MAIL:
        return table_of(MailRecipient), "recipient_id"
    return table_of(DATASETS[place.dataset].table), "row_id"


def _keys(places: Iterable[Place], wanted: Wanted, number: int) -> dict[str, str]:
    """What texts become by which rows are told apart: each something else, so that two rows do not
    become one; and the same wherever another row refers to it."""
    texts = dict.fromkeys(
        text
        for place in places
        if place.dataset in DATASETS and place.field in DATASETS[place.dataset].natural_key
        for text in place.texts.values()
    )
    taken = wanted.taken_out(pl.Series(list(texts), dtype=pl.String))
    return {
        text: said.replace(ERASED, f"{ERASED[:-1]} {number}.{place}]")
        for place, (text, said) in enumerate(zip(texts, taken, strict=True), start=1)
    }


def _said(place: Place, wanted: Wanted, keys: Mapping[str, str]) -> dict[str, str]:
    """What each text of a place becomes."""
    parts = {text: text.split(LIST_SEPARATOR) for text in place.texts.values()}
    every = list(dict.fromkeys([*parts, *(part for each in parts.values() for part in each)]))
    taken = dict(zip(every, wanted.taken_out(pl.Series(every, dtype=pl.String)), strict=True))
    is_list = place.dataset in DATASETS and DATASETS[place.dataset].spec(place.field).is_list
    if not is_list:
        return {text: keys.get(text, taken[text]) for text in parts}
    return {
        text: LIST_SEPARATOR.join(keys.get(part, taken[part]) for part in each)
        for text, each in parts.items()
    }


def _move_digests(
    connection: Connection, places: Iterable[Place], wanted: Wanted, keys: Mapping[str, str]
) -> None:
    """Rows that a file left out are known by a digest of their key: it goes with the key."""
    changed: dict[str, dict[str, dict[int, str]]] = {}
    for place in places:
        if place.dataset in DATASETS and place.field in DATASETS[place.dataset].natural_key:
            changed.setdefault(place.dataset, {})[place.field] = place.texts
    for name, fields in changed.items():
        dataset = DATASETS[name]
        table = table_of(dataset.table)
        ids = {row_id for texts in fields.values() for row_id in texts}
        rows = connection.execute(
            select(table.c["row_id"], *(table.c[each] for each in dataset.natural_key)).where(
                table.c["row_id"].in_(ids)
            )
        )
        moved = {}
        for row_id, *parts in rows:
            told = [_as_key(part) for part in parts]
            after = [
                keys.get(part, part) if row_id in fields.get(each, {}) else part
                for each, part in zip(dataset.natural_key, told, strict=True)
            ]
            moved[digest_of(KEY_SEPARATOR.join(told))] = digest_of(KEY_SEPARATOR.join(after))
        for model in (LeftOut, TakenUp):
            digests = table_of(model)
            change = digests.update().where(digests.c["row_digest"] == bindparam("before"))
            connection.execute(
                change.values(row_digest=bindparam("after")),
                [{"before": before, "after": after} for before, after in moved.items()],
            )


def _as_key(part: object) -> str:
    return "" if part is None else str(part)


def _files(connection: Connection, places: Iterable[Place]) -> list[str]:
    """Digests of the files it came in, those that sent it again unchanged among them."""
    batch_ids: set[int] = set()
    for place in places:
        batch_ids.update(place.imports)
        if place.dataset != FILES:
            batch_ids.update(_sent_again(connection, place))
    table = table_of(Batch)
    told = select(table.c["sha256"]).where(table.c["batch_id"].in_(batch_ids))
    return sorted({sha256 for sha256 in connection.execute(told).scalars() if sha256})


def _sent_again(connection: Connection, place: Place) -> set[int]:
    table, ids = table_of(Affirmation), np.array(sorted(place.texts))
    told = select(table.c["batch_id"], table.c["row_id"], table.c["last_row_id"])
    runs = connection.execute(told.where(table.c["dataset"] == place.dataset))
    return {
        batch_id
        for batch_id, first, last in runs
        if np.searchsorted(ids, last, "right") > np.searchsorted(ids, first)
    }


def _batch(
    connection: Connection,
    authority: str,
    kind: ErasedKind,
    why: str,
    number: int,
    principal: Principal,
) -> int:
    """The batch that tells of it; its number."""
    return write_decision(
        connection,
        Action.ERASE,
        dataset="erasure",
        nature=str(Nature.ILLUSTRATIVE if authority in INVENTED_COUNCILS else Nature.OWN),
        source_name=f"Erasure {number}: {kind.label[:1].lower()}{kind.label[1:]}",
        recorded_by=principal.name,
        recorded_at=next_moment(batches(connection), None),
        note=why,
    )


def _moment(connection: Connection, batch_id: int) -> datetime:
    told = select(col(Batch.recorded_at)).where(col(Batch.batch_id) == batch_id)
    return connection.execute(told).scalar_one()
