"""What the commands share: the store and who is asking, datasets by name, days and moments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from data_access.errors import DataError

if TYPE_CHECKING:
    from data_access.datasets import Dataset
    from data_access.store.database import Store
    from vocabulary.principal import Principal

Run = Callable[[argparse.Namespace], int]
Add = Callable[[str, Run, str], argparse.ArgumentParser]
"""Adds a command by its name, what runs it and what it is for, and gives its parser for options
beside `--store`."""


def store_and_principal(
    options: argparse.Namespace, *, make: bool = False
) -> tuple[Store, Principal]:
    """The store that `--store` names, which has to be there unless the command makes one; and who
    is asking (see `who_acts`). StoreError if the store cannot be opened, DataError for a name that
    is none."""
    from data_access.store.database import default_url, open_store, refuse_synced

    principal = who_acts(options)
    makes = make or (None if options.store is None else False)
    if make:
        refuse_synced(options.store or default_url())
    return open_store(options.store, make=makes), principal


def who_acts(options: argparse.Namespace) -> Principal:
    """Who gives the command (see `operator`), by the name that `--signed` gives. DataError for a
    name that is none."""
    from data_access.principal import operator

    return operator(options.signed)


def add_store_and_name(parser: argparse.ArgumentParser) -> None:
    """Give a command the options that `store_and_principal` reads."""
    parser.add_argument("--store", metavar="URL", help="store URL (default: DATABASE_URL)")
    parser.add_argument(
        "--signed",
        metavar="NAME",
        help="your name, as you sign, recorded with what you do: kept for this computer's user, "
        "but on a server with sign-in to be given each time",
    )


def dataset_named(name: str) -> Dataset:
    """The dataset of a name. DataError if there is none."""
    from data_access.datasets import DATASETS, dataset

    try:
        return dataset(name)
    except KeyError as error:
        raise DataError(
            f"there is no dataset '{name}'; there are {', '.join(DATASETS)}."
        ) from error


def day(text: str) -> date:
    """An option that is a day in ISO form."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2024-12-13") from error


def moment(text: str) -> datetime:
    """An ISO moment; a bare day means the end of it."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a moment such as 2026-03-31 or 2026-03-31T17:00"
        ) from error
    if len(text) <= len("2026-03-31"):
        at = at.replace(hour=23, minute=59, second=59, microsecond=999999)
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
