"""A council's own entries in the catalogue of indicators."""

from __future__ import annotations

import polars as pl

from data_access.datasets import INDICATOR_DEFINITION
from data_access.errors import DataError
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import Landed, append
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS
from vocabulary.principal import Principal


def edit_catalogue(
    store: Store, authority: str, definitions: pl.DataFrame, *, principal: Principal
) -> Landed:
    """Record a council's own entries; they go before the ones shipped, and files imported from now
    on are matched to them. `definitions`: columns of the dataset, without the authority.

    DataError for an indicator without an id or there twice, or a statement there is none of.
    """
    ids = definitions.get_column("indicator").cast(pl.String).str.strip_chars()
    if ids.is_null().any() or (ids == "").any():
        raise DataError("An indicator needs an id.")
    if ids.is_duplicated().any():
        raise DataError(f"The indicator '{ids.filter(ids.is_duplicated())[0]}' is there twice.")
    if "statements" in definitions.columns:
        named = definitions.get_column("statements").explode().drop_nulls()
        unknown = named.filter(~named.is_in(list(STATEMENTS)))
        if unknown.len():
            raise DataError(f"'{unknown[0]}' is no quality statement.")
    rows = definitions.with_columns(indicator=ids, authority=pl.lit(authority))
    return append(
        store,
        [Entry(INDICATOR_DEFINITION, rows)],
        principal=principal,
        source_name="Catalogue of indicators edited on screen",
        action=Action.FORM,
    )
