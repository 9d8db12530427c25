"""A pack as PowerPoint: a cover, an exhibit a slide with its own chart or table, what they mean.

Charts are PowerPoint's own, with their figures in a workbook, so that whoever gets the file can
work on with it. Every slide has a title, every chart and table its text, and notes for whoever
presents.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from components.exhibits.exhibit import Definition, Exhibit
from components.packs.produced_pack import ProducedPack
from components.tokens import Ink, mark_of
from reports.documents import provenance
from reports.office_file import about, legible, stable
from reports.powerpoint import (  # they register how charts are drawn
    bars,  # noqa: F401
    panels,  # noqa: F401
    points,  # noqa: F401
    tables,
)
from reports.powerpoint.chart import Place, colour, draw, drawable
from reports.powerpoint.template import (
    MARGIN,
    RULE,
    SOURCE,
    SUBTITLE,
    TEXT,
    VERDICT,
    empty,
)
from reports.powerpoint.text import SMALLEST, Box, Fitted, fitted, height_of, lines_of
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL

__all__ = ["presentation"]
_HEADLINE: Final = ((30.0, 2), (27.0, 2), (24.0, 2), (21.0, 2), (18.0, 2))
_MEASURE: Final = ((16.0, 1), (15.0, 1), (14.0, 2))
_CONCLUSION: Final = ((18.0, 2), (16.0, 2), (14.0, 3))
_MEANINGS: Final = "What these exhibits mean"
_ROOM: Final = "9 more rows and 9 more columns in the Excel file. "
_NONE: Final = "There are no records to show."


def presentation(pack: ProducedPack) -> bytes:
    """The pack as .pptx. The same pack gives the same bytes."""
    deck, layouts = empty()
    pages = _pages(_definitions(pack))
    many = 1 + len(pack.exhibits) + len(pages)

    def slide(layout: str) -> Slide:
        made: Slide = deck.slides.add_slide(layouts[layout])
        _foot(made, pack, len(deck.slides), many)
        return made

    _cover(slide("Cover"), pack)
    for exhibit in pack.exhibits:
        _exhibit(slide("Exhibit"), exhibit, pack)
    for number, page in enumerate(pages, start=1):
        title = f"{_MEANINGS} ({number} of {len(pages)})" if len(pages) > 1 else _MEANINGS
        _meanings(slide("Text"), title, page)
    _described(deck.core_properties, pack)
    for part in deck.part.package.iter_parts():
        if (element := getattr(part, "_element", None)) is not None:
            _in_english(element)
    saved = io.BytesIO()
    deck.save(saved)
    return stable(saved.getvalue(), pack.produced)


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


def _put(slide: Slide, index: int, parts: Sequence[tuple[str, bool]], size: float, box: Box) -> Any:
    """Write into a place of the layout: texts, of which some are bold."""
    shape = next(p for p in slide.placeholders if p.placeholder_format.idx == index)
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(box.width), Pt(box.height)
    paragraph = shape.text_frame.paragraphs[0]
    for text, bold in parts:
        run = paragraph.add_run()
        run.text = legible(text)
        run.font.size = Pt(size)
        if bold:
            run.font.bold = True
    return shape


def _title(slide: Slide, text: str, size: float, box: Box) -> None:
    title = slide.shapes.title
    if title is None:
        raise LookupError("the layout has no title")
    _put(slide, title.placeholder_format.idx, [(text, False)], size, box)


def _foot(slide: Slide, pack: ProducedPack, number: int, many: int) -> None:
    """As at when, for whom, of what nature; and the slide's number."""
    places: Any = slide.slide_layout.placeholders
    for place in places:
        kind = place._element.xpath(".//p:ph/@type")[0]
        if kind not in {"ftr", "sldNum"}:
            continue
        shape = deepcopy(place._element)
        shape.xpath(".//p:cNvPr")[0].set("id", str(9000 + place.placeholder_format.idx))
        paragraph = shape.find(qn("p:txBody")).find(qn("a:p"))
        for geometry in list(shape.find(qn("p:spPr"))):
            shape.find(qn("p:spPr")).remove(geometry)
        for old in list(paragraph):
            paragraph.remove(old)
        slide.shapes._spTree.append(shape)
        if kind == "sldNum":
            paragraph.append(
                parse_xml(
                    '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
                    'id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
                    f'<a:rPr lang="en-GB"/><a:t>{number}</a:t></a:fld>'
                )
            )
            _run(paragraph, f"{provenance.OF_PAGES}{many}")
        else:
            _run(paragraph, f"{provenance.footer_line(pack)} · ")
            _run(paragraph, NATURE_IN_FULL[pack.nature], colour(Ink.TEXT.value))


