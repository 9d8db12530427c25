"""The commands that write files: `template` and `export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data_access.command_line.options import Add, dataset_named, moment, store_and_principal
from data_access.errors import DataError
from vocabulary.activity import Act
from vocabulary.wording import number_of


def add_exporting_commands(command: Add) -> None:
    """Add the commands."""
    template = command("template", _template, "Write an empty table to fill in (XLSX or CSV).")
    template.add_argument("dataset", metavar="DATASET")
    template.add_argument("path", type=Path, metavar="PATH")

    export = command("export", _export, "Write a dataset's rows to standard output.")
    export.add_argument("dataset", metavar="DATASET")
    export.add_argument("--as-at", type=moment, metavar="ISO", help="as known at this moment, UTC")
    export.add_argument("--authority", metavar="NAME", help="one council's rows only")
    export.add_argument("--format", choices=("csv", "json", "xlsx"), default="csv")
    export.add_argument(
        "--output", type=Path, metavar="PATH", help="write to this file (XLSX has to be)"
    )


def _template(options: argparse.Namespace) -> int:
    from data_access.exporting.templates import csv_template, workbook_template

    chosen = dataset_named(options.dataset)
    if chosen.for_good:
        raise DataError(f"{chosen.title} are not brought in by file, so there is no template.")
    if options.path.exists():
        raise DataError(f"{options.path} exists already; name a new file.")
    try:
        if options.path.suffix.casefold() == ".csv":
            options.path.write_text(csv_template(chosen), encoding="utf-8", newline="")
        else:
            options.path.write_bytes(workbook_template(chosen))
    except OSError as error:
        raise DataError(f"{options.path} cannot be written: {error.strerror}.") from error
    print(f"Template for {chosen.title.lower()} written to {options.path}.")
    return 0


def _export(options: argparse.Namespace) -> int:
    from data_access.activity.note import noted
    from data_access.exporting.rows import rows_for_export, write_csv, write_json

    chosen = dataset_named(options.dataset)
    if options.format == "xlsx" and options.output is None:
        raise DataError("a workbook is no text: name a file to write it to with --output.")
    if options.output is not None and options.output.exists():
        raise DataError(f"{options.output} exists already; name a new file.")
    store, principal = store_and_principal(options)
    rows = rows_for_export(
        store,
        chosen,
        as_at=options.as_at,
        authority=options.authority,
        principal=principal,
    )
    noted(
        store,
        Act.EXPORT,
        principal=principal,
        authorities=[options.authority] if options.authority else [],
        about=[chosen.name, options.format],
    )
    if options.format == "xlsx":
        from data_access.exporting.workbook import write_workbook

        content = write_workbook(chosen, rows)
    else:
        text = write_json(rows) if options.format == "json" else write_csv(rows)
        if options.output is None:
            sys.stdout.write(text)
            return 0
        content = text.encode()
    try:
        options.output.write_bytes(content)
    except OSError as error:
        raise DataError(f"{options.output} cannot be written: {error.strerror}.") from error
    rows_said = number_of(rows.height, "row", nought="0")
    print(f"{chosen.title}: {rows_said} written to {options.output}.")
    return 0
