"""A council's own entries in the catalogue of indicators."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from data_access.datasets import INDICATOR_DEFINITION
from data_access.forms.record import Problem, RecordError, record_row
from data_access.ledger.ledger import Landed
from data_access.reference.published_facts import catalogue_frame
from data_access.store.database import Store
from vocabulary.principal import Principal

# What a council decides of an indicator that others define.
DECIDED = ("direction", "target", "target_kind", "target_source", "statements", "themes")


@lru_cache(maxsize=1)
def shipped_indicators() -> frozenset[str]:
    """The codes of the indicators that come with the product."""
    return frozenset(catalogue_frame().get_column("indicator"))


def code_for(name: str, taken: Collection[str]) -> str:
    """A code for a council's own indicator, made of its name; RecordError where there is one."""
    code = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:80]
    if not code:
        raise RecordError([Problem("name", "Name has to be filled in.")])
    if code in taken:
        raise RecordError([Problem("name", f"There is a measure '{name.strip()}' already.")])
    return code


def record_definition(
    store: Store,
    authority: str,
    entered: Mapping[str, str | None],
    *,
    based_on: int | None,
    principal: Principal,
) -> Landed:
    """Record one entry of a council, typed in as text per field (see `record_row`); it goes before
    the one that comes with the product.

    `based_on`: row_id of the council's own entry that the person was looking at (None: it had
    none). RecordError for a target without who set it, or one that is the same as itself, and as
    `record_row`; ConflictError if someone else recorded it in the meantime.
    """
    if (entered.get("target") or "").strip() and not (entered.get("target_kind") or "").strip():
        raise RecordError([Problem("target_kind", "Say who set the target.")])
    if entered.get("same_as") and entered["same_as"] == entered.get("indicator"):
        raise RecordError([Problem("same_as", "A measure is not the same as itself.")])
    return record_row(
        store, INDICATOR_DEFINITION, authority, entered, based_on=based_on, principal=principal
    )
