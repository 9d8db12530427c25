"""What pages will say after an import: headlines that would change, before it lands."""

from __future__ import annotations

from dataclasses import dataclass

from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, exhibit
from components.exhibits.declaration import Declaration
from components.exhibits.every_request import requests_of
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.indicators.judged import measures_that_differ
from components.exhibits.read_records import reading_of
from components.exhibits.records import Records
from components.exhibits.view import View
from vocabulary.wording import counted, sentence


@dataclass(frozen=True)
class HeadlineChange:
    """An exhibit that would say something else. title: what it is called, with the quality
    statement or measure where it is about one; page: the address of its page; before, after: its
    headline, or where that stays the same what it concludes."""

    key: str
    title: str
    page: str
    before: str
    after: str


def headline_changes(before: Records, after: Records, view: View) -> tuple[HeadlineChange, ...]:
    """The exhibits whose headline or conclusion differs between two snapshots of a council, in the
    catalogue's order, as their pages show them with nothing chosen.

    Only those are built that read a frame in which the snapshots differ, of measures those whose
    figures differ.
    """
    filters = filters_of(view.today)
    measures: frozenset[str] | None = None
    changes = []
    for declaration in CATALOGUE.values():
        if declaration.of_measure and measures is None:
            measures = measures_that_differ(before, after)
        for request, name in requests_of(declaration, filters, after):
            if declaration.of_measure and request.measure not in (measures or ()):
                continue
            if not _reads_other_frames(declaration, request, before, after, view):
                continue
            was, would_be = (exhibit(each, request, view) for each in (before, after))
            told = _told_apart(was, would_be)
            if told is not None:
                title = declaration.definition.title + (f": {name}" if name else "")
                changes.append(HeadlineChange(declaration.key, title, declaration.page, *told))
    return tuple(changes)


def changes_in_words(changes: tuple[HeadlineChange, ...]) -> str:
    """How much pages will say otherwise, as a sentence."""
    if not changes:
        return "No page will say anything else than it does now."
    many = sentence(counted(len(changes), "figure"))
    return f"{many} will say something else than now."


def _reads_other_frames(
    declaration: Declaration, request: ExhibitRequest, before: Records, after: Records, view: View
) -> bool:
    was, would_be = (reading_of(declaration, each, request, view) for each in (before, after))
    if was.days != would_be.days or len(was.frames) != len(would_be.frames):
        return True
    pairs = zip(was.frames, would_be.frames, strict=True)
    return any(old is not new and not old.equals(new) for old, new in pairs)


def _told_apart(before: Exhibit, after: Exhibit) -> tuple[str, str] | None:
    """What two exhibits say where it differs: their headlines, or what they conclude."""
    if before.headline != after.headline:
        return before.headline, after.headline
    if (before.verdict, before.meaning) != (after.verdict, after.meaning):
        return _in_full(before), _in_full(after)
    return None


def _in_full(exhibit: Exhibit) -> str:
    return f"{exhibit.headline.rstrip('.')}. {exhibit.verdict} {exhibit.meaning}".strip()
