"""A written report as a Word document, with headings, heads of tables and texts beside pictures
that assistive technology finds."""

from __future__ import annotations

import io
from datetime import UTC
from functools import singledispatch
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from components.tokens import Ink, Signal, Surface, mark_of
from reports.documents import provenance
from reports.documents.written_report import (
    Bullets,
    Heading,
    KeyFacts,
    Notice,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    WrittenReport,
)
from reports.office_file import about, legible, stable
from reports.table_columns import shares
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL

_WIDTH: Final = 166.0  # of the text on A4, in mm
_LINE: Final = 84.0  # characters of a table's type across the page


def document(report: WrittenReport) -> bytes:
    """The report as .docx. The same report gives the same bytes."""
    file = Document()
    set_up(file, report)
    _running(file, report)
    _opening(file, report)
    for part in report.parts:
        write(part, file)
    saved = io.BytesIO()
    file.save(saved)
    return stable(saved.getvalue(), report.produced)


def _running(file: WordDocument, report: WrittenReport) -> None:
    """The line at every page's head and foot."""
    section = file.sections[0]
    head = section.header.paragraphs[0]
    _aside(head, f"{report.council}: {report.title}\t")
    nature = head.add_run(NATURE_IN_FULL[report.nature])
    nature.font.size, nature.font.bold = Pt(8.5), True
    nature.font.color.rgb = colour(Ink.TEXT.value)
    foot = section.footer.paragraphs[0]
    _aside(foot, f"{provenance.footer_line(report)}\t{provenance.PAGE}")
    for code, after in (("PAGE", provenance.OF_PAGES), ("NUMPAGES", "")):
        for run in (*field(foot, code), foot.add_run(after)):
            run.font.size, run.font.color.rgb = Pt(8.5), colour(Ink.SECONDARY.value)


def _aside(paragraph: WordParagraph, text: str) -> None:
    stops = paragraph.paragraph_format.tab_stops
    for stop in list(paragraph.style.paragraph_format.tab_stops) if paragraph.style else []:
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    run = paragraph.add_run(legible(text))
    run.font.size, run.font.color.rgb = Pt(8.5), colour(Ink.SECONDARY.value)


def _opening(file: WordDocument, report: WrittenReport) -> None:
    """Title, what the records are, and what is known of this document."""
    over = file.add_paragraph()
    over.add_run(legible(report.council)).font.color.rgb = colour(Ink.SECONDARY.value)
    file.add_paragraph(legible(report.title), style="Title")
    if report.subtitle:
        file.add_paragraph(legible(report.subtitle), style="Subtitle")
    ink, ground, edge = mark_of(report.nature)
    mark = file.add_paragraph()
    name = mark.add_run(NATURE_IN_FULL[report.nature])
    name.bold, name.font.color.rgb = True, colour(ink.value)
    name.add_break()
    mark.add_run(NATURE_EXPLAINED[report.nature]).font.color.rgb = colour(ink.value)
    fill(mark, ground.value, edge=edge.value)
    for fact, value in provenance.facts(report):
        line = file.add_paragraph()
        line.paragraph_format.left_indent = Mm(42)
        line.paragraph_format.first_line_indent = Mm(-42)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(42))
        line.paragraph_format.space_after = Pt(2)
        line.add_run(legible(fact)).font.color.rgb = colour(Ink.SECONDARY.value)
        line.add_run("\t" + legible(value))
    line.paragraph_format.space_after = Pt(14)


@singledispatch
def write(part: object, file: WordDocument) -> None:
    """Write a part at the document's end."""
    raise TypeError(f"no way to write a {type(part).__name__}")


@write.register
def _(part: Heading, file: WordDocument) -> None:
    file.add_heading(legible(part.text), part.level)


@write.register
def _(part: Paragraph, file: WordDocument) -> None:
    paragraph = file.add_paragraph()
    if part.lead:
        paragraph.add_run(legible(part.lead) + " ").bold = True
    paragraph.add_run(legible(part.text))


@write.register
def _(part: Bullets, file: WordDocument) -> None:
    number = _new_numbering(file) if part.numbered else None
    for item in part.items:
        style = "List Number" if part.numbered else "List Bullet"
        line = file.add_paragraph(legible(item), style=style)
        line.paragraph_format.space_after = Pt(3)
        if number is not None:
            place = line._p.get_or_add_pPr().get_or_add_numPr()
            place.get_or_add_numId().val = number


