"""`python -m reports edition …`: preview, publish, withdraw, list editions, write their files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from components.editions.edition import KEYS, Edition, edition_to_be, of_stored, to_json
from components.exhibits.view import View
from data_access.command_line.options import store_and_principal
from data_access.editions import PublishedEdition, editions_of
from data_access.errors import DataError
from data_access.forms.editions import publish, withdraw
from data_access.snapshot import Snapshot
from reports.options import add_out, add_store_options, council_asked, records_asked, write_files
from vocabulary.wording import long_date


def add_edition_commands(commands: Any) -> None:
    """Register the commands with argparse's subparsers. Each sets `run`: a function that takes the
    options and gives what to print. It raises DataError for what there is not or cannot be done,
    OSError for what cannot be written."""
    parser = commands.add_parser(
        "edition", help="preview, publish and withdraw editions; write their files"
    )
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    preview = acts.add_parser("preview", help="what would be published now, and what is hidden")
    publishing = acts.add_parser("publish", help="publish it: everybody may read it from then on")
    for each in (preview, publishing):
        _about_edition(each)
    preview.add_argument("--json", action="store_true", help="as JSON (else: one headline a line)")
    preview.set_defaults(run=_preview)
    publishing.set_defaults(run=_publish)
    withdrawing = acts.add_parser("withdraw", help="withdraw one: its page says so and why")
    withdrawing.add_argument("number", type=int, metavar="NUMBER")
    withdrawing.add_argument("--reason", required=True, help="why, as the public reads it")
    withdrawing.set_defaults(run=_withdraw)
    listing = acts.add_parser("list", help="every edition there is, and what became of it")
    listing.set_defaults(run=_list)
    files = acts.add_parser("files", help="write an edition's page, PDF, workbook and tables")
    files.add_argument("number", type=int, metavar="NUMBER")
    add_out(files)
    files.set_defaults(run=_files)
    for each in (preview, publishing, withdrawing, listing, files):
        add_store_options(each)


def _about_edition(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", default="", help="what it is called (default: by its month)")
    parser.add_argument(
        "--exhibit",
        action="append",
        metavar="KEY",
        choices=KEYS,
        help=f"one to show; may be given more than once (default: all): {', '.join(KEYS)}",
    )
    parser.add_argument("--corrects", type=int, metavar="NUMBER", help="the edition it corrects")
    parser.add_argument("--reason", default="", help="why it corrects that one")


def edition_asked(options: argparse.Namespace) -> Edition:
    """The edition that the options ask for, as it would be published now."""
    known, view = records_asked(options)
    return edition_now(
        known,
        view,
        _there(options),
        keys=getattr(options, "exhibit", None),
        title=getattr(options, "title", ""),
        corrects=getattr(options, "corrects", None),
        reason=getattr(options, "reason", ""),
    )


def edition_now(
    known: Snapshot, view: View, there: Sequence[PublishedEdition], **said: Any
) -> Edition:
    """The edition to be after those there are."""
    return edition_to_be(known, view, [of_stored(each) for each in there], **said)


def as_json(edition: Edition) -> list[str]:
    """What an edition shows, as JSON to print."""
    told = json.loads(to_json(edition))
    del told["tables"]
    return [json.dumps({**told, "digest": edition.digest}, ensure_ascii=False, indent=1)]


def headlines(edition: Edition) -> list[str]:
    """An edition's exhibits, a headline a line."""
    return [f"{each.key}: {each.headline}" for each in edition.exhibits]


def _preview(options: argparse.Namespace) -> list[str]:
    edition = edition_asked(options)
    if options.json:
        return as_json(edition)
    return [
        f"Edition {edition.number} to be: {edition.title}. Nothing is published.",
        *headlines(edition),
        *(f"Not shown: {said}" for said in edition.held_back),
        *(f"Hidden, for you alone: {said}" for said in edition.hidden),
    ]


def _publish(options: argparse.Namespace) -> list[str]:
    edition = edition_asked(options)
    if not edition.exhibits:
        raise DataError("there is nothing to publish yet")
    store, principal = store_and_principal(options)
    stands = publish(
        store,
        edition.council,
        number=edition.number,
        title=edition.title,
        day=edition.day,
        content=to_json(edition),
        digest=edition.digest,
        corrects=edition.corrects,
        reason=edition.reason,
        principal=principal,
    )
    return [_line(stands), f"Digest {stands.digest}"]


def _withdraw(options: argparse.Namespace) -> list[str]:
    store, principal = store_and_principal(options)
    council = council_asked(options)
    stands = withdraw(store, council, options.number, reason=options.reason, principal=principal)
    return [_line(stands)]


def _list(options: argparse.Namespace) -> list[str]:
    return [_line(each) for each in _there(options)] or ["Nothing has been published yet."]


def _files(options: argparse.Namespace) -> list[Path]:
    from reports.editions.files import FORMS, NoFilesError, file_name, file_of
    from reports.editions.page import page_html

    there = _there(options)
    if not 1 <= options.number <= len(there):
        raise DataError(f"there is no edition {options.number}")
    edition = of_stored(there[options.number - 1])
    try:
        written = {file_name(edition, ending): file_of(edition, ending) for ending in FORMS}
    except NoFilesError as error:
        raise DataError(str(error)) from error
    links = {form.label: file_name(edition, ending) for ending, form in FORMS.items()}
    page = page_html(edition, files=links, list_address="")
    return write_files(options.out, {file_name(edition, "html"): page.encode(), **written})


def _there(options: argparse.Namespace) -> tuple[PublishedEdition, ...]:
    store, principal = store_and_principal(options)
    return editions_of(store, council_asked(options), principal=principal)


def _line(edition: PublishedEdition) -> str:
    """Such as "3: Winter, published 2 December 2026 by Officer; withdrawn … by …: why"."""
    told = (
        f"{edition.number}: {edition.title}, published {long_date(edition.published)} "
        f"by {edition.published_by}"
    )
    if edition.corrects:
        told += f"; corrects {edition.corrects}: {edition.reason}"
    if edition.corrected_by:
        told += f"; corrected by {edition.corrected_by}"
    if edition.withdrawn:
        told += (
            f"; withdrawn {long_date(edition.withdrawn)} by {edition.withdrawn_by}: "
            f"{edition.why_withdrawn}"
        )
    return told
