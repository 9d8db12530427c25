"""The command line: `python -m data_access COMMAND`.

Exit status 0 on success; 2 on bad input, with one clear line on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from data_access.command_line.characteristics import add_characteristics_command
from data_access.command_line.erasing import add_erasing_command
from data_access.command_line.exporting import add_exporting_commands
from data_access.command_line.importing import add_importing_commands
from data_access.command_line.mailing import add_mailing_command
from data_access.command_line.options import Run, add_store_and_name
from data_access.command_line.store import add_store_commands
from data_access.errors import DataError

BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    """One line on bad usage, instead of the usage text and the line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message} (--help tells more)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except DataError as error:
        print(f"python -m data_access {options.command}: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m data_access", description="Look after a dashboard's store.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Run, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        add_store_and_name(added)
        added.set_defaults(run=run)
        return added

    add_importing_commands(command)
    add_characteristics_command(command)
    add_exporting_commands(command)
    add_store_commands(command)
    add_erasing_command(command)
    add_mailing_command(command)
    return parser
