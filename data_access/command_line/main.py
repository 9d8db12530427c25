"""The command line: `python -m data_access COMMAND`.

Exit status 0 on success; 2 on bad input, with one clear line on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from data_access.errors import DataError
from vocabulary.wording import agree, number_of

if TYPE_CHECKING:
    from data_access.datasets import Dataset

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

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.add_argument("--store", metavar="URL", help="store URL (default: DATABASE_URL)")
        added.set_defaults(run=run)
        return added

    report = command("import-report", _import_report, "Import a saved CQC assessment.")
    report.add_argument("path", nargs="+", type=Path, metavar="PATH")
    report.add_argument("--authority", required=True, metavar="NAME")
    report.add_argument("--published", type=_day, metavar="DATE", help="YYYY-MM-DD")
    report.add_argument("--yes", action="store_true", help="import without asking")

    table = command("import", _import_table, "Import a table: CSV or XLSX.")
    table.add_argument("dataset", metavar="DATASET")
    table.add_argument("path", nargs="+", type=Path, metavar="FILE")
    table.add_argument("--authority", metavar="NAME", help="whose rows, if the file does not say")
    table.add_argument("--sheet", metavar="NAME", help="sheet of a workbook (default: likeliest)")
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

    template = command("template", _template, "Write an empty table to fill in (XLSX or CSV).")
    template.add_argument("dataset", metavar="DATASET")
    template.add_argument("path", type=Path, metavar="PATH")

    export = command("export", _export, "Write a dataset's rows to standard output.")
    export.add_argument("dataset", metavar="DATASET")
    export.add_argument("--as-at", type=_moment, metavar="ISO", help="as known at this moment, UTC")
    export.add_argument("--authority", metavar="NAME", help="one council's rows only")
    export.add_argument("--format", choices=("csv", "json", "xlsx"), default="csv")
    export.add_argument(
        "--output", type=Path, metavar="PATH", help="write to this file (XLSX has to be)"
    )

    init = command("init", _init, "Make an empty store for one's own council.")
    init.add_argument("--authority", metavar="NAME", help="the council the store is for")

    example = command(
        "example", _example, "Put Example Borough, an invented council, into a new store."
    )
    example.add_argument(
        "--scale", type=int, metavar="ROWS", help="add so many invented rows, to measure speed with"
    )
    example.add_argument("--dataset", default="complaint", help="of which dataset (for --scale)")
    past = command("history", _history, "List the batches, newest first.")
    past.add_argument("--format", choices=("text", "csv", "json"), default="text")

    for name, text in (
        ("withdraw", "Withdraw an import; what it superseded stands again."),
        ("restore", "Undo a withdrawal."),
    ):
        command(name, _turn, text).add_argument("batch", type=int, metavar="BATCH")

    command("backup", _backup, "Copy the whole store to a new SQLite file.").add_argument(
        "path", type=Path, metavar="PATH"
    )
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2024-12-13") from error


def _column(text: str) -> tuple[str, str]:
    field, found, header = text.partition("=")
    if not found or not field.strip() or not header.strip():
        raise argparse.ArgumentTypeError(f"'{text}' is not FIELD=HEADER such as received='Date in'")
    return field.strip(), header.strip()


def _moment(text: str) -> datetime:
    """An ISO moment; a bare day means the end of it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a moment such as 2026-03-31 or 2026-03-31T17:00"
        ) from error
    if len(text) <= len("2026-03-31"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _import_report(options: argparse.Namespace) -> int:
    from data_access.command_line.options import store_and_principal
    from data_access.importing.reports.import_report import land_report, plan_report
    from data_access.importing.reports.plan_in_words import describe_plan
    from data_access.importing.reports.sources import read_sources

    sources = read_sources(options.path)
    store, principal = store_and_principal(options)
    plan = plan_report(
        store,
        sources,
        authority=options.authority,
        published=options.published,
        principal=principal,
    )
    print(describe_plan(plan))
    if plan.problems:
        raise DataError(plan.problems[0])
    if not options.yes:
        if not plan.changes:
            print("Nothing is new: the store is unchanged.")
            return 0
        if not _confirmed():
            raise DataError("nothing was imported; confirm, or use --yes.")
    landed = land_report(store, plan, principal=principal)
    if landed.import_id is None:
        print("Nothing was new: the store is unchanged.")
    else:
        numbers = ", ".join(str(number) for number in landed.batch_ids)
        print(f"Imported as batch {numbers}.")
    return 0


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        return False
    try:
        answer = input("Import this? [y/N] ")
    except EOFError:
        return False
    return answer.strip().casefold() in {"y", "yes"}


def _dataset(name: str) -> Dataset:
    from data_access.datasets import DATASETS, dataset

    try:
        return dataset(name)
    except KeyError as error:
        raise DataError(
            f"there is no dataset '{name}'; there are {', '.join(DATASETS)}."
        ) from error


def _import_table(options: argparse.Namespace) -> int:
    from data_access.command_line.options import store_and_principal
    from data_access.importing.tables.files.sheet import TableSource
    from data_access.importing.tables.import_table import land_table, plan_table
    from data_access.importing.tables.plan_in_words import describe_table_plan, rejected_csv

    chosen = _dataset(options.dataset)
    store, principal = store_and_principal(options)
    told = dict(options.column)
    if unknown := sorted(set(told) - set(chosen.columns)):
        fields = ", ".join(chosen.columns)
        raise DataError(f"{chosen.title} has no field '{unknown[0]}'; it has {fields}.")
    specialist = options.specialist_teams
    plans = []
    for path in options.path:
        try:
            source = TableSource(path.name, path.read_bytes())
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error.strerror}.") from error
        plan = plan_table(
            store,
            chosen,
            source,
            principal=principal,
            authority=options.authority,
            sheet=options.sheet,
            told=told,
            specialist_teams=None if specialist is None else specialist.split(";"),
        )
        print(describe_table_plan(plan))
        plans.append(plan)
    rejected = [plan for plan in plans if plan.rejected_rows]
    if rejected and options.rejected:
        try:
            options.rejected.write_text(rejected_csv(rejected), encoding="utf-8-sig", newline="")
        except OSError as error:
            raise DataError(f"{options.rejected} cannot be written: {error.strerror}.") from error
        print(f"Rejected rows written to {options.rejected}.")
    if rejected and not options.good_rows_only:
        rows = sum(plan.rejected_rows for plan in rejected)
        said = (
            f"{number_of(rows, 'row')} {agree(rows, 'is', 'are')} rejected; mend "
            f"{agree(rows, 'it', 'them')}"
        )
        raise DataError(f"nothing was imported: {said}, or use --good-rows-only.")
    if not options.yes:
        if not any(plan.counts.changes for plan in plans):
            print("Nothing is new: the store is unchanged.")
            return 0
        if not _confirmed():
            raise DataError("nothing was imported; confirm, or use --yes.")
    for plan in plans:
        landed = land_table(store, plan, principal=principal, good_rows_only=options.good_rows_only)
        if landed.import_id is None:
            print(f"{plan.source_name}: nothing was new, the store is unchanged.")
        else:
            numbers = ", ".join(str(number) for number in landed.batch_ids)
            print(f"{plan.source_name}: imported as batch {numbers}.")
    return 0


