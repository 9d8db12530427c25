"""The catalogue: every exhibit by its registered name, built from records, filters and a view.

Pages, permanent links, board mode and packs all ask here, so the same request gives the same
exhibit everywhere. What was built is kept with the records it was built from: it is never stale,
and a page that is looked at again costs no sums.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, Final

import components.exhibits
from components.exhibits.address import day_in_address
from components.exhibits.declaration import Declaration, ExhibitRequest, declarations
from components.exhibits.exhibit import Definition, Exhibit
from components.exhibits.filters import DEFAULT_PERIOD, Filters
from components.exhibits.in_part import said_in_part, sentence_in_part
from components.exhibits.memo import memo
from components.exhibits.period_before import with_before
from components.exhibits.pinned_events import with_events
from components.exhibits.published_facts import (
    PUBLISHED_FACTS,
    published_records,
    without_own_view,
)
from components.exhibits.read_records import reading_of
from components.exhibits.records import Part, Records, names_of_themes
from components.exhibits.view import View
from vocabulary.wording import long_date

__all__ = [
    "CATALOGUE",
    "ExhibitRequest",
    "NotForPublicError",
    "Records",
    "Showing",
    "address_of",
    "definitions",
    "exhibit",
    "names_of_themes",
]


def _catalogue() -> dict[str, Declaration]:
    """Every exhibit declared in the folders beside this file, one a subject."""
    for subject in pkgutil.iter_modules(components.exhibits.__path__, "components.exhibits."):
        if subject.ispkg:
            package = import_module(subject.name)
            for module in pkgutil.iter_modules(package.__path__, f"{subject.name}."):
                import_module(module.name)
    return declarations()


CATALOGUE: Final = _catalogue()
"""By key, in the order of pages and of places on them."""


class NotForPublicError(Exception):
    """The exhibit is not given to the public: what the council's own records say is published in
    editions, where small numbers are hidden over all of them together."""


def definitions() -> dict[str, Definition]:
    """What every exhibit means, by key."""
    return {key: each.definition for key, each in CATALOGUE.items()}


def exhibit(
    records: Records, request: ExhibitRequest, view: View, *, as_kept: bool = False
) -> Exhibit:
    """The exhibit of a request, built once for the same records, request and view.

    The public is given published facts, built from nothing else. `as_kept`: as it was shown to the
    public before there were editions, each exhibit's small numbers hidden by themselves; only to
    verify what was kept then.

    Raises KeyError for a name that is not in the catalogue, NotForPublicError where the audience is
    the public and the exhibit is not for it.
    """
    if view.audience == "internal" or (as_kept and CATALOGUE[request.exhibit].public):
        return memo(records, _built, request, view)
    if as_kept or request.exhibit not in PUBLISHED_FACTS:
        raise NotForPublicError(request.exhibit)
    return without_own_view(memo(published_records(records), _built, request, view))


def _built(records: Records, request: ExhibitRequest, view: View) -> Exhibit:
    declaration = CATALOGUE[request.exhibit]
    built = declaration.build(records, request, view)
    built = with_events(built, declaration, records, request, view)
    built = with_before(built, declaration, request, view, lambda *of: exhibit(records, *of))
    if records.parts or records.peer_parts:
        built = said_in_part(built, reading_of(declaration, records, request, view).parts)
    return replace(built, address=address_of(request, view))


def address_of(request: ExhibitRequest, view: View) -> dict[str, str]:
    """What asks for an exhibit in an address, for `/exhibit` and the pages' filters alike."""
    filters = request.filters
    parameters = {
        "show": request.exhibit,
        "council": view.council,
        "as_at": day_in_address(view.today) if view.as_at else "",
        "period": filters.period if filters.period != DEFAULT_PERIOD else "",
        "team": filters.team or "",
        "about": filters.theme_name or "",
    }
    if CATALOGUE[request.exhibit].of_statement:
        parameters["statement"] = request.statement
    if CATALOGUE[request.exhibit].of_measure:
        parameters |= {"measure": request.measure, "by": request.breakdown}
    if request.exhibit == "audit_sample":
        parameters |= {"sample": str(request.size), "seed": request.seed}
    if CATALOGUE[request.exhibit].compares:
        parameters |= {"peers": request.peers, "beside": request.beside}
    if CATALOGUE[request.exhibit].periods:
        parameters["against"] = request.against
    if request.board:
        parameters["board"] = long_date(request.board)
    return {name: value for name, value in parameters.items() if value}


@dataclass(frozen=True)
class Showing:
    """Exhibits of one page: the same records, filters and view for all of them.

    `showing("complaints_volume")` gives the exhibit; `may("plan_due")` says whether this audience
    may see one at all.
    """

    records: Records = field(repr=False)
    filters: Filters
    view: View
    statement: str = ""
    measure: str = ""
    breakdown: str = ""
    peers: str = ""
    beside: str = ""
    against: str = ""

    def __call__(self, key: str, **narrowed: Any) -> Exhibit:
        """The exhibit of a key; see `exhibit` for what it raises."""
        return exhibit(self.records, replace(self._request(key), **narrowed), self.view)

    def in_part(self, *keys: str) -> str:
        """Of which files only a part is in, of those that any of these exhibits stands on, as a
        sentence; empty where all are whole."""
        parts: dict[Part, None] = {}
        if not self.records.parts and not self.records.peer_parts:
            return ""
        for key in keys:
            read = reading_of(CATALOGUE[key], self.records, self._request(key), self.view)
            parts |= dict.fromkeys(read.parts)
        return sentence_in_part(tuple(parts), self.view.audience)

    def recorded(self, key: str) -> bool:
        """Whether any of what an exhibit is made of has a row."""
        read = reading_of(CATALOGUE[key], self.records, self._request(key), self.view)
        return any(frame.height for frame in read.frames)

    def may(self, key: str) -> bool:
        """Whether the view's audience may see the exhibit."""
        return self.view.audience == "internal" or key in PUBLISHED_FACTS

    def _request(self, key: str) -> ExhibitRequest:
        # Who is compared with matters to exhibits that compare: the others stay as they are kept.
        compares = CATALOGUE[key].compares
        return ExhibitRequest(
            key,
            self.filters,
            self.statement,
            measure=self.measure,
            breakdown=self.breakdown,
            peers=self.peers if compares else "",
            beside=self.beside if compares else "",
            against=self.against if CATALOGUE[key].periods and self.filters.before else "",
        )
