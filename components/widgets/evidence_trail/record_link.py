"""Links to one record's own page."""

from __future__ import annotations

from typing import Final

from components.look.lists import Point
from components.look.marks import Meaning, link
from vocabulary.record_kinds import KIND_NAMES
from vocabulary.shown import escape

PAGE: Final = "trace"


def record_query(kind: str, reference: str) -> dict[str, str]:
    """What follows the question mark in the address of a record's page."""
    return {"kind": kind, "reference": reference}


def record_link(kind: str, reference: object, text: str | None = None) -> str:
    """A link to a record's page as HTML, saying `text` (None: its reference).

    Plain text where it leads nowhere: the record has no reference, or its kind has no page.
    """
    said = text or str(reference or "")
    if not reference or kind not in KIND_NAMES:
        return escape(said)
    return link(said, PAGE, **record_query(kind, str(reference)))


def record_point(
    meaning: Meaning, text: str, detail: str | None, kind: str, reference: object
) -> Point:
    """A point whose subject is a record's reference and leads to its page, where it has one."""
    if not reference:
        return Point(meaning, text, detail)
    named = str(reference)
    return Point(meaning, text, detail, named, PAGE, record_query(kind, named))
