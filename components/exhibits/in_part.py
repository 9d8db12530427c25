"""A part is called a part: where only some rows of a file are in, every exhibit on them says so.

It stands in the subtitle, the caveats and the text alternative, so that whatever shows an exhibit
says it: screens, tables, packs and files alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from components.exhibits.exhibit import Exhibit
from components.exhibits.records import Part
from vocabulary.audience import Audience
from vocabulary.wording import agree, listed_up_to

_LONGEST_NAME: Final = 60  # of a file, for subtitles of two lines
# The public gets no numbers: how many rows a file has could give a hidden count away.
_PUBLIC: Final = "Not all rows of the council's files are in yet"


def said_in_part(exhibit: Exhibit, parts: Sequence[Part]) -> Exhibit:
    """The exhibit, saying of which files only a part is in; as it is where there are none."""
    said = sentence_in_part(parts, exhibit.audience)
    if not said:
        return exhibit
    public = exhibit.audience == "public"
    caveats = (f"{_PUBLIC}, so figures may change.",) if public else tuple(map(_caveat, parts))
    return replace(
        exhibit,
        subtitle=f"{exhibit.subtitle}. {said}",
        caveats=(*exhibit.caveats, *caveats),
        alternative=f"{exhibit.alternative.rstrip('.')}. {said}.",
        in_part=said,
    )


def sentence_in_part(parts: Sequence[Part], audience: Audience) -> str:
    """Such as "Only 31 of 87 rows of complaints.xlsx"; empty where there are none."""
    if not parts:
        return ""
    return _PUBLIC if audience == "public" else f"Only {parts_in_words(parts)}"


def parts_in_words(parts: Sequence[Part]) -> str:
    """Such as "31 of 87 rows of complaints.xlsx"."""
    return listed_up_to([part_in_words(part) for part in parts])


def part_in_words(part: Part) -> str:
    """Such as "31 of 87 rows of complaints.xlsx"; of a long name both ends."""
    name = part.source_name
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - 20]}…{name[-19:]}"
    return f"{part.rows:,} of {part.of:,} rows of {name}"


def _caveat(part: Part) -> str:
    left = part.of - part.rows
    return (
        f"Only {part_in_words(part)} are in: the other {left:,} {agree(left, 'has', 'have')} to be "
        "put right first, and until then figures may be wrong."
    )
