"""The command line, for scheduled tasks: `python -m reports pack NAME --out DIR` and the like.

Exit status 0 on success; 2 on bad input, with one clear line on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from data_access.errors import DataError
from reports.command_line.documents import add_document_commands
from reports.command_line.exhibits import add_exhibits_command
from reports.command_line.packs import add_pack_command

BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message} (--help tells more)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        for line in options.run(options):
            print(line)
    except DataError as error:
        print(f"python -m reports {options.command}: {error}", file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        why = f"{options.out} cannot be written: {error.strerror}"
        print(f"python -m reports {options.command}: {why}", file=sys.stderr)
        return BAD_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m reports", description="Write packs and documents as files; print exhibits."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_pack_command(commands)
    add_document_commands(commands)
    add_exhibits_command(commands)
    return parser


__all__ = ["main"]