def _run(paragraph: Any, text: str, ink: RGBColor | None = None) -> None:
    made = paragraph.add_r()
    made.text = legible(text)
    if ink is not None:
        properties = made.get_or_add_rPr()
        properties.set("b", "1")
        properties.append(
            parse_xml(
                '<a:solidFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
                f'<a:srgbClr val="{ink}"/></a:solidFill>'
            )
        )


def _cover(slide: Slide, pack: ProducedPack) -> None:
    """The pack's name, whose it is, what its records are, and what it was made from."""
    title = fitted(pack.title, TEXT, ((38, 2), (32, 2), (26, 3), (22, 3)), bold=True)
    council = fitted(pack.council, TEXT, ((18, 1), (14, 2)))
    top = 40.0
    over = _put(slide, SUBTITLE, [(council.text, False)], council.size,
                Box(MARGIN, top, TEXT, council.height))  # fmt: skip
    top += council.height + 10
    _title(slide, title.text, title.size, Box(MARGIN, top, TEXT, title.height + 4))
    _after_title(slide, over)
    top += title.height + 24
    ink, ground, edge = mark_of(pack.nature)
    words, explained = NATURE_IN_FULL[pack.nature], NATURE_EXPLAINED[pack.nature]
    inside = TEXT - 28
    tall = height_of(len(lines_of(explained, inside, 16)), 16) + height_of(1, 18) + 20
    box = slide.shapes.add_textbox(Pt(MARGIN), Pt(top), Pt(TEXT), Pt(tall))
    box.name = "What the records are"
    fill_of(box, ground.value, edge.value)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(14)
    frame.margin_top = frame.margin_bottom = Pt(9)
    for at, (text, size, bold) in enumerate(((words, 18, True), (explained, 16, False))):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text, Pt(size), bold
        run.font.color.rgb = colour(ink.value)
    top += tall + 16
    made_from = [f"{name}: {value}" for name, value in provenance.facts(pack)]
    place = Place(
        slide, Box(MARGIN, top, TEXT, RULE - top - 8), "What this pack was made from",
        "; ".join(made_from), pack.produced,
    )  # fmt: skip
    pairs = [
        (name, fitted(value, TEXT - 170, ((SMALLEST, 2),)).text)
        for name, value in provenance.facts(pack)
    ]
    (shape,) = tables.facts(pairs, 150, place)
    _before_feet(slide, [box, shape])
    _notes(slide, [pack.title, *made_from])


def fill_of(shape: Any, ground: str, edge: str) -> None:
    """A box's ground and edge."""
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(ground)
    shape.line.color.rgb = colour(edge)
    shape.line.width = Pt(1)


def _after_title(slide: Slide, shape: Any) -> None:
    title = slide.shapes.title
    if title is not None:
        title._element.addnext(shape._element)


def _before_feet(slide: Slide, shapes: Sequence[Any]) -> None:
    """Move shapes before the foot, so that they are read before it."""
    tree = slide.shapes._spTree
    foot = next(sp for sp in tree.xpath("./p:sp") if sp.xpath(".//p:ph[@type='ftr']"))
    for shape in shapes:
        foot.addprevious(shape._element)


def _exhibit(slide: Slide, exhibit: Exhibit, pack: ProducedPack) -> None:
    headline = fitted(exhibit.headline, TEXT, _HEADLINE, bold=True)
    measure = fitted(exhibit.subtitle, TEXT, _MEASURE)
    top = 28.0
    _title(slide, headline.text, headline.size, Box(MARGIN, top, TEXT, headline.height + 4))
    top += headline.height + 8
    subtitle = _put(slide, SUBTITLE, [(measure.text, False)], measure.size,
                    Box(MARGIN, top, TEXT, measure.height + 2))  # fmt: skip
    top += measure.height + 12
    # What has to be said of the chart stands before the source, and is known only once it is
    # drawn: room is kept for it.
    conclusion = _conclusion(exhibit)
    bottom = RULE - 8
    expected = len(lines_of(f"{_ROOM}Source: {exhibit.source}", TEXT, SMALLEST))
    source = height_of(min(expected, 2), SMALLEST)
    end = bottom - source - 8 - (conclusion.height + 10 if conclusion.text else 0)
    place = Place(
        slide, Box(MARGIN, top, TEXT, end - top), exhibit.definition.title,
        exhibit.alternative, pack.produced,
    )  # fmt: skip
    body = _body(exhibit, place)
    shown = [subtitle, *body]
    if conclusion.text:
        box = Box(MARGIN, end + 10, TEXT, conclusion.height + 2)
        verdict = exhibit.verdict.strip()
        if not conclusion.text.startswith(verdict):  # cut within the verdict
            verdict = conclusion.text
        parts = [(verdict, True), (conclusion.text.removeprefix(verdict), False)]
        shown.append(_put(slide, VERDICT, parts, conclusion.size, box))
    else:
        _drop(slide, VERDICT)
    told = " ".join([*place.notes, f"Source: {exhibit.source}"])
    words = fitted(told, TEXT, ((SMALLEST, min(expected, 2)),))
    shown.append(_put(slide, SOURCE, [(words.text, False)], SMALLEST,
                      Box(MARGIN, bottom - words.height, TEXT, words.height + 2)))  # fmt: skip
    _before_feet(slide, shown)
    _notes(slide, _spoken(exhibit))


