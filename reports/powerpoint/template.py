"""An empty presentation of ours: 16:9, our colours, and three layouts with titles and feet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from components.tokens import Ink, Signal, Surface, Tint
from reports.powerpoint.text import LETTERS, LINE, SMALLEST, Box

WIDE: Final = 960.0
TALL: Final = 540.0
MARGIN: Final = 48.0
TEXT: Final = WIDE - 2 * MARGIN
RULE: Final = 500.0  # where the line above the foot lies
STRIPE: Final = 6.0
"""How high the hatched edge of example records is."""
FOOT: Final = Box(MARGIN + 80, RULE + 8, TEXT - 240, 22)
NUMBER: Final = Box(MARGIN, RULE + 8, 70, 22)
_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SUBTITLE, SOURCE = 13, 15
"""Places of a layout besides its title, by number."""
_POINT: Final = 12700  # English metric units


@dataclass(frozen=True)
class _Part:
    """A place for text on a layout."""

    kind: str
    index: int
    name: str
    box: Box
    size: float = SMALLEST
    ink: str = Ink.TEXT.value
    bold: bool = False
    anchor: str = "t"
    side: str = "l"


_FEET: Final = (
    _Part("ftr", 11, "Footer", FOOT, ink=Ink.SECONDARY.value, anchor="ctr"),
    _Part("sldNum", 12, "Slide number", NUMBER, ink=Ink.SECONDARY.value, anchor="ctr"),
)
_LAYOUTS: Final = {
    "Cover": (
        _Part(
            "ctrTitle", 0, "Title", Box(MARGIN, 78, 264, 150), 30, Surface.PAPER.value, bold=True
        ),
        _Part("body", SUBTITLE, "Council", Box(MARGIN, 40, 264, 26), 18, Surface.PAPER.value),
        *_FEET,
    ),
    "Exhibit": (
        _Part("title", 0, "Headline", Box(MARGIN, 28, TEXT, 74), 30, bold=True),
        _Part("body", SUBTITLE, "Measure", Box(MARGIN, 104, TEXT, 22), 16, Ink.SECONDARY.value),
        _Part("body", SOURCE, "Source", Box(MARGIN, 478, TEXT, 18), ink=Ink.SECONDARY.value),
        *_FEET,
    ),
    "Text": (
        _Part("title", 0, "Title", Box(MARGIN, 28, TEXT, 40), 30, bold=True),
        _Part("body", SUBTITLE, "Text", Box(MARGIN, 80, TEXT, 410)),
        *_FEET,
    ),
}


def empty(*, striped: bool = False) -> tuple[Deck, dict[str, SlideLayout]]:
    """A presentation without slides, and its layouts: Cover, Exhibit, Text. striped: with the
    hatched edge of example records on every slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(TALL)
    _without_leftovers(deck)
    master = deck.slide_master
    _themed(master.part.part_related_by(RT.THEME))
    _filled(master._element, (
        _Part("title", 0, "Title", Box(MARGIN, 28, TEXT, 74), 30, bold=True),
        _Part("body", 1, "Text", Box(MARGIN, 110, TEXT, 380), 18),
        _Part("ftr", 3, "Footer", FOOT, ink=Ink.SECONDARY.value, anchor="ctr"),
        _Part("sldNum", 4, "Slide number", NUMBER, ink=Ink.SECONDARY.value, anchor="ctr"),
    ))  # fmt: skip
    if striped:
        master._element.cSld.spTree.append(parse_xml(_stripe(90)))
    _styles(master._element)
    wanted = dict(zip(_LAYOUTS, ("Title Slide", "Title Only", "Title and Content"), strict=True))
    kept = {new: deck.slide_layouts.get_by_name(old) for new, old in wanted.items()}
    for layout in list(deck.slide_layouts):
        if layout not in kept.values():
            deck.slide_layouts.remove(layout)
    found: dict[str, SlideLayout] = {}
    for name, ours in kept.items():
        if ours is None:
            raise LookupError(f"python-pptx's template has no layout for {name}")
        ours._element.cSld.set("name", name)
        _filled(ours._element, _LAYOUTS[name])
        found[name] = ours
    return deck, found


