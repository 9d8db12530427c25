"""The period before, set beside an exhibit: what it said at its end, and whether what both rest on
differs by more than chance. No change is claimed without that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from components.exhibits.declaration import Declaration, ExhibitRequest, declarations
from components.exhibits.exhibit import Exhibit
from components.exhibits.view import View
from measures.statistics.two_periods import ChangeVerdict, changed

BEFORE: Final = "before"
AGAINST: Final = {"": "Nothing", BEFORE: "The period before"}
"""What can be set beside the period chosen, as an address asks for it."""


def with_before(
    exhibit: Exhibit,
    declaration: Declaration,
    request: ExhibitRequest,
    view: View,
    build: Callable[[ExhibitRequest, View], Exhibit],
) -> Exhibit:
    """The exhibit with what it said at the end of the period before, by what is known now.

    `build` gives the exhibit of a request. A page may set several rates beside at once: each is
    held to the bar divided by their number.
    """
    filters = request.filters.before
    if not can_be_set_beside(declaration, request, view) or filters is None:
        return exhibit
    asked = replace(request, filters=filters, against="")
    then = build(asked, replace(view, today=filters.until))
    said = f"{then.headline}. {then.verdict}".strip()
    if exhibit.rate and then.rate:
        told = changed(exhibit.rate, then.rate, tests=rates_beside(declaration.page))
        if told.verdict is not ChangeVerdict.NOTHING_TO_COMPARE:
            said = f"{said} {told.sentence}"
    return replace(exhibit, before=said)


def can_be_set_beside(declaration: Declaration, request: ExhibitRequest, view: View) -> bool:
    """Whether the period before is asked for, there is one, and this audience is shown it."""
    return bool(request.against) and bool(declaration.periods) and view.audience == "internal"


def rates_beside(page: str) -> int:
    """How many rates a page may set beside the period before at once."""
    return sum(each.page == page and each.periods == "tested" for each in declarations().values())
