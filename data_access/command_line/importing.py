"""The commands that import: `import-report` and `import`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data_access.command_line.intake import (
    add_inspect,
    add_recipe,
    import_files,
    inspect_files,
    work_on_recipes,
)
from data_access.command_line.options import Add, store_and_principal
from data_access.command_line.reports import add_report_options
from data_access.errors import DataError

if TYPE_CHECKING:
    from data_access.importing.reports.parsing.result import ReportSource

READABLE = frozenset(
    [
        *(".html", ".htm", ".xhtml", ".mhtml", ".mht"),
        *(".pdf", ".docx", ".txt", ".md", ".markdown", ".zip"),
    ]
)


def add_importing_commands(command: Add) -> None:
    """Add the commands."""
    report = command("import-report", _import_report, "Import a saved CQC assessment.")
    report.add_argument("path", nargs="+", type=Path, metavar="PATH")
    report.add_argument("--authority", required=True, metavar="NAME")
    add_report_options(report)
    report.add_argument("--yes", action="store_true", help="import without asking")

    look = command("inspect", inspect_files, "Say how files are read; nothing is imported.")
    add_inspect(look)
    add_recipe(command("recipe", work_on_recipes, "Look after the answers kept for files."))

    table = command(
        "import", _import, "Import files of any kind; the kind of records may be named first."
    )
    table.add_argument("named", nargs="+", metavar="[DATASET] FILE")
    table.add_argument("--recipe", type=Path, metavar="R.toml", help="answers, as a recipe")
    table.add_argument("--dataset", metavar="NAME", help="the kind of records (default: found)")
    table.add_argument("--authority", metavar="NAME", help="whose rows, if the file does not say")
    table.add_argument("--sheet", metavar="NAME", help="sheet of a workbook (default: found)")
    table.add_argument(
        "--column",
        type=_column,
        action="append",
        default=[],
        metavar="FIELD=HEADER",
        help="read a field from this column, e.g. received='Date in' (remembered; repeat for more)",
    )
    table.add_argument(
        "--specialist-teams",
        metavar="NAMES",
        help="which teams are specialist, separated by semicolons, where the file has no column "
        "for it; the others are general (remembered)",
    )
    table.add_argument(
        "--good-rows-only", action="store_true", help="leave rejected rows out (default: refuse)"
    )
    table.add_argument("--rejected", type=Path, metavar="PATH", help="write rejected rows here")
    table.add_argument("--yes", action="store_true", help="import without asking")
    add_report_options(table)


def _column(text: str) -> tuple[str, str]:
    field, found, header = text.partition("=")
    if not found or not field.strip() or not header.strip():
        raise argparse.ArgumentTypeError(f"'{text}' is not FIELD=HEADER such as received='Date in'")
    return field.strip(), header.strip()


def _import_report(options: argparse.Namespace) -> int:
    from data_access.importing.own_process.pool import warm

    warm()  # it loads what it needs while this process does
    from data_access.importing.reports.import_report import land_report, plan_report
    from data_access.importing.reports.plan_in_words import describe_plan

    sources = read_sources(options.path)
    store, principal = store_and_principal(options)
    plan = plan_report(
        store,
        sources,
        authority=options.authority,
        published=options.published,
        although=options.although,
        principal=principal,
    )
    print(describe_plan(plan))
    if plan.problems:
        raise DataError(plan.problems[0])
    if not options.yes:
        if not plan.changes:
            print("Nothing is new: the store is unchanged.")
            return 0
        if not confirmed():
            raise DataError("nothing was imported; confirm, or use --yes.")
    landed = land_report(store, plan, principal=principal)
    if landed.import_id is None:
        print("Nothing was new: the store is unchanged.")
    else:
        numbers = ", ".join(str(number) for number in landed.batch_ids)
        print(f"Imported as batch {numbers}.")
    return 0


def _import(options: argparse.Namespace) -> int:
    """Files by recipe; the first name is a dataset's where it is no file's."""
    first, *others = options.named
    if not Path(first).exists() and (others or not Path(first).suffix):
        if not others:
            raise DataError(f"name a file: import {first} FILE, or import FILE.")
        options.dataset = first
    else:
        others = options.named
    options.path = [Path(name) for name in others]
    return import_files(options, confirmed)


def confirmed() -> bool:
    """Whether the person at the keyboard says yes; no where there is none."""
    if not sys.stdin.isatty():
        return False
    try:
        answer = input("Import this? [y/N] ")
    except EOFError:
        return False
    return answer.strip().casefold() in {"y", "yes"}


def read_sources(paths: Sequence[Path]) -> list[ReportSource]:
    """The readable files among paths and in folders, in name order. DataError if there are none,
    or a path does not exist or cannot be read."""
    from data_access.importing.reports.parsing.result import ReportSource

    try:
        found = [file for path in paths for file in _files(path)]
        if not found:
            raise DataError("There are no HTML, PDF, Word, text or Markdown files to read.")
        return [ReportSource(path.name, path.read_bytes()) for path in found]
    except OSError as error:
        raise DataError(f"{error.filename} cannot be read: {error.strerror}.") from error


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in READABLE
            and not _left_beside(file.relative_to(path))
            and file.is_file()
        )
    if not path.exists():
        raise DataError(f"There is no file or folder {path}.")
    return [path]


def _left_beside(file: Path) -> bool:
    """Whether browsers, Word or a file system left this beside the pages that were saved."""
    return file.name.startswith((".", "~$")) or any(
        part == "__MACOSX" or part.endswith("_files") for part in file.parts[:-1]
    )
