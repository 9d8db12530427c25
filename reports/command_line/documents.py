"""Written documents by command, for a scheduled task: `self-assessment` and `annual-complaints`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from components.exhibits.complaints.years import complaint_years
from data_access.errors import DataError
from data_access.forms.kept_packs import moment_now, newest_batch
from data_access.importing.personal_data.guard import kinds_in
from reports.command_line.options import add_options, records_asked
from reports.command_line.written_files import stem, write_files
from reports.documents.written_report import WrittenReport


def add_document_commands(commands: Any) -> None:
    """Register the commands with argparse's subparsers. Each sets `run`: a function that takes the
    options and gives the paths written. It raises DataError for what there is not, OSError for
    what cannot be written."""
    self_assessment = commands.add_parser(
        "self-assessment", help="write the self-assessment as Word and PDF"
    )
    self_assessment.add_argument(
        "--statement",
        action="append",
        default=[],
        metavar="ID",
        help="a quality statement, such as learning; may be given more than once (default: all)",
    )
    _common(self_assessment, _write_self_assessment)
    complaints = commands.add_parser(
        "annual-complaints", help="write the annual report on complaints as Word and PDF"
    )
    complaints.add_argument(
        "--year",
        type=int,
        metavar="YEAR",
        help="the year to 31 March of YEAR (default: the last that is over)",
    )
    for name, what in (
        ("matters", "matters of general importance"),
        ("actions", "what was done to improve services"),
    ):
        complaints.add_argument(
            f"--{name}", type=Path, metavar="FILE", help=f"text file with {what}, one a line"
        )
    _common(complaints, _write_complaints)


def _common(
    parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], list[Path]]
) -> None:
    add_options(parser)
    parser.add_argument("--audience", choices=("internal", "public"), default="internal")
    parser.set_defaults(run=run)


def _write_self_assessment(options: argparse.Namespace) -> list[Path]:
    from reports.documents.self_assessment.document import self_assessment

    known, view = records_asked(options)
    ids = known.framework.ids
    for statement in options.statement:
        if statement not in ids:
            raise DataError(f"there is no statement '{statement}'; there are: {', '.join(ids)}")
    report = self_assessment(
        known, view, options.statement, revision=newest_batch(known), produced=moment_now()
    )
    return _written(report, " ".join(["self-assessment", *options.statement]), options)


def _write_complaints(options: argparse.Namespace) -> list[Path]:
    from reports.documents.annual_complaints import Words, complaints_report

    known, view = records_asked(options)
    years = complaint_years(known["complaint"], view.today)
    year = options.year or next(each for each, over in years.items() if over)
    if year not in years:
        raise DataError(
            f"no complaint is on record for the year to 31 March {year}; "
            f"there are: {', '.join(map(str, years))}"
        )
    words = Words(_points(options.matters), _points(options.actions))
    report = complaints_report(
        known, view, year, words, revision=newest_batch(known), produced=moment_now()
    )
    return _written(report, f"annual complaints report {year}", options)


def _points(file: Path | None) -> tuple[str, ...]:
    """The lines of a text file. DataError where it cannot be read or holds personal data."""
    if file is None:
        return ()
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file} cannot be read as a text file in UTF-8") from error
    found = kinds_in(text)
    if found:
        raise DataError(f"{file} seems to hold {' and '.join(found)}: take them out first")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _written(report: WrittenReport, name: str, options: argparse.Namespace) -> list[Path]:
    from reports.pdf import written_report as pdf_report
    from reports.word import written_report as word

    called = stem(report.council, name, report.day, report.audience)
    return write_files(
        options.out,
        {f"{called}.docx": word.document(report), f"{called}.pdf": pdf_report.document(report)},
    )
