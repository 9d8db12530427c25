"""What every command is asked: of which council, as known when, and where files go."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import polars as pl

from components.exhibits.view import View
from components.look.status import Audience
from data_access.errors import DataError
from data_access.moments import council_names, end_of, today
from data_access.principal import local_principal
from data_access.snapshot import Snapshot, home_authority, snapshot
from data_access.store.database import Store, open_store
from vocabulary.wording import long_date


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add --out and `add_record_options` to a command."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    add_record_options(parser)


def add_record_options(parser: argparse.ArgumentParser) -> None:
    """Add --as-at (a day that is not to come), --council and --store to a command."""
    parser.add_argument("--as-at", type=_day, metavar="DAY", help="as known at the end of a day")
    parser.add_argument(
        "--council", metavar="NAME", help="whose records (default: the store's own)"
    )
    parser.add_argument("--store", metavar="URL", help="store URL (default: DATABASE_URL)")


def records_asked(options: argparse.Namespace) -> tuple[Snapshot, View]:
    """The records that the options ask for, and the view of them for `options.audience` (None or
    absent: internal). DataError where the store has none of that council at that moment."""
    store, who = open_store(options.store), local_principal()
    council = _council(options.council, store)
    day = options.as_at
    as_at = end_of(day) if day and day < today() else None  # today is not over
    known = snapshot(council, as_at, principal=who, store=store)
    if known.councils.filter(pl.col("authority") == council).is_empty():
        then = f" on {long_date(day)}" if day else ""
        raise DataError(f"nothing was known of {council}{then}")
    audience: Audience = getattr(options, "audience", None) or "internal"
    return known, View(council, known.nature.value, day or today(), as_at, audience)


def _council(asked: str | None, store: Store) -> str:
    council = asked or home_authority(store)
    if council is None:
        raise DataError("the store has no council of its own: name one with --council")
    names = council_names(store)
    if council not in names:
        alike = [name for name in names if name.casefold() == council.casefold()]
        if len(alike) != 1:
            raise DataError(f"the store has no records of '{council}'")
        [council] = alike
    return council


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no day such as 2026-09-30") from error
    if day > today():
        raise argparse.ArgumentTypeError(f"{text} is still to come")
    return day
