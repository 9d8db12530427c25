"""What every command that writes files is asked: where to, as known when, of which council."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from data_access.looking import today


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add --out, --as-at (a day that is not to come), --council and --store to a command."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    parser.add_argument("--as-at", type=_day, metavar="DAY", help="as known at the end of a day")
    parser.add_argument(
        "--council", metavar="NAME", help="whose records (default: the store's own)"
    )
    parser.add_argument("--store", metavar="URL", help="store URL (default: DATABASE_URL)")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no day such as 2026-09-30") from error
    if day > today():
        raise argparse.ArgumentTypeError(f"{text} is still to come")
    return day