def _new_numbering(file: WordDocument) -> int:
    """A numbering that begins at one again; returns its number."""
    properties = file.styles["List Number"].element.pPr
    numbering = file.part.numbering_part.element
    given = numbering.num_having_numId(properties.numPr.numId.val)
    made = numbering.add_num(given.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


@write.register
def _(part: KeyFacts, file: WordDocument) -> None:
    for name, value in part.facts:
        line = file.add_paragraph()
        line.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH - 3), WD_TAB_ALIGNMENT.RIGHT)
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.line_spacing = 1.5
        line.add_run(legible(name))
        line.add_run("\t" + legible(value)).bold = True
        fill(line, Surface.BAND.value)
    file.add_paragraph().paragraph_format.space_after = Pt(0)


@write.register
def _(part: Table, file: WordDocument) -> None:
    if part.caption:
        caption = file.add_paragraph(legible(part.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(8)
    table = file.add_table(1 + len(part.rows), len(part.headers))
    table.autofit = False
    _ruled(table)
    for place, row in enumerate((part.headers, *part.rows)):
        shown = table.rows[place]
        told = shown._tr.get_or_add_trPr()
        told.append(element("w:cantSplit"))
        if not place:
            told.append(element("w:tblHeader"))
        for column, (text, cell) in enumerate(zip(row, shown.cells, strict=True)):
            _cell(cell.paragraphs[0], text, bold=not place, right=column in part.numbers)
            if not place:
                shade = element(
                    "w:shd", val="clear", color="auto", fill=Surface.BAND.value.removeprefix("#")
                )
                cell._tc.get_or_add_tcPr().append(shade)
    needed = part.widths or shares(part.headers, part.rows, _LINE) or _unbroken(part)
    for column, share in zip(table.columns, needed, strict=True):
        width = Mm(_WIDTH * share / sum(needed))
        column.width = width
        for cell in column.cells:
            cell.width = width
    file.add_paragraph().paragraph_format.space_after = Pt(2)


def _unbroken(part: Table) -> tuple[float, ...]:
    """Shares by the longest text of each column: all of them fit."""
    columns = zip(part.headers, *part.rows, strict=True)
    return tuple(float(max(len(text) for text in column) + 3) for column in columns)


def _ruled(table: WordTable) -> None:
    """Quiet lines between rows, stronger above and below; no lines between columns."""
    borders = element("w:tblBorders")
    for edge, size, ink in (
        ("top", "8", Ink.TEXT), ("bottom", "8", Ink.TEXT), ("insideH", "4", Surface.HAIRLINE),
    ):  # fmt: skip
        borders.append(
            element(f"w:{edge}", val="single", sz=size, space="0", color=ink.removeprefix("#"))
        )
    table._tbl.tblPr.append(borders)


def _cell(paragraph: WordParagraph, text: str, *, bold: bool, right: bool) -> None:
    run = paragraph.add_run(legible(text))
    run.bold, run.font.size = bold, Pt(9.5)
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    if bold:
        paragraph.paragraph_format.keep_with_next = True
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


@write.register
def _(part: Picture, file: WordDocument) -> None:
    paragraph = file.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(part.png), width=Mm(part.width_mm))
    shape._inline.docPr.set("descr", legible(part.alternative))
    if part.caption:
        paragraph.paragraph_format.keep_with_next = True
        file.add_paragraph(legible(part.caption), style="Caption")


@write.register
def _(part: Notice, file: WordDocument) -> None:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(4)
    title = paragraph.add_run(legible(part.title))
    title.bold, title.font.color.rgb = True, colour(Signal.ATTENTION.value)
    title.add_break()
    paragraph.add_run(legible(part.text))
    fill(paragraph, None, edge=Signal.ATTENTION.value)


@write.register
def _(part: PageBreak, file: WordDocument) -> None:
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


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


def style_of(file: WordDocument, name: str) -> ParagraphStyle:
    """A paragraph style by name."""
    style: ParagraphStyle = file.styles[name]
    return style


def set_up(file: WordDocument, report: WrittenReport) -> None:
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


def _language(file: WordDocument) -> None:
    for language in file.styles.element.iter(qn("w:lang")):
        for kind in ("w:val", "w:eastAsia"):
            language.set(qn(kind), "en-GB")


def element(name: str, **values: str) -> Any:
    """A piece of Word's own markup, such as `element("w:shd", val="clear")`."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(paragraph: WordParagraph, code: str) -> list[Run]:
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


def fill(paragraph: WordParagraph, ground: str | None, *, edge: str | None = None) -> None:
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
