"""The command that erases personal data: `erase`."""

from __future__ import annotations

import argparse
import sys

from data_access.command_line.options import Add, store_and_principal
from data_access.errors import DataError
from vocabulary.erasure import ErasedKind
from vocabulary.wording import number_of

_SURE = "erase"


def add_erasing_command(command: Add) -> None:
    """Add the command."""
    erase = command(
        "erase",
        _erase,
        "Erase personal data that slipped in, for good. What it is comes by standard input, so "
        "that no list of commands keeps it.",
    )
    erase.add_argument("--authority", metavar="NAME", required=True, help="from whose records")
    erase.add_argument("--kind", choices=list(ErasedKind), required=True, help="what it is")
    erase.add_argument("--reason", required=True, help="why, without repeating it")
    erase.add_argument("--any-case", action="store_true", help="also with other capitals")
    erase.add_argument("--yes", action="store_true", help="without asking once more")


def _erase(options: argparse.Namespace) -> int:
    from data_access.erasure.erase import erase, find
    from data_access.erasure.wanted import Wanted

    store, principal = store_and_principal(options)
    wanted = Wanted(_asked("What is to be erased, as it is written: "), options.any_case)
    places = find(store, options.authority, wanted, principal=principal)
    for place in places:
        print(f"{place.title}: {number_of(len(place.texts), 'version')}")
    if places and not options.yes and _asked(f"Write '{_SURE}' to erase it for good: ") != _SURE:
        raise DataError("nothing was erased.")
    done = erase(
        store,
        options.authority,
        wanted,
        kind=ErasedKind(options.kind),
        reason=options.reason,
        principal=principal,
    )
    many = len(done.places)
    print(f"Erased from {number_of(many, 'field')}, as erasure {done.number}. {done.still_there}")
    return 0


def _asked(question: str) -> str:
    if sys.stdin.isatty():
        return input(question)
    return sys.stdin.readline().strip()
