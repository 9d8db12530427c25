"""What a person says of a record entered on screen: nothing more will come of it up to a day."""

from __future__ import annotations

from datetime import date

import polars as pl

from data_access.datasets import CLOSED_PERIOD, DATASETS
from data_access.errors import DataError
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.moments import now
from data_access.principal import require
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal
from vocabulary.wording import long_date

CAN_BE_CLOSED = tuple(name for name, each in DATASETS.items() if each.dated_by and each.rhythm_days)
"""Datasets whose months are judged."""


def close_period(
    store: Store, authority: str, dataset: str, day: date, *, principal: Principal
) -> None:
    """Record that a dataset is whole up to a day (included). An earlier day than before opens what
    was closed since. DataError for a day that is not over, or a dataset without periods."""
    require(principal, Permission.ENTER, authority)
    if dataset not in CAN_BE_CLOSED:
        raise DataError(f"'{dataset}' has no periods to close.")
    if day >= now().date():
        raise DataError(f"{long_date(day)} is not over yet: only what is past can be closed.")
    row = pl.DataFrame({"authority": [authority], "dataset": [dataset], "closed_to": [day]})
    append(
        store,
        [Entry(CLOSED_PERIOD, row)],
        principal=principal,
        source_name=f"{DATASETS[dataset].title} closed to {long_date(day)}",
        action=Action.FORM,
    )
