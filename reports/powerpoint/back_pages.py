"""The last pages, without a number: what the exhibits mean, and what the pack was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.slide import Slide
from pptx.util import Pt

from components.exhibits.exhibit import Definition
from components.packs.produced_pack import ProducedPack
from components.tokens import mark_of
from reports.documents import provenance
from reports.office_file import legible
from reports.powerpoint import tables
from reports.powerpoint.chart import Place, colour
from reports.powerpoint.placing import before_feet, notes, put, title
from reports.powerpoint.template import MARGIN, RULE, SUBTITLE, TEXT
from reports.powerpoint.text import LINE, SMALLEST, Box, fitted, height_of, lines_of
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL

MEANINGS: Final = "What these exhibits mean"
MADE_FROM: Final = "What this pack was made from"
NOTHING_RECORDED: Final = "Not recorded yet"
_BELOW: Final = 8.0  # an entry
_NAMES: Final = 150.0
Entry = tuple[str, str]


@dataclass(frozen=True)
class MeaningsPage:
    """What some exhibits mean, in a size of type."""

    entries: tuple[Entry, ...]
    size: float


def meanings_pages(definitions: Sequence[Definition]) -> list[MeaningsPage]:
    """What each exhibit means: on as few slides as can be, as evenly and as large as may be."""
    room = RULE - 8 - 84
    entries = [
        (each.title, fitted(each.meaning, TEXT, ((SMALLEST, 6),)).text) for each in definitions
    ]
    few = len(_divided(entries, SMALLEST, room))
    size = next(
        (size for size in (18.0, 16.0) if len(_divided(entries, size, room)) == few), SMALLEST
    )
    even = room
    while even > _BELOW and len(_divided(entries, size, even - _BELOW)) == few:
        even -= _BELOW
    return [MeaningsPage(tuple(page), size) for page in _divided(entries, size, even)]


def _divided(entries: Sequence[Entry], size: float, room: float) -> list[list[Entry]]:
    pages: list[list[Entry]] = []
    left = 0.0
    for entry in entries:
        if not pages or _tall(entry, size) > left:
            pages.append([])
            left = room
        pages[-1].append(entry)
        left -= _tall(entry, size)
    return pages


def _tall(entry: Entry, size: float) -> float:
    name, meaning = entry
    return (
        height_of(len(lines_of(name, TEXT, size, bold=True)), size)
        + height_of(len(lines_of(meaning, TEXT, size)), size)
        + _BELOW
    )


def meanings(slide: Slide, headline: str, page: MeaningsPage) -> None:
    """Fill a slide with what exhibits mean."""
    title(slide, headline, 30, Box(MARGIN, 28, TEXT, 40))
    box = Box(MARGIN, 84, TEXT, sum(_tall(entry, page.size) for entry in page.entries))
    shape = put(slide, SUBTITLE, [], page.size, box)
    frame = shape.text_frame
    first = True
    for name, meaning in page.entries:
        for text, bold in ((name, True), (meaning, False)):
            paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
            first = False
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = legible(text), Pt(page.size), bold
            paragraph.line_spacing = Pt(page.size * LINE)
            paragraph.space_after = Pt(0 if bold else _BELOW)
    before_feet(slide, [shape])
    notes(slide, [f"{name}: {meaning}" for name, meaning in page.entries])


def made_from(slide: Slide, pack: ProducedPack) -> None:
    """Fill the back page: what kind of records, as known when, the digest that proves it, and what
    the pack has no records for."""
    title(slide, MADE_FROM, 30, Box(MARGIN, 28, TEXT, 40))
    ink, ground, edge = mark_of(pack.nature)
    kind, explained = NATURE_IN_FULL[pack.nature], NATURE_EXPLAINED[pack.nature]
    inside = TEXT - 28
    tall = height_of(len(lines_of(explained, inside, 16)), 16) + height_of(1, 18) + 20
    top = 84.0
    box = put(slide, SUBTITLE, [], 16, Box(MARGIN, top, TEXT, tall))
    box.fill.solid()
    box.fill.fore_color.rgb = colour(ground.value)
    box.line.color.rgb, box.line.width = colour(edge.value), Pt(1)
    frame = box.text_frame
    frame.margin_left = frame.margin_right = Pt(14)
    frame.margin_top = frame.margin_bottom = Pt(9)
    for at, (text, size, bold) in enumerate(((kind, 18, True), (explained, 16, False))):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text, Pt(size), bold
        run.font.color.rgb = colour(ink.value)
        paragraph.line_spacing = Pt(size * LINE)
    top += tall + 16
    facts = facts_of(pack)
    said = [f"{name}: {value}" for name, value in facts]
    place = Place(slide, Box(MARGIN, top, TEXT, RULE - top - 8), MADE_FROM, "; ".join(said),
                  pack.produced)  # fmt: skip
    pairs = [
        (name, fitted(value, TEXT - _NAMES - 20, ((SMALLEST, _most(name)),)).text)
        for name, value in facts
    ]
    shapes: list[Any] = [box, *tables.facts(pairs, _NAMES, place)]
    before_feet(slide, shapes)
    notes(slide, said)


def _most(name: str) -> int:
    """How many lines a fact may take: the list of what is not recorded is the longest."""
    return 5 if name == NOTHING_RECORDED else 2


def facts_of(pack: ProducedPack) -> list[tuple[str, str]]:
    """What the pack was made from, and what it has no records for."""
    told = [("Pack", pack.title), *provenance.facts(pack)]
    if pack.nothing_recorded:
        told.append((NOTHING_RECORDED, "; ".join(name for name, _ in pack.nothing_recorded)))
    return told
