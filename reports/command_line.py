"""The command line: `python -m reports pack NAME --out DIR`, for a scheduled task.

Exit status 0 on success; 2 on bad input, with one clear line on standard error.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from components.edition import Edition
from components.pack import SHIPPED, Pack, edition_of, read_pack
from components.view import View
from data_access.errors import DataError
from data_access.looking import end_of, today
from data_access.packs import moment_now
from data_access.principal import local_principal
from data_access.snapshot import Snapshot, home_authority, snapshot
from data_access.store import open_store

BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message} (--help tells more)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        for path in _pack(options):
            print(path)
    except DataError as error:
        print(f"python -m reports pack: {error}", file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        print(
            f"python -m reports pack: {options.out} cannot be written: {error.strerror}",
            file=sys.stderr,
        )
        return BAD_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m reports", description="Write packs as files.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    pack = commands.add_parser("pack", help="write a pack as PowerPoint, PDF and Excel")
    pack.add_argument("name", metavar="NAME", help="the pack's name, or how it begins")
    pack.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    pack.add_argument("--as-at", type=_day, metavar="DAY", help="as known at the end of a day")
    pack.add_argument("--audience", choices=("internal", "public"), default="internal")
    pack.add_argument("--council", metavar="NAME", help="whose records (default: the store's own)")
    pack.add_argument("--store", metavar="URL", help="store URL (default: DATABASE_URL)")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is no day such as 2026-09-30") from error


def _pack(options: argparse.Namespace) -> list[Path]:
    from reports.excel import workbook
    from reports.pdf import document
    from reports.powerpoint import presentation

    edition = _edition(options)
    options.out.mkdir(parents=True, exist_ok=True)
    words = f"{edition.council} {edition.title} {edition.day} {edition.audience}"
    name = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
    written = []
    for ending, write in (("pptx", presentation), ("pdf", document), ("xlsx", workbook)):
        path = options.out / f"{name}.{ending}"
        path.write_bytes(write(edition))
        written.append(path)
    return written


def _edition(options: argparse.Namespace) -> Edition:
    store, who = open_store(options.store), local_principal()
    council = options.council or home_authority(store)
    if council is None:
        raise DataError("the store has no council of its own: name one with --council")
    as_at = end_of(options.as_at) if options.as_at else None
    known = snapshot(council, as_at, principal=who, store=store)
    pack = _named(options.name, known)
    view = View(council, known.nature.value, options.as_at or today(), as_at, options.audience)
    edition, _ = edition_of(pack, known, view, revision=known.revision, produced=moment_now())
    return edition


def _named(name: str, known: Snapshot) -> Pack:
    stored = [
        read_pack(row["name"], row["definition"], row["audience"])
        for row in known["pack"].iter_rows(named=True)
    ]
    there = {pack.name: pack for pack in (*SHIPPED, *stored)}
    if name in there:
        return there[name]
    begin = [each for each in there if each.casefold().startswith(name.casefold())]
    if len(begin) != 1:
        raise DataError(f"there is no pack '{name}'; there are: {'; '.join(sorted(there))}")
    return there[begin[0]]


__all__ = ["main"]