def _template(options: argparse.Namespace) -> int:
    from data_access.exporting.templates import csv_template, workbook_template

    chosen = _dataset(options.dataset)
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
    from data_access.command_line.options import store_and_principal
    from data_access.exporting.rows import rows_for_export, write_csv, write_json

    chosen = _dataset(options.dataset)
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


def _init(options: argparse.Namespace) -> int:
    from data_access.command_line.options import store_and_principal
    from data_access.new_store import make_empty_store, make_own_store

    store, principal = store_and_principal(options)
    added = make_empty_store(store, principal=principal)
    if options.authority is not None:
        added = make_own_store(store, principal=principal, authority=options.authority) or added
    print(f"{store.label} is ready." if added else f"{store.label} was ready already.")
    return 0


def _example(options: argparse.Namespace) -> int:
    from data_access.command_line.options import store_and_principal
    from data_access.new_store import add_scaled_rows, make_example_store

    store, principal = store_and_principal(options)
    added = make_example_store(store, principal=principal)
    print(f"Example Borough is {'now' if added else 'already'} in {store.label}.")
    if options.scale is not None:
        dataset = _dataset(options.dataset)
        rows = add_scaled_rows(store, dataset, options.scale, principal=principal)
        print(f"{rows:,} invented rows of {dataset.title.lower()} added.")
    return 0


def _history(options: argparse.Namespace) -> int:
    from data_access.command_line.options import store_and_principal
    from data_access.exporting.rows import write_csv, write_json
    from data_access.importing.reports.plan_in_words import describe_history
    from data_access.ledger.ledger import history

    store, principal = store_and_principal(options)
    past = history(store, principal=principal)
    if options.format == "text":
        print(describe_history(past))
    else:
        sys.stdout.write(write_json(past) if options.format == "json" else write_csv(past))
    return 0


def _turn(options: argparse.Namespace) -> int:
    from data_access.command_line.options import store_and_principal
    from data_access.ledger.ledger import restore, withdraw

    turn = withdraw if options.command == "withdraw" else restore
    store, principal = store_and_principal(options)
    done = turn(store, options.batch, principal=principal)
    state = "Withdrawn" if options.command == "withdraw" else "Restored"
    print(f"{state}: batch {', '.join(str(number) for number in done)}.")
    return 0


def _backup(options: argparse.Namespace) -> int:
    from data_access.command_line.options import store_and_principal
    from data_access.store.database import backup

    store, principal = store_and_principal(options)
    backup(store, options.path, principal=principal)
    print(f"Backed up to {options.path}.")
    return 0
