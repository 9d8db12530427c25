"""What is said of an erasure afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from data_access.erasure.table import Erasure
from data_access.ledger.as_known import table_of
from data_access.principal import require
from data_access.store.database import Store
from vocabulary.erasure import ErasedKind
from vocabulary.principal import Permission, Principal


@dataclass(frozen=True)
class Tombstone:
    """What is said of an erasure afterwards. places: dataset, field and number of versions."""

    number: int
    authority: str
    batch_id: int
    erased_at: datetime
    erased_by: str
    kind: ErasedKind
    reason: str
    places: tuple[tuple[str, str, int], ...]


def tombstones(store: Store, authority: str, *, principal: Principal) -> tuple[Tombstone, ...]:
    """What was erased from a council's records, newest first. NotAllowedError unless the principal
    may see them."""
    require(principal, Permission.SEE, authority)
    table = table_of(Erasure)
    newest = table.select().where(table.c["authority"] == authority)
    with store.reading() as connection:
        rows = connection.execute(newest.order_by(table.c["erasure_id"].desc())).mappings()
        return tuple(
            Tombstone(
                row["erasure_id"],
                row["authority"],
                row["batch_id"],
                row["erased_at"],
                row["erased_by"],
                ErasedKind(row["kind"]),
                row["reason"],
                tuple((dataset, field, many) for dataset, field, many in json.loads(row["places"])),
            )
            for row in rows
        )
