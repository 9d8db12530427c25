"""What the commands share: whose records as known when, where to write, and writing files whole."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import polars as pl

from components.exhibits.view import View
from data_access.command_line.options import add_store_and_name, store_and_principal
from data_access.errors import DataError
from data_access.moments import end_of, today
from data_access.snapshot import Snapshot, council_names, home_authority, snapshot
from vocabulary.audience import Audience
from vocabulary.wording import long_date


def add_options(parser: argparse.ArgumentParser, *, out_needed: bool = True) -> None:
    """Add --out and `add_record_options` to a command."""
    add_out(parser, needed=out_needed)
    add_record_options(parser)


def add_out(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """Add --out to a command."""
    parser.add_argument("--out", type=Path, required=needed, metavar="DIR", help="where to write")


def add_record_options(parser: argparse.ArgumentParser) -> None:
    """Add --as-at (a day that is not to come), --council and --store to a command."""
    parser.add_argument("--as-at", type=_day, metavar="DAY", help="as known at the end of a day")
    add_store_options(parser)


def add_store_options(parser: argparse.ArgumentParser) -> None:
    """Add --council and what says which store and who is asking to a command."""
    parser.add_argument(
        "--council", metavar="NAME", help="whose records (default: the store's own)"
    )
    add_store_and_name(parser)


def records_asked(options: argparse.Namespace) -> tuple[Snapshot, View]:
    """The records that the options ask for, and the view of them for `options.audience` (None or
    absent: internal). DataError where the store has none of that council at that moment."""
    store, principal = store_and_principal(options)
    council = council_asked(options)
    day = getattr(options, "as_at", None)
    as_at = end_of(day) if day and day < today() else None  # today is not over
    known = snapshot(council, as_at, principal=principal, store=store)
    if known.councils.filter(pl.col("authority") == council).is_empty():
        then = f" on {long_date(day)}" if day else ""
        raise DataError(f"nothing was known of {council}{then}")
    audience: Audience = getattr(options, "audience", None) or "internal"
    return known, View(council, known.nature, day or today(), as_at, audience)


def council_asked(options: argparse.Namespace) -> str:
    """The council that the options ask for. DataError where the store has no records of it, or no
    council of its own."""
    store, principal = store_and_principal(options)
    council = options.council or home_authority(store, principal=principal)
    if council is None:
        raise DataError("the store has no council of its own: name one with --council")
    names = council_names(store, principal=principal)
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


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by name into a folder, which is made if there is none, and return their paths.

    Each is written beside its place and moved there only when all are whole, so that whoever looks
    meanwhile, or after a failure, finds an older file or a whole one. OSError if one cannot be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            number, path = tempfile.mkstemp(prefix=f".{name[:40]}-", suffix=".part", dir=folder)
            waiting[folder / name] = Path(path)
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(path).chmod(0o666 & ~_mask())
        for place, written in waiting.items():
            written.replace(place)
    except BaseException:
        for written in waiting.values():
            with suppress(OSError):
                written.unlink(missing_ok=True)
        raise
    return list(waiting)


def _mask() -> int:
    # It can only be read by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
