"""Editions that a council published, as they stand: read from the store, every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import polars as pl
from sqlalchemy import select
from sqlmodel import col

from data_access.datasets import PUBLISHED_EDITION
from data_access.datasets.published_edition import PublishedEdition as Row
from data_access.ledger.as_known import batches, rows_as_known
from data_access.principal import require
from data_access.store.database import Store
from vocabulary.audience import EditionAct
from vocabulary.principal import Permission, Principal


@dataclass(frozen=True)
class PublishedEdition:
    """An edition as it was published, and what became of it.

    content: what it shows, as JSON; digest: SHA-256 of that. corrects: number of the one it
    corrects (None: none), reason: why. published, withdrawn: when (UTC; withdrawn None: it was
    not); by whom, for those within the council only. why_withdrawn: as the public reads it.
    corrected_by: number of the edition that corrects it (None: none).
    """

    council: str
    number: int
    title: str
    day: date
    digest: str
    content: str
    corrects: int | None
    reason: str
    published: datetime
    published_by: str
    withdrawn: datetime | None = None
    withdrawn_by: str = ""
    why_withdrawn: str = ""
    corrected_by: int | None = None


def editions_of(
    store: Store, authority: str, *, principal: Principal
) -> tuple[PublishedEdition, ...]:
    """Every edition of a council, oldest first, those withdrawn and corrected among them.

    NotAllowedError unless the principal may see what the council published.
    """
    require(principal, Permission.SEE_PUBLISHED, authority)
    return _read(store, store.revision(), authority)


def published_councils(store: Store, *, principal: Principal) -> tuple[str, ...]:
    """The councils, of those the principal may see, that published an edition, in order."""
    with store.reading() as connection:
        found = connection.execute(select(col(Row.authority)).distinct()).scalars()
        return tuple(
            sorted(name for name in found if principal.may(Permission.SEE_PUBLISHED, name))
        )


def forget_what_was_read() -> None:
    """Let go of every edition that is kept: something in it was erased."""
    _read.cache_clear()


@lru_cache(maxsize=32)
def _read(store: Store, revision: int, authority: str) -> tuple[PublishedEdition, ...]:
    with store.reading() as connection:
        rows = rows_as_known(connection, PUBLISHED_EDITION, batches(connection), [authority])
    acts = {
        act: {row["number"]: row for row in rows.filter(pl.col("act") == act).to_dicts()}
        for act in EditionAct
    }
    published = sorted(acts[EditionAct.PUBLISHED].items())
    corrections = {row["corrects"]: number for number, row in published if row["corrects"]}
    editions = []
    for number, row in published:
        withdrawal = acts[EditionAct.WITHDRAWN].get(number, {})
        editions.append(
            PublishedEdition(
                council=authority,
                number=number,
                title=row["title"],
                day=row["day"],
                digest=row["digest"],
                content=row["content"],
                corrects=row["corrects"],
                reason=row["reason"] or "",
                published=row["recorded_at"],
                published_by=row["recorded_by"],
                withdrawn=withdrawal.get("recorded_at"),
                withdrawn_by=withdrawal.get("recorded_by", ""),
                why_withdrawn=withdrawal.get("reason") or "",
                corrected_by=corrections.get(number),
            )
        )
    return tuple(editions)
