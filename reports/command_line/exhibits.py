"""Every exhibit's texts and figures by command: `exhibits --json`, for whoever compares or checks
them without a screen."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from reports.command_line.options import add_record_options, records_asked


def add_exhibits_command(commands: Any) -> None:
    """Register the command with argparse's subparsers. It sets `run`: a function that takes the
    options and gives the text to print. It raises DataError for what there is not."""
    parser = commands.add_parser("exhibits", help="print every exhibit that has something to show")
    add_record_options(parser)
    parser.add_argument("--audience", choices=("internal", "public"), default="internal")
    parser.add_argument("--json", action="store_true", help="as JSON (else: one headline a line)")
    parser.set_defaults(run=_print)


def _print(options: argparse.Namespace) -> list[str]:
    known, view = records_asked(options)
    showing = Showing(known, filters_of(view.today), view)
    told = [
        {"statement": statement, **_told(exhibit)}
        for statement, exhibit in _with_something_to_show(showing)
    ]
    if options.json:
        return [json.dumps(told, ensure_ascii=False, indent=1, default=str)]
    return [f"{each['key']}: {each['headline']}" for each in told]


def _with_something_to_show(showing: Showing) -> Iterator[tuple[str | None, Exhibit]]:
    """The exhibits that this audience may see and that have rows, in the catalogue's order; one for
    each quality statement where an exhibit is about one."""
    for key, entry in CATALOGUE.items():
        if not showing.may(key):
            continue
        statements = showing.records.framework.ids if entry.of_statement else (None,)
        for statement in statements:
            exhibit = showing(key, statement=statement or "")
            if exhibit.frame.height:
                yield statement, exhibit


def _told(exhibit: Exhibit) -> dict[str, Any]:
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
