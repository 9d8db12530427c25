"""Packs and kept packs in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count, islice
from typing import Any

import polars as pl

from data_access.datasets import ACTION, EDITION, PACK
from data_access.forms.record import RecordError, check_record
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.principal import require
from data_access.snapshot import snapshot
from data_access.store.database import Store, consistent_read
from vocabulary.principal import Permission, Principal


def save_pack(
    store: Store,
    authority: str,
    *,
    name: str,
    definition: str,
    audience: str,
    based_on: int | None,
    principal: Principal,
    actions: Sequence[Mapping[str, str | None]] = (),
) -> None:
    """Record a pack. `based_on`: row_id of the version looked at, None for a new pack. `actions`:
    of the improvement plan that a meeting agreed, text per field: they land with the pack, or
    neither does.

    Raises ConflictError if somebody else saved the pack meanwhile, DataError for personal data in
    a note or an empty name, RecordError for an action that cannot be stored so.
    """
    require(principal, Permission.ENTER, authority)
    row = pl.DataFrame(
        {
            "authority": [authority],
            "name": [name.strip()],
            "definition": [definition],
            "audience": [audience],
            "based_on": pl.Series([based_on], dtype=pl.Int64),
        }
    )
    append(
        store,
        [Entry(PACK, row), *_agreed(authority, actions)],
        principal=principal,
        source_name=f"Pack {name.strip()}",
        action=Action.FORM,
    )


def _agreed(authority: str, actions: Sequence[Mapping[str, str | None]]) -> list[Entry]:
    if not actions:
        return []
    checked = [check_record(ACTION, authority, each) for each in actions]
    if problems := [problem for _, found in checked for problem in found]:
        raise RecordError(problems)
    rows = pl.concat([row for row, _ in checked])
    return [Entry(ACTION, rows.with_columns(based_on=pl.lit(None, dtype=pl.Int64)))]


def references_of_meeting(actions: pl.DataFrame, day: date, many: int) -> list[str]:
    """References for actions that a meeting on a day agreed, such as "BOARD-20261126-1"; none that
    an action of the frame has."""
    taken = set(actions.get_column("reference"))
    free = (f"BOARD-{day:%Y%m%d}-{number}" for number in count(1))
    return list(islice((each for each in free if each not in taken), many))


def keep_pack(
    store: Store, authority: str, fields: Mapping[str, Any], *, principal: Principal
) -> int:
    """Keep a produced pack, and return its number among the pack's.

    `fields`: pack, kept, meeting_day, day, as_at, definition, audience, revision, digest, digests,
    headlines.
    """
    require(principal, Permission.ENTER, authority)
    with consistent_read():  # the next number is told by what others have kept by now
        known = snapshot(authority, principal=principal, store=store)["edition"]
    numbers = known.filter(pl.col("pack") == fields["pack"]).get_column("number")
    number = int(numbers.max() or 0) + 1  # type: ignore[arg-type]
    row = pl.DataFrame([{"authority": authority, "number": number, **fields}]).with_columns(
        based_on=pl.lit(None, dtype=pl.Int64)
    )
    append(
        store,
        # A digest may look like a telephone number; no person wrote anything in it.
        [Entry(EDITION, row, guarded=True)],
        principal=principal,
        source_name=f"Edition {number} of {fields['pack']}",
        action=Action.FORM,
    )
    return number