def _conclusion(exhibit: Exhibit) -> Fitted:
    """Verdict and meaning; measured as bold where a third of it is or more."""
    verdict, meaning = exhibit.verdict.strip(), exhibit.meaning.strip()
    text = " ".join(part for part in (verdict, meaning) if part)
    if not text:
        return Fitted("", SMALLEST, 0)
    return fitted(text, TEXT * 0.97, _CONCLUSION, bold=3 * len(verdict) > len(text))


def _drop(slide: Slide, index: int) -> None:
    for shape in slide.placeholders:
        if shape.placeholder_format.idx == index:
            shape._element.getparent().remove(shape._element)
            return


def _body(exhibit: Exhibit, place: Place) -> list[Any]:
    """The chart, or the table of a list, or a word that there is nothing."""
    chart = exhibit.chart
    if chart is not None and drawable(chart, exhibit.frame):
        return draw(chart, exhibit.frame, place)
    table = exhibit.table()
    if chart is None and table.height and table.width:
        return tables.table(*tables.table_texts(exhibit), place)
    box = place.slide.shapes.add_textbox(
        Pt(place.box.left), Pt(place.box.top + 20), Pt(place.box.width), Pt(30)
    )
    box.name = "Nothing to show"
    frame = box.text_frame
    frame.margin_left = frame.margin_top = 0
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.color.rgb = _NONE, Pt(18), colour(Ink.SECONDARY)
    return [box]


def _spoken(exhibit: Exhibit) -> list[str]:
    """What whoever presents may want to say."""
    definition = exhibit.definition
    told = (
        ("", exhibit.headline),
        ("", " ".join(part for part in (exhibit.verdict, exhibit.meaning) if part)),
        ("In words", exhibit.alternative),
        ("What it shows", definition.meaning),
        ("How to read it", definition.how_to_read),
        ("How it is worked out", definition.formula),
        ("Keep in mind", " ".join(exhibit.all_caveats)),
        ("Source", " ".join(dict.fromkeys((exhibit.source, definition.source)))),
    )
    return [f"{name}: {text}" if name else text for name, text in told if text.strip()]


def _notes(slide: Slide, paragraphs: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(legible(text).replace("\n", " ") for text in paragraphs)


_Entry = tuple[str, str]
_BELOW: Final = 8.0  # an entry


@dataclass(frozen=True)
class _Page:
    """What some exhibits mean, in a size of type."""

    entries: tuple[_Entry, ...]
    size: float


def _pages(definitions: Sequence[Definition]) -> list[_Page]:
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
    return [_Page(tuple(page), size) for page in _divided(entries, size, even)]


def _divided(entries: Sequence[_Entry], size: float, room: float) -> list[list[_Entry]]:
    pages: list[list[_Entry]] = []
    left = 0.0
    for entry in entries:
        if not pages or _tall(entry, size) > left:
            pages.append([])
            left = room
        pages[-1].append(entry)
        left -= _tall(entry, size)
    return pages


def _tall(entry: _Entry, size: float) -> float:
    title, meaning = entry
    return (
        height_of(len(lines_of(title, TEXT, size, bold=True)), size)
        + height_of(len(lines_of(meaning, TEXT, size)), size)
        + _BELOW
    )


def _meanings(slide: Slide, title: str, page: _Page) -> None:
    _title(slide, title, 30, Box(MARGIN, 28, TEXT, 40))
    box = Box(MARGIN, 84, TEXT, sum(_tall(entry, page.size) for entry in page.entries))
    shape = _put(slide, SUBTITLE, [], page.size, box)
    frame = shape.text_frame
    first = True
    for name, meaning in page.entries:
        for text, bold in ((name, True), (meaning, False)):
            paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
            first = False
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = legible(text), Pt(page.size), bold
            paragraph.space_after = Pt(0 if bold else _BELOW)
    _before_feet(slide, [shape])
    _notes(slide, [f"{name}: {meaning}" for name, meaning in page.entries])
