"""Putting texts and shapes on a slide: into the layout's places, in boxes of their own, and the
foot that says whose records, for whom, as at when and of what kind."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from components.packs.produced_pack import ProducedPack
from components.tokens import Ink, Surface, mark_of
from reports.documents import provenance
from reports.office_file import legible
from reports.powerpoint.chart import colour
from reports.powerpoint.template import FOOT, MARGIN, NUMBER, WIDE
from reports.powerpoint.text import LINE, SMALLEST, Box, shortened, width_of
from vocabulary.nature import NATURE_MARKS

Part = tuple[str, bool]
"""A text, and whether it is bold."""
_CHIP: Final = SMALLEST * 1.4
_BESIDE: Final = 8.0
_DRAWING: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def put(slide: Slide, index: int, parts: Sequence[Part], size: float, box: Box) -> Any:
    """Write into a place of the layout: texts, of which some are bold."""
    shape = next(p for p in slide.placeholders if p.placeholder_format.idx == index)
    shape.left, shape.top = Pt(box.left), Pt(box.top)
    shape.width, shape.height = Pt(box.width), Pt(box.height)
    _write(shape.text_frame.paragraphs[0], parts, size, None)
    return shape


def title(slide: Slide, text: str, size: float, box: Box) -> None:
    """The slide's title."""
    place = slide.shapes.title
    if place is None:
        raise LookupError("the layout has no title")
    put(slide, place.placeholder_format.idx, [(text, False)], size, box)


def words(
    slide: Slide, box: Box, paragraphs: Sequence[Sequence[Part]], size: float, *,
    ink: str = Ink.TEXT.value, name: str = "Words", right: bool = False,
) -> Any:  # fmt: skip
    """A box of paragraphs without margins, each of parts."""
    shape = slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    shape.name = name
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    for at, parts in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        _write(paragraph, parts, size, ink)
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
    return shape


def _write(paragraph: Any, parts: Sequence[Part], size: float, ink: str | None) -> None:
    # Lines are as far apart in any letters: a text takes the height it was measured to take.
    paragraph.line_spacing = Pt(size * LINE)
    for text, bold in parts:
        run = paragraph.add_run()
        run.text = legible(text)
        run.font.size = Pt(size)
        if bold:
            run.font.bold = True
        if ink is not None:
            run.font.color.rgb = colour(ink)


def block(
    slide: Slide, box: Box, *, ground: str | None = None, edge: str | None = None,
    width: float = 1.0, name: str = "Line",
) -> Any:  # fmt: skip
    """A rectangle without words; one without height is a line. Nothing is read of it."""
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    drawn(shape, ground=ground, edge=edge, width=width, name=name)
    return shape


def drawn(
    shape: Any, *, ground: str | None = None, edge: str | None = None, width: float = 1.0,
    name: str = "Line",
) -> None:  # fmt: skip
    """A shape's ground and edge, without the theme's shadow; it is not read out."""
    shape.name = name
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
    if ground is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(ground)
    if edge is None:
        shape.line.fill.background()
    else:
        shape.line.color.rgb = colour(edge)
        shape.line.width = Pt(width)
    decorative(shape)


def decorative(shape: Any) -> None:
    """Say of a shape that it only adorns, so that screen readers pass over it."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.append(
        parse_xml(
            f'<a:extLst {_DRAWING}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
            '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/'
            'decorative" val="1"/></a:ext></a:extLst>'
        )
    )


def before_feet(slide: Slide, shapes: Sequence[Any]) -> None:
    """Move shapes before the foot, so that they are read before it."""
    tree = slide.shapes._spTree
    first = next(sp for sp in tree.xpath("./p:sp") if sp.xpath(".//p:ph[@type='sldNum']"))
    for shape in shapes:
        first.addprevious(shape._element)


def foot(slide: Slide, pack: ProducedPack, number: str, of: str, *, left: float = MARGIN) -> None:
    """Which slide it is, whose records, for whom, as at when; and a chip that says of what kind.

    number: of the slide, as a field that programs count themselves, with what follows it (` of
    12`); without one, `of` stands alone. left: where the foot begins.
    """
    chip = width_of(NATURE_MARKS[pack.nature], SMALLEST, bold=True) + 14
    words_of_number = f"{number}{of}"
    after = left + width_of(words_of_number, SMALLEST) + _BESIDE + 4
    room = WIDE - MARGIN - chip - _BESIDE - after
    for kind, box in (
        ("sldNum", Box(left, NUMBER.top, after - left, NUMBER.height)),
        ("ftr", Box(after, FOOT.top, room, FOOT.height)),
    ):
        shape = _place_of(slide, kind)
        paragraph = shape.find(qn("p:txBody")).find(qn("a:p"))
        for old in list(paragraph):
            paragraph.remove(old)
        _at(shape, box)
        if kind == "ftr":
            said = provenance.short_footer(pack)
            rest = said.removeprefix(pack.council)  # for whom and as at when are never cut
            room -= width_of(rest, SMALLEST)
            _run(paragraph, f"{shortened(pack.council, room, 1, SMALLEST)}{rest}")
            continue
        if number:
            paragraph.append(
                parse_xml(
                    f'<a:fld {_DRAWING} id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" '
                    f'type="slidenum"><a:rPr lang="en-GB"/><a:t>{number}</a:t></a:fld>'
                )
            )
        _run(paragraph, of)
    _chip(slide, pack, chip)


def _place_of(slide: Slide, kind: str) -> Any:
    """A copy of the layout's place, on the slide."""
    places: Any = slide.slide_layout.placeholders
    place = next(p for p in places if p._element.xpath(f".//p:ph[@type='{kind}']"))
    shape = deepcopy(place._element)
    shape.xpath(".//p:cNvPr")[0].set("id", str(9000 + place.placeholder_format.idx))
    slide.shapes._spTree.append(shape)
    return shape


def _at(shape: Any, box: Box) -> None:
    properties = shape.find(qn("p:spPr"))
    for old in list(properties):
        properties.remove(old)
    left, top, wide, tall = (Pt(side) for side in (box.left, box.top, box.width, box.height))
    properties.append(
        parse_xml(
            f'<a:xfrm {_DRAWING}><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/>'
            "</a:xfrm>"
        )
    )


def _run(paragraph: Any, text: str) -> None:
    made = paragraph.add_r()
    made.text = legible(text)


def _chip(slide: Slide, pack: ProducedPack, wide: float) -> None:
    ink, ground, edge = mark_of(pack.nature)
    top = FOOT.top + (FOOT.height - _CHIP) / 2
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Pt(WIDE - MARGIN - wide), Pt(top), Pt(wide), Pt(_CHIP)
    )
    shape.adjustments[0] = 0.12
    text = NATURE_MARKS[pack.nature]
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
    shape.name = "What the records are"
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(ground.value)
    shape.line.color.rgb = colour(edge.value)
    shape.line.width = Pt(0.75)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.word_wrap = False
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    _write(paragraph, [(text, True)], SMALLEST, ink.value)


def notes(slide: Slide, paragraphs: Sequence[str]) -> None:
    """What whoever presents may want to say."""
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(legible(text).replace("\n", " ") for text in paragraphs)


def rule(slide: Slide, left: float, top: float, width: float, *, strong: bool = False) -> Any:
    """A line across."""
    ink = Ink.TEXT if strong else Surface.HAIRLINE
    tall = 1.5 if strong else 0.75
    return block(slide, Box(left, top, width, tall), ground=ink.value)
