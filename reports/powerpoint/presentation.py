"""A pack as PowerPoint: a cover, an exhibit a slide with its own chart or table, what the board is
asked for, what the exhibits mean and what all was made from.

Charts are PowerPoint's own, with their figures in a workbook, so that whoever gets the file can
work on with it. Every slide has a title, every chart and table its text, and notes for whoever
presents.
"""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any, Final

from pptx.oxml.ns import qn
from pptx.slide import Slide

from components.exhibits.exhibit import Definition
from components.packs.produced_pack import ProducedPack
from reports.documents import provenance
from reports.office_file import about, stable
from reports.powerpoint.back_pages import MEANINGS, made_from, meanings, meanings_pages
from reports.powerpoint.cover import RIGHT, cover
from reports.powerpoint.decisions import decisions, divided
from reports.powerpoint.exhibit_slide import exhibit_slide
from reports.powerpoint.placing import foot
from reports.powerpoint.template import MARGIN, empty
from vocabulary.nature import Nature

ANNEX: Final = "Annex"
"""In place of a number, on the pages after the last screen."""


def presentation(pack: ProducedPack) -> bytes:
    """The pack as .pptx. The same pack gives the same bytes."""
    deck, layouts = empty(striped=pack.nature is Nature.ILLUSTRATIVE)
    asked = divided(pack.asks) if pack.asks else []
    many = pack.many + max(len(asked) - 1, 0)

    def slide(layout: str, *, numbered: bool = True, left: float = MARGIN) -> Slide:
        made: Slide = deck.slides.add_slide(layouts[layout])
        number = str(len(deck.slides)) if numbered else ""
        foot(made, pack, number, f"{provenance.OF_PAGES}{many}" if numbered else ANNEX, left=left)
        return made

    cover(slide("Cover", left=RIGHT), pack)
    for screen in pack.screens:
        exhibit_slide(slide("Exhibit"), screen, pack)
    for place, rows in enumerate(asked, 1):
        decisions(slide("Text"), _part(pack.asks_headline, place, len(asked)), rows)
    pages = meanings_pages(_definitions(pack))
    for place, page in enumerate(pages, 1):
        meanings(slide("Text", numbered=False), _part(MEANINGS, place, len(pages)), page)
    made_from(slide("Text", numbered=False), pack)
    _described(deck.core_properties, pack)
    for part in deck.part.package.iter_parts():
        if (element := getattr(part, "_element", None)) is not None:
            _in_english(element)
    saved = io.BytesIO()
    deck.save(saved)
    return stable(saved.getvalue(), pack.produced)


def _part(headline: str, place: int, many: int) -> str:
    return f"{headline} ({place} of {many})" if many > 1 else headline


def _definitions(pack: ProducedPack) -> list[Definition]:
    return list({exhibit.key: exhibit.definition for exhibit in pack.exhibits}.values())


def _described(properties: Any, pack: ProducedPack) -> None:
    properties.title, properties.author = about(pack.title), about(pack.council)
    properties.subject = about(f"{pack.filters}. {provenance.as_at(pack)}")
    properties.language = "en-GB"
    properties.keywords = f"{pack.nature} records, for {pack.audience} use"
    properties.comments = f"Digest {pack.digest}"
    properties.last_modified_by = about(pack.council)
    produced = pack.produced.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = produced
    properties.revision = 1


def _in_english(element: Any) -> None:
    """Say of every text that it is British English, so that it is read aloud and spelt as such."""
    for run in element.iter(qn("a:r"), qn("a:fld")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, run.makeelement(qn("a:rPr"), {}))
    for properties in element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
        properties.set("lang", "en-GB")
