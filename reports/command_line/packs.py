"""A pack by command, for a scheduled task: `pack NAME` writes PowerPoint, PDF and Excel."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from components.exhibits import definitions
from components.exhibits.pack import SHIPPED, Pack, edition_of, read_pack
from components.exhibits.produced_pack import Edition
from data_access.errors import DataError
from data_access.forms.kept_packs import moment_now, newest_batch
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import open_store
from reports.command_line.options import add_options, records_asked
from reports.command_line.written_files import stem, write_files
from vocabulary.wording import counted


def add_pack_command(commands: Any) -> None:
    """Register the command with argparse's subparsers. It sets `run`: a function that takes the
    options and gives the paths written. It raises DataError for what there is not, OSError for
    what cannot be written, and tells on standard error what is not shown to the audience."""
    pack = commands.add_parser("pack", help="write a pack as PowerPoint, PDF and Excel")
    pack.add_argument("name", metavar="NAME", help="the pack's name, or how it begins")
    add_options(pack)
    pack.add_argument(
        "--audience",
        choices=("internal", "public"),
        help="who will see it (default: whom the pack is for)",
    )
    pack.set_defaults(run=_write)


def _write(options: argparse.Namespace) -> list[Path]:
    from reports.excel.workbook import workbook
    from reports.pdf.pack import document
    from reports.powerpoint.presentation import presentation

    edition, notes = _edition(options)
    for note in notes:
        print(f"python -m reports pack: {note}", file=sys.stderr)
    name = stem(edition.council, edition.title, edition.day, edition.audience)
    written = {
        f"{name}.{ending}": write(edition)
        for ending, write in (("pptx", presentation), ("pdf", document), ("xlsx", workbook))
    }
    return write_files(options.out, written)


def _edition(options: argparse.Namespace) -> tuple[Edition, list[str]]:
    """The edition asked for, and what whoever asked should know about it."""
    known, view = records_asked(options)
    pack = _named(options.name, snapshot(view.council, store=open_store(options.store)))
    audience = options.audience or pack.audience
    view = replace(view, audience=audience)
    edition, left_out = edition_of(
        pack, known, view, revision=newest_batch(known), produced=moment_now()
    )
    notes = []
    if edition.audience != audience:
        notes.append(f"'{pack.name}' is a pack for the public, and was written for the public")
    if left_out:
        titles = [definitions()[key].title for key in dict.fromkeys(left_out)]
        many = counted(len(titles), "exhibit")
        notes.append(f"{many} left out for this audience: " + "; ".join(titles))
    if not edition.exhibits:
        raise DataError(f"'{pack.name}' has nothing to show to this audience")
    return edition, notes


def _named(name: str, known: Snapshot) -> Pack:
    """The pack of a name, or the only one that begins so, as it is kept now: a pack is a choice of
    exhibits, and may be younger than the day its figures are shown as at."""
    stored = [
        read_pack(row["name"], row["definition"], row["audience"])
        for row in known["pack"].iter_rows(named=True)
    ]
    there = {pack.name: pack for pack in (*SHIPPED, *stored)}
    if name in there:
        return there[name]
    begin = [each for each in there if each.casefold().startswith(name.casefold())]
    if len(begin) != 1:
        what = "more than one pack begins with" if begin else "there is no pack"
        names = "; ".join(sorted(begin or there))
        raise DataError(f"{what} '{name}'; there are: {names}")
    return there[begin[0]]
