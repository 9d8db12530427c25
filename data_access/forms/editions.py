"""Publishing an edition, correcting or withdrawing one: acts of a person, dated by the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from data_access.datasets import PUBLISHED_EDITION
from data_access.editions import PublishedEdition, editions_of
from data_access.errors import ConflictError, DataError
from data_access.importing.personal_data.guard import personal_values, refuse
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.principal import require
from data_access.store.database import Store
from vocabulary.audience import EditionAct
from vocabulary.principal import Permission, Principal


def publish(
    store: Store,
    authority: str,
    *,
    number: int,
    title: str,
    day: date,
    content: str,
    digest: str,
    corrects: int | None = None,
    reason: str = "",
    principal: Principal,
) -> PublishedEdition:
    """Publish an edition, and give it as it stands.

    number: the one after the last there is, which the edition was made from. content: what it
    shows, as JSON in ASCII. corrects, reason: the edition that this one corrects, and why.

    Raises ConflictError if another edition was published meanwhile (numbers hidden in this one may
    follow from both), DataError for a correction of what cannot be corrected or without a reason,
    and for personal data in the title or the reason.
    """
    require(principal, Permission.PUBLISH, authority)
    there = editions_of(store, authority, principal=principal)
    if number != len(there) + 1:
        raise ConflictError(
            "Another edition was published meanwhile: look at this one again before publishing it."
        )
    if corrects is not None:
        corrected = _edition(there, corrects)
        if corrected.corrected_by:
            raise DataError(
                f"Edition {corrects} was corrected by edition {corrected.corrected_by}: "
                "correct that one."
            )
        if not reason.strip():
            raise DataError("Say why the edition is corrected: the public reads it.")
    _write(
        store,
        {
            "authority": authority,
            "number": number,
            "act": EditionAct.PUBLISHED,
            "title": title.strip(),
            "day": day,
            "corrects": corrects,
            "reason": reason.strip() or None,
            "digest": digest,
            "content": content,
        },
        f"Edition {number} published",
        principal,
    )
    return editions_of(store, authority, principal=principal)[number - 1]


def withdraw(
    store: Store, authority: str, number: int, *, reason: str, principal: Principal
) -> PublishedEdition:
    """Withdraw a published edition, and give it as it stands. What it showed stays on record.

    Raises DataError where there is no such edition, it is withdrawn already or no reason is given,
    and for personal data in the reason.
    """
    require(principal, Permission.PUBLISH, authority)
    edition = _edition(editions_of(store, authority, principal=principal), number)
    if edition.withdrawn:
        raise DataError(f"Edition {number} is withdrawn already.")
    if not reason.strip():
        raise DataError("Say why the edition is withdrawn: the public reads it.")
    _write(
        store,
        {
            "authority": authority,
            "number": number,
            "act": EditionAct.WITHDRAWN,
            "title": edition.title,
            "day": edition.day,
            "reason": reason.strip(),
            "digest": edition.digest,
        },
        f"Edition {number} withdrawn",
        principal,
    )
    return editions_of(store, authority, principal=principal)[number - 1]


def _edition(there: tuple[PublishedEdition, ...], number: int) -> PublishedEdition:
    if not 1 <= number <= len(there):
        raise DataError(f"There is no edition {number}.")
    return there[number - 1]


def _write(store: Store, fields: dict[str, Any], source: str, principal: Principal) -> None:
    row = pl.DataFrame([fields]).with_columns(based_on=pl.lit(None, dtype=pl.Int64))
    one = pl.Series([1])
    # A digest may look like a telephone number; people wrote the title and the reason.
    refuse(
        [
            found
            for name in ("title", "reason")
            if name in fields
            for found in personal_values(pl.Series([fields[name]], dtype=pl.String), name, one)
        ],
        source,
    )
    entry = Entry(PUBLISHED_EDITION, row, guarded=True)
    append(store, [entry], principal=principal, source_name=source, action=Action.FORM)