def _without_leftovers(deck: Deck) -> None:
    """The template's thumbnail and printer settings say nothing of ours."""
    package = deck.part.package
    for holder in (package._rels, deck.part.rels):
        for key, relation in list(holder.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                holder.pop(key)


def _themed(theme: Any) -> None:
    inks = (
        ("dk1", Ink.TEXT), ("lt1", Surface.PAPER), ("dk2", Signal.BRAND), ("lt2", Surface.BAND),
        *((f"accent{n}", ink) for n, ink in enumerate(Tint, start=1)),
        ("accent5", Signal.ATTENTION), ("accent6", Ink.QUIET),
        ("hlink", Signal.BRAND), ("folHlink", Signal.BRAND_PRESSED),
    )  # fmt: skip
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{ink.removeprefix("#")}"/></a:{name}>' for name, ink in inks
    )
    xml = theme.blob.decode("utf-8")
    xml = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>",
        f'<a:clrScheme name="Dashboard">{colours}</a:clrScheme>', xml, flags=re.S,
    )  # fmt: skip
    xml = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{LETTERS}"', xml)
    theme.blob = xml.encode("utf-8")


def _styles(master: Any) -> None:
    """Titles and texts of every slide to the left, without bullets."""
    styles = master.find(qn("p:txStyles"))
    for name, bold in (("p:titleStyle", "1"), ("p:bodyStyle", "0")):
        for level in styles.find(qn(name)):
            level.set("algn", "l")
            level.set("marL", "0")
            level.set("indent", "0")
            for bullet in ("a:buFont", "a:buChar"):
                for old in level.findall(qn(bullet)):
                    level.remove(old)
            default = level.find(qn("a:defRPr"))
            default.set("b", bold)
            if level.find(qn("a:buNone")) is None:
                default.addprevious(default.makeelement(qn("a:buNone"), {}))
            for spacing in level.findall(qn("a:spcBef")):
                level.remove(spacing)


def _filled(element: Any, parts: tuple[_Part, ...]) -> None:
    """Give a master or layout these places for text, and the line above the foot."""
    tree = element.cSld.spTree
    for shape in tree.xpath("./p:sp"):
        tree.remove(shape)
    for number, part in enumerate(parts, start=2):
        tree.append(parse_xml(_place(part, number)))
    if element.tag == qn("p:sldMaster"):
        tree.append(parse_xml(_rule(len(parts) + 2)))


def _xfrm(box: Box) -> str:
    left, top, wide, tall = (
        round(side * _POINT) for side in (box.left, box.top, box.width, box.height)
    )
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'


def _place(part: _Part, number: int) -> str:
    index = f' idx="{part.index}"' if part.index else ""
    inside = f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(part.name)}</a:t></a:r>'
    if part.kind == "sldNum":
        inside = (
            '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
            '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
        )
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{escape(part.name)}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{part.kind}"{index}/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{_xfrm(part.box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
        f'anchor="{part.anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle>'
        f'<a:lvl1pPr marL="0" indent="0" algn="{part.side}">'
        f'<a:lnSpc><a:spcPts val="{part.size * LINE * 100:.0f}"/></a:lnSpc><a:buNone/>'
        f'<a:defRPr lang="en-GB" sz="{part.size * 100:.0f}" b="{int(part.bold)}"><a:solidFill>'
        f'<a:srgbClr val="{part.ink.removeprefix("#")}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        f"</a:lstStyle><a:p>{inside}</a:p></p:txBody></p:sp>"
    )


def _stripe(number: int) -> str:
    """The hatched edge of example records, told from a real council's across a room: one shape of
    many strokes, which looks the same in every program (patterns do not)."""
    wide, tall, stroke = round(WIDE * 10), round(STRIPE * 10), round(STRIPE * 7)
    strokes = "".join(
        f'<a:moveTo><a:pt x="{at}" y="{tall}"/></a:moveTo>'
        + "".join(
            f'<a:lnTo><a:pt x="{min(max(x, 0), wide)}" y="{y}"/></a:lnTo>'
            for x, y in ((at + tall, 0), (at + tall + stroke, 0), (at + stroke, tall))
        )
        + "<a:close/>"
        for at in range(0, wide, 2 * stroke)
    )
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Edge of example records"/>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_xfrm(Box(0, 0, WIDE, STRIPE))}'
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="{tall}">{strokes}</a:path></a:pathLst></a:custGeom>'
        f'<a:solidFill><a:srgbClr val="{Ink.TEXT.removeprefix("#")}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _rule(number: int) -> str:
    return (
        f'<p:cxnSp {_NAMESPACES}><p:nvCxnSpPr><p:cNvPr id="{number}" name="Line above the foot"/>'
        '<p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f"<p:spPr>{_xfrm(Box(MARGIN, RULE, TEXT, 0))}"
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill>'
        f'<a:srgbClr val="{Surface.HAIRLINE.removeprefix("#")}"/></a:solidFill></a:ln></p:spPr>'
        "</p:cxnSp>"
    )
