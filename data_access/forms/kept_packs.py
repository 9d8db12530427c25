"""Packs and kept packs in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from data_access.datasets import EDITION, PACK
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.snapshot import snapshot
from data_access.store.database import Store
from vocabulary.principal import Principal


def save_pack(
    store: Store,
    authority: str,
    *,
    name: str,
    definition: str,
    audience: str,
    based_on: int | None,
    principal: Principal,
) -> None:
    """Record a pack. `based_on`: row_id of the version looked at, None for a new pack.

    Raises ConflictError if somebody else saved the pack meanwhile, DataError for personal data in
    a note or an empty name.
    """
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
        [Entry(PACK, row)],
        principal=principal,
        source_name=f"Pack {name.strip()}",
        action=Action.FORM,
    )


def keep_pack(
    store: Store, authority: str, fields: Mapping[str, Any], *, principal: Principal
) -> int:
    """Keep a produced pack, and return its number among the pack's.

    `fields`: pack, kept, meeting_day, day, as_at, definition, audience, revision, digest, digests,
    headlines.
    """
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
