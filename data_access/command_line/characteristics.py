"""The command that brings in published rating characteristics: `import-characteristics`."""

from __future__ import annotations

import argparse
from pathlib import Path

from data_access.command_line.importing import confirmed, read_sources
from data_access.command_line.options import Add, day, store_and_principal
from data_access.errors import DataError


def add_characteristics_command(command: Add) -> None:
    """Add the command."""
    added = command(
        "import-characteristics",
        _import,
        "Bring in published rating characteristics as a version of the framework.",
    )
    added.add_argument("path", nargs="+", type=Path, metavar="PATH")
    added.add_argument("--authority", metavar="NAME", help="whose (default: the store's council)")
    added.add_argument("--named", metavar="VERSION", help="what the version is called")
    added.add_argument(
        "--from", type=day, dest="valid_from", metavar="DATE",
        help="the day from which they hold, if they do not say so",
    )  # fmt: skip
    added.add_argument("--yes", action="store_true", help="bring them in without asking")


def _import(options: argparse.Namespace) -> int:
    from data_access.importing.characteristics.plan import (
        describe,
        land_characteristics,
        plan_characteristics,
        read_document,
    )
    from data_access.snapshot import home_authority

    sources = read_sources(options.path)
    store, principal = store_and_principal(options)
    council = options.authority or home_authority(store, principal=principal)
    if council is None:
        raise DataError("name the council with --authority NAME.")
    read = read_document(sources)
    holds = options.valid_from or read.parsed.valid_from
    if holds is None:
        raise DataError("the document does not say from when it holds: give the day with --from.")
    plan = plan_characteristics(
        store,
        read,
        authority=council,
        version=options.named or str(holds.year),
        valid_from=holds,
        principal=principal,
    )
    print(describe(plan))
    if not plan.changes:
        print("Nothing is new: the store is unchanged.")
        return 0
    if not options.yes and not confirmed():
        raise DataError("nothing was brought in; confirm, or use --yes.")
    landed = land_characteristics(store, plan, principal=principal)
    print(f"Brought in as batch {', '.join(map(str, landed.batch_ids))}.")
    return 0
