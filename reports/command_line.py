"""The command line, for scheduled tasks: `python -m reports pack NAME --out DIR` and the like.

Exit status 0 on success; 2 on bad input, with one clear line on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from components.exhibits.catalogue import (
    CATALOGUE,
    ExhibitRequest,
    Showing,
    definitions,
    exhibit,
)
from components.exhibits.complaints.years import complaint_years
from components.exhibits.every_request import requests_of
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.packs.pack import Pack, read_pack
from components.packs.produce import produce_pack
from components.packs.produced_pack import ProducedPack
from components.packs.shipped import SHIPPED
from data_access.activity.note import noted
from data_access.command_line.options import store_and_principal
from data_access.errors import DataError
from data_access.importing.personal_data.guard import kinds_in
from data_access.moments import now
from data_access.snapshot import Snapshot, snapshot
from reports.documents.written_report import WrittenReport
from reports.editions.command import (
    add_edition_commands,
    as_json,
    edition_asked,
    headlines,
)
from reports.file_forms import FORMS_OF_A_PACK
from reports.mailing.command import add_mail_options, entries_for, mail_asked, mail_pack
from reports.options import (
    add_options,
    add_record_options,
    council_asked,
    records_asked,
    write_files,
)
from vocabulary.activity import Act
from vocabulary.wording import counted, slug

BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message} (--help tells more)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        lines = options.run(options)
        _note(options)
        for line in lines:
            print(line)
    except DataError as error:
        print(f"python -m reports {options.command}: {error}", file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        why = f"{options.out} cannot be written: {error.strerror}"
        print(f"python -m reports {options.command}: {why}", file=sys.stderr)
        return BAD_INPUT
    return 0


def _note(options: argparse.Namespace) -> None:
    """Write down who took what out; what somebody publishes or mails is noted there."""
    store, principal = store_and_principal(options)
    act = getattr(options, "act", "")
    if act in {"publish", "withdraw", "list"} or getattr(options, "mail", None):
        return
    about = [name for name in (options.command, act) if name]
    council = council_asked(options)
    noted(store, Act.EXPORT, principal=principal, authorities=[council], about=about)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m reports",
        description="Write packs and documents as files; print exhibits; publish editions.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_pack_command(commands)
    add_document_commands(commands)
    add_exhibits_command(commands)
    add_edition_commands(commands)
    return parser


def add_pack_command(commands: Any) -> None:
    """Register the command with argparse's subparsers. It sets `run`: a function that takes the
    options and gives the paths written and to whom it was mailed. It raises DataError for what
    there is not, OSError for what cannot be written, and tells on standard error what is not shown
    to the audience."""
    pack = commands.add_parser("pack", help="write a pack as PowerPoint, PDF and Excel")
    pack.add_argument("name", metavar="NAME", help="the pack's name, or how it begins")
    add_options(pack, out_needed=False)
    pack.add_argument(
        "--audience",
        choices=("internal", "public"),
        help="who will see it (default: whom the pack is for)",
    )
    add_mail_options(pack)
    pack.set_defaults(run=_write_pack)


def _write_pack(options: argparse.Namespace) -> Sequence[object]:
    mail = mail_asked(options)
    if options.out is None and mail is None:
        raise DataError("say where to write it (--out), or to whom to mail it (--mail)")
    pack, notes = _pack_asked(options)
    for note in notes:
        print(f"python -m reports pack: {note}", file=sys.stderr)
    name = file_stem(pack.council, pack.title, pack.day, pack.audience)

    @cache
    def files() -> dict[str, bytes]:
        return {f"{name}.{ending}": form.write(pack) for ending, form in FORMS_OF_A_PACK.items()}

    # Whether it may be mailed is asked before anything is written, and mailed last: that is the
    # part that cannot be done again without harm.
    entries = entries_for(options, mail[1], pack) if mail else {}
    told: list[object] = [] if options.out is None else [*write_files(options.out, files())]
    if mail is not None:
        told += mail_pack(options, mail[0], entries, pack, files)
    return told


def _pack_asked(options: argparse.Namespace) -> tuple[ProducedPack, list[str]]:
    """The pack asked for, and what whoever asked should know about it."""
    known, view = records_asked(options)
    store, principal = store_and_principal(options)
    pack = _pack_named(options.name, snapshot(view.council, principal=principal, store=store))
    audience = options.audience or pack.audience
    view = replace(view, audience=audience)
    made, left_out = produce_pack(pack, known, view, revision=known.newest_batch, produced=now())
    notes = []
    if made.audience != audience:
        notes.append(f"'{pack.name}' is a pack for the public, and was written for the public")
    if left_out:
        titles = [definitions()[key].title for key in dict.fromkeys(left_out)]
        many = counted(len(titles), "exhibit")
        notes.append(f"{many} left out for this audience: " + "; ".join(titles))
    if made.audience == "public" and left_out:
        notes.append("what the council's own records say is published in editions")
    if not made.exhibits:
        raise DataError(f"'{pack.name}' has nothing to show to this audience")
    return made, notes


def _pack_named(name: str, known: Snapshot) -> Pack:
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


def _internal_only(options: argparse.Namespace) -> None:
    if options.audience == "public":
        raise DataError(
            "files for the public come from an edition: python -m reports edition files"
        )


def _write_self_assessment(options: argparse.Namespace) -> list[Path]:
    from reports.documents.self_assessment.document import self_assessment

    _internal_only(options)
    known, view = records_asked(options)
    ids = known.framework.ids
    for statement in options.statement:
        if statement not in ids:
            raise DataError(f"there is no statement '{statement}'; there are: {', '.join(ids)}")
    report = self_assessment(
        known, view, options.statement, revision=known.newest_batch, produced=now()
    )
    return _written(report, " ".join(["self-assessment", *options.statement]), options)


def _write_complaints(options: argparse.Namespace) -> list[Path]:
    from reports.documents.annual_complaints import Words, complaints_report

    _internal_only(options)
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
        known, view, year, words, revision=known.newest_batch, produced=now()
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

    called = file_stem(report.council, name, report.day, report.audience)
    return write_files(
        options.out,
        {f"{called}.docx": word.document(report), f"{called}.pdf": pdf_report.document(report)},
    )


def add_exhibits_command(commands: Any) -> None:
    """Register the command with argparse's subparsers. It sets `run`: a function that takes the
    options and gives the text to print. It raises DataError for what there is not."""
    parser = commands.add_parser("exhibits", help="print every exhibit with something to show")
    add_record_options(parser)
    parser.add_argument(
        "--audience",
        choices=("internal", "public"),
        default="internal",
        help="for the public, those of the edition to be",
    )
    parser.add_argument("--json", action="store_true", help="as JSON (else: one headline a line)")
    parser.set_defaults(run=_print_exhibits)


def _print_exhibits(options: argparse.Namespace) -> list[str]:
    if options.audience == "public":  # who sees editions; this is the one to be
        edition = edition_asked(options)
        return as_json(edition) if options.json else headlines(edition)
    known, view = records_asked(options)
    showing = Showing(known, filters_of(view.today), view)
    told = [
        {"statement": asked.statement or None, "measure": asked.measure or None, **_as_json(built)}
        for asked, built in _with_something_to_show(showing)
    ]
    if options.json:
        return [json.dumps(told, ensure_ascii=False, indent=1, default=str)]
    return [f"{each['key']}: {each['headline']}" for each in told]


def _with_something_to_show(showing: Showing) -> Iterator[tuple[ExhibitRequest, Exhibit]]:
    """The exhibits that this audience may see and that have rows, in the catalogue's order; one for
    each quality statement or measure where an exhibit is about one."""
    for key, entry in CATALOGUE.items():
        if not showing.may(key):
            continue
        for asked, _ in requests_of(entry, showing.filters, showing.records):
            built = exhibit(showing.records, asked, showing.view)
            if built.frame.height:
                yield asked, built


def _as_json(exhibit: Exhibit) -> dict[str, Any]:
    return {
        "key": exhibit.key,
        "page": CATALOGUE[exhibit.key].page,
        "headline": exhibit.headline,
        "subtitle": exhibit.subtitle,
        "verdict": exhibit.verdict,
        "meaning": exhibit.meaning,
        "alternative": exhibit.alternative,
        "caveats": exhibit.all_caveats,
        "columns": exhibit.frame.columns,
        "rows": exhibit.frame.rows(),
    }


def file_stem(*words: object) -> str:
    """A file's name from words: "example-borough-quarterly-board-2026-09-30-public"."""
    return slug(*words)[:150].rstrip("-") or "pack"
