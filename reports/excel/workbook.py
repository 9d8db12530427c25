"""A pack as a workbook: a cover with contents, a sheet an exhibit, what the exhibits mean.

Numbers are numbers and days are days; texts are never formulas. Only what an exhibit's table shows
is written.
"""

from __future__ import annotations

import io
from typing import Final

import xlsxwriter
from xlsxwriter.workbook import Workbook

from components.exhibits.exhibit import Definition
from components.exhibits.produced_pack import Edition
from reports.documents import provenance
from reports.excel.formats import Formats, write_text
from reports.excel.sheet import Page, for_print, lines_of, marked, sheet_name, write_exhibit

_COVER: Final = "Cover"
_DEFINITIONS: Final = "Definitions"
_LONGEST_PROPERTY: Final = 255
_NEVER_READ_AS_SOMETHING_ELSE: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(edition: Edition) -> bytes:
    """The edition as .xlsx. The same edition gives the same bytes."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(
        saved, {"in_memory": True, "nan_inf_to_errors": False, **_NEVER_READ_AS_SOMETHING_ELSE}
    )
    book.set_properties(_properties(edition))
    formats = Formats(book, edition.nature)
    names = [
        sheet_name(place, exhibit.definition.title)
        for place, exhibit in enumerate(edition.exhibits, 1)
    ]
    _cover(book, edition, names, formats)
    for place, (name, exhibit) in enumerate(zip(names, edition.exhibits, strict=True), 1):
        write_exhibit(book.add_worksheet(name), place, exhibit, edition, formats)
    _definitions(book, edition, formats)
    book.close()
    return saved.getvalue()


def _properties(edition: Edition) -> dict[str, object]:
    told = {
        "title": f"{edition.title}, {edition.council}",
        "subject": provenance.NATURES[edition.nature],
        "author": edition.council,
        "category": provenance.AUDIENCES[edition.audience],
        "comments": f"{provenance.footer_line(edition)} · Digest {edition.digest}",
    }
    plain = {
        name: "".join(sign if sign.isprintable() else " " for sign in text)[:_LONGEST_PROPERTY]
        for name, text in told.items()
    }
    return {**plain, "created": edition.produced.replace(tzinfo=None)}


def _cover(book: Workbook, edition: Edition, names: list[str], formats: Formats) -> None:
    sheet = book.add_worksheet(_COVER)
    for_print(sheet, edition)
    for column, width in enumerate((30, 96)):
        sheet.set_column(column, column, width)
    page = Page(sheet, 1, 126)
    page.prose(0, edition.title, formats.title, line=21)
    page.prose(1, edition.council, formats.second)
    explained = f"{provenance.NATURES[edition.nature]}. {provenance.EXPLAINED[edition.nature]}"
    page.prose(2, explained, formats.mark)
    row = 4
    for name, value in provenance.facts(edition):
        sheet.write_string(row, 0, name, formats.label)
        write_text(sheet, row, 1, value, formats)
        row += 1
    row += 1
    sheet.write_string(row, 0, "In this workbook", formats.section)
    for name, said in [
        *zip(names, (exhibit.headline for exhibit in edition.exhibits), strict=True),
        (_DEFINITIONS, "What these exhibits mean, and how they are worked out"),
    ]:
        row += 1
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", formats.link, string=name)
        write_text(sheet, row, 1, said, formats)
    sheet.write_string(row + 2, 0, "How missing things are written", formats.section)
    for place, (sign, meaning) in enumerate(_SIGNS, row + 3):
        sheet.write_string(place, 0, sign, formats.label)
        write_text(sheet, place, 1, meaning, formats)
    page.printed()


_SIGNS: Final = (
    ("not known", "Nothing is recorded."),
    ("[c]", "Hidden, because a small number could point at someone."),
    ("–", "There is nothing to work out."),
)


def _definitions(book: Workbook, edition: Edition, formats: Formats) -> None:
    sheet = book.add_worksheet(_DEFINITIONS)
    for_print(sheet, edition)
    widths = (34, 22, 76)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    page = Page(sheet, 2, sum(widths))
    page.prose(0, "What these exhibits mean", formats.title, line=21)
    page.prose(1, marked(edition), formats.mark)
    defined = {exhibit.key: exhibit.definition for exhibit in edition.exhibits}.values()
    told = [(each.title, *part) for each in defined for part in _told(each)]
    if not told:
        page.prose(3, "This pack has no exhibit for this audience.", formats.text)
        return
    columns = [
        {"header": head, "header_format": formats.head} for head in ("Exhibit", "Part", "In words")
    ]
    page.high(3, 24)
    sheet.add_table(
        3, 0, 3 + len(told), 2, {"name": "definitions", "style": None, "columns": columns}
    )
    for row, texts in enumerate(told, 4):
        for column, text in enumerate(texts):
            write_text(sheet, row, column, text, formats, bold=not column)
        page.high(row, 3 + 15 * max(map(lines_of, texts, widths)))
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    page.printed()


def _told(definition: Definition) -> list[tuple[str, str]]:
    return [
        ("What it shows", definition.meaning),
        ("How to read it", definition.how_to_read),
        ("How it is worked out", definition.formula),
        ("Source", definition.source),
        *(("Keep in mind", caveat) for caveat in definition.caveats),
    ]


__all__ = ["workbook"]
