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
from reports.documents import provenance as stamp
from reports.excel.formats import Looks, write_text
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
    looks = Looks(book, edition.nature)
    names = [
        sheet_name(place, exhibit.definition.title)
        for place, exhibit in enumerate(edition.exhibits, 1)
    ]
    _cover(book, edition, names, looks)
    for place, (name, exhibit) in enumerate(zip(names, edition.exhibits, strict=True), 1):
        write_exhibit(book.add_worksheet(name), place, exhibit, edition, looks)
    _definitions(book, edition, looks)
    book.close()
    return saved.getvalue()


def _properties(edition: Edition) -> dict[str, object]:
    told = {
        "title": f"{edition.title}, {edition.council}",
        "subject": stamp.NATURES[edition.nature],
        "author": edition.council,
        "category": stamp.AUDIENCES[edition.audience],
        "comments": f"{stamp.line(edition)} · Digest {edition.digest}",
    }
    plain = {
        name: "".join(sign if sign.isprintable() else " " for sign in text)[:_LONGEST_PROPERTY]
        for name, text in told.items()
    }
    return {**plain, "created": edition.produced.replace(tzinfo=None)}


def _cover(book: Workbook, edition: Edition, names: list[str], looks: Looks) -> None:
    sheet = book.add_worksheet(_COVER)
    for_print(sheet, edition)
    for column, width in enumerate((30, 96)):
        sheet.set_column(column, column, width)
    page = Page(sheet, 1, 126)
    page.prose(0, edition.title, looks.title, line=21)
    page.prose(1, edition.council, looks.second)
    explained = f"{stamp.NATURES[edition.nature]}. {stamp.EXPLAINED[edition.nature]}"
    page.prose(2, explained, looks.mark)
    row = 4
    for name, value in stamp.facts(edition):
        sheet.write_string(row, 0, name, looks.label)
        write_text(sheet, row, 1, value, looks)
        row += 1
    row += 1
    sheet.write_string(row, 0, "In this workbook", looks.section)
    for name, said in [
        *zip(names, (exhibit.headline for exhibit in edition.exhibits), strict=True),
        (_DEFINITIONS, "What these exhibits mean, and how they are worked out"),
    ]:
        row += 1
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", looks.link, string=name)
        write_text(sheet, row, 1, said, looks)
    sheet.write_string(row + 2, 0, "How missing things are written", looks.section)
    for place, (sign, meaning) in enumerate(_SIGNS, row + 3):
        sheet.write_string(place, 0, sign, looks.label)
        write_text(sheet, place, 1, meaning, looks)
    page.printed()


_SIGNS: Final = (
    ("not known", "Nothing is recorded."),
    ("[c]", "Hidden, because a small number could point at someone."),
    ("–", "There is nothing to work out."),
)


def _definitions(book: Workbook, edition: Edition, looks: Looks) -> None:
    sheet = book.add_worksheet(_DEFINITIONS)
    for_print(sheet, edition)
    widths = (34, 22, 76)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    page = Page(sheet, 2, sum(widths))
    page.prose(0, "What these exhibits mean", looks.title, line=21)
    page.prose(1, marked(edition), looks.mark)
    defined = {exhibit.key: exhibit.definition for exhibit in edition.exhibits}.values()
    told = [(each.title, *part) for each in defined for part in _told(each)]
    if not told:
        page.prose(3, "This pack has no exhibit for this audience.", looks.text)
        return
    columns = [
        {"header": head, "header_format": looks.head} for head in ("Exhibit", "Part", "In words")
    ]
    page.high(3, 24)
    sheet.add_table(
        3, 0, 3 + len(told), 2, {"name": "definitions", "style": None, "columns": columns}
    )
    for row, texts in enumerate(told, 4):
        for column, text in enumerate(texts):
            write_text(sheet, row, column, text, looks, bold=not column)
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
