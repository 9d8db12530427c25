"""What python-docx leaves to its users: language, borders, shading, fields."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from components.look.tokens import Ink
from reports.documents.written_report import WrittenReport
from reports.office_file import about

LETTERS: Final = "Arial"  # on every council's computers; ours are not
_SIZES: Final = {
    "Normal": 11.0,
    "Title": 26.0,
    "Subtitle": 13.0,
    "Heading 1": 16.0,
    "Heading 2": 13.0,
    "Heading 3": 11.0,
    "Caption": 9.5,
}


def colour(hexadecimal: str) -> RGBColor:
    """A colour of ours as Word's."""
    return RGBColor.from_string(hexadecimal.removeprefix("#"))


def style_of(file: Document, name: str) -> ParagraphStyle:
    """A paragraph style by name."""
    style: ParagraphStyle = file.styles[name]
    return style


def set_up(file: Document, report: WrittenReport) -> None:
    """Give a new document the page, letters, language and properties of a report."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    for name, size in _SIZES.items():
        style = style_of(file, name)
        style.font.name, style.font.size = LETTERS, Pt(size)
        style.font.color.rgb = colour(Ink.TEXT.value)
        style.font.italic = False
        style.font.bold = name not in {"Normal", "Subtitle"}
        letters = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            letters.attrib.pop(qn(f"w:{theme}"), None)
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            letters.set(qn(kind), LETTERS)
    normal = style_of(file, "Normal").paragraph_format
    normal.space_after, normal.line_spacing = Pt(7), 1.15
    for level, before in ((1, 20), (2, 14), (3, 10)):
        heading = style_of(file, f"Heading {level}").paragraph_format
        heading.space_before, heading.space_after, heading.keep_with_next = Pt(before), Pt(5), True
    style_of(file, "Subtitle").font.color.rgb = colour(Ink.SECONDARY.value)
    for name in ("Title", "Subtitle"):
        _plain(style_of(file, name))
    _language(file)
    described = file.core_properties
    described.title, described.author = about(report.title), about(report.council)
    described.subject, described.language = about(report.subtitle), "en-GB"
    described.keywords = f"{report.nature} records, for {report.audience} use"
    described.comments, described.last_modified_by = "", about(report.council)
    produced = report.produced.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    described.created = described.modified = produced
    described.revision = 1


def _plain(style: ParagraphStyle) -> None:
    """Take away the template's line below and its widened letters."""
    for name in ("w:pBdr", "w:spacing", "w:kern"):
        for found in list(style.element.iter(qn(name))):
            found.getparent().remove(found)


def _language(file: Document) -> None:
    for language in file.styles.element.iter(qn("w:lang")):
        for kind in ("w:val", "w:eastAsia"):
            language.set(qn(kind), "en-GB")


def element(name: str, **values: str) -> Any:
    """A piece of Word's own markup, such as `element("w:shd", val="clear")`."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(paragraph: Paragraph, code: str) -> list[Run]:
    """A number Word works out, such as PAGE or NUMPAGES ("1" until then); the runs it is made of,
    for their letters."""
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    shown = element("w:t")
    shown.text = "1"
    runs: list[Run] = []
    for piece in (
        element("w:fldChar", fldCharType="begin"),
        instruction,
        element("w:fldChar", fldCharType="separate"),
        shown,
        element("w:fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run()
        run._r.append(piece)
        runs.append(run)
    return runs


def fill(paragraph: Paragraph, ground: str | None, *, edge: str | None = None) -> None:
    """Ground and left edge of a paragraph."""
    place = paragraph._p.get_or_add_pPr()
    if edge:
        borders = element("w:pBdr")
        borders.append(
            element("w:left", val="single", sz="24", space="8", color=edge.removeprefix("#"))
        )
        place.insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    if ground:
        shade = element("w:shd", val="clear", color="auto", fill=ground.removeprefix("#"))
        place.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
