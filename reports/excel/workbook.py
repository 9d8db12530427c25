"""A pack or an edition as a workbook: a cover with contents, a sheet an exhibit, what the board is
asked to decide, what the exhibits mean.

Numbers are numbers and days are days; texts are never formulas. Only what an exhibit's table shows
is written.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Final

import xlsxwriter
from xlsxwriter.workbook import Workbook

from components.editions.edition import Edition
from components.exhibits.exhibit import Definition
from components.packs.produced_pack import ProducedPack
from reports.documents import provenance
from reports.documents.provenance import Exhibited
from reports.excel.exhibit_sheet import write_exhibit
from reports.excel.sheet import DAY, LINE, Formats, Page, for_print, lines_of, marked, write_text
from vocabulary.audience import AUDIENCE_EXPLAINED
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL
from vocabulary.wording import long_date

_COVER: Final = "Cover"
_DECISIONS: Final = "Decisions"
_DEFINITIONS: Final = "Definitions"
_LONGEST_PROPERTY: Final = 255
_LONGEST_NAME: Final = 31
_NOT_IN_A_NAME: Final = frozenset("[]:*?/\\")
_LEADING_ON: Final = frozenset(
    ("a", "an", "and", "as", "by", "for", "in", "of", "on", "or", "that", "the", "to", "with")
)
_NEVER_READ_AS_SOMETHING_ELSE: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(pack: Exhibited) -> bytes:
    """The pack or edition as .xlsx. The same gives the same bytes."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(
        saved, {"in_memory": True, "nan_inf_to_errors": False, **_NEVER_READ_AS_SOMETHING_ELSE}
    )
    book.set_properties(_properties(pack))
    formats = Formats(book, pack.nature)
    names = [
        sheet_name(place, exhibit.definition.title)
        for place, exhibit in enumerate(pack.exhibits, 1)
    ]
    _cover(book, pack, names, formats)
    for place, (name, exhibit) in enumerate(zip(names, pack.exhibits, strict=True), 1):
        write_exhibit(book.add_worksheet(name), place, exhibit, pack, formats)
    if isinstance(pack, ProducedPack) and pack.asks:
        _decisions(book, pack, formats)
    _definitions(book, pack, formats)
    book.close()
    return saved.getvalue()


def _properties(pack: Exhibited) -> dict[str, object]:
    told = {
        "title": f"{pack.title}, {pack.council}",
        "subject": NATURE_IN_FULL[pack.nature],
        "author": pack.council,
        "category": AUDIENCE_EXPLAINED[pack.audience],
        "comments": f"{provenance.footer_line(pack)} · Digest {pack.digest}",
    }
    plain = {
        name: "".join(sign if sign.isprintable() else " " for sign in text)[:_LONGEST_PROPERTY]
        for name, text in told.items()
    }
    return {**plain, "created": pack.produced.replace(tzinfo=None)}


def _cover(book: Workbook, pack: Exhibited, names: list[str], formats: Formats) -> None:
    sheet = book.add_worksheet(_COVER)
    for_print(sheet, pack)
    for column, width in enumerate((30, 96)):
        sheet.set_column(column, column, width)
    page = Page(sheet, 1, 126)
    page.prose(0, pack.title, formats.title, line=21)
    page.prose(1, pack.council, formats.second)
    explained = f"{NATURE_IN_FULL[pack.nature]}. {NATURE_EXPLAINED[pack.nature]}"
    page.prose(2, explained, formats.mark)
    row = 4
    for name, value in provenance.facts(pack):
        sheet.write_string(row, 0, name, formats.label)
        write_text(sheet, row, 1, value, formats)
        row += 1
    row += 1
    if isinstance(pack, ProducedPack):
        row = _messages(page, row, pack, formats)
    sheet.write_string(row, 0, "In this workbook", formats.section)
    for name, said in [
        *zip(names, (exhibit.headline for exhibit in pack.exhibits), strict=True),
        *_asked(pack),
        (_DEFINITIONS, "What these exhibits mean, and how they are worked out"),
    ]:
        row += 1
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", formats.link, string=name)
        write_text(sheet, row, 1, said, formats)
    row += 2
    for told in pack.held_back if isinstance(pack, Edition) else ():
        sheet.write_string(row, 0, "Not shown", formats.label)
        write_text(sheet, row, 1, told, formats)
        row += 1
    sheet.write_string(row, 0, "How missing things are written", formats.section)
    for place, (sign, meaning) in enumerate(_SIGNS, row + 1):
        sheet.write_string(place, 0, sign, formats.label)
        write_text(sheet, place, 1, meaning, formats)
    page.printed()


def _messages(page: Page, row: int, pack: ProducedPack, formats: Formats) -> int:
    """Write the meeting and what there is to know from a row on; the row after it."""
    sheet, cover = page.sheet, pack.cover
    day = long_date(cover.day) if cover.day else ""
    told = [
        ("Meeting", ", ".join(filter(None, (cover.meeting, day, cover.by)))),
        ("Where the council stands", ". ".join(filter(None, (cover.rating, cover.arithmetic)))),
        *(
            (f"{place} to know", ". ".join(filter(None, (each.text, each.led_to))))
            for place, each in enumerate(cover.messages, 1)
        ),
    ]
    told = [(name, text) for name, text in told if text]
    for place, (name, text) in enumerate(told, row):
        sheet.write_string(place, 0, name, formats.label)
        write_text(sheet, place, 1, text, formats)
    return row + len(told) + bool(told)


def _asked(pack: Exhibited) -> list[tuple[str, str]]:
    """Name and headline of the sheet of decisions, where there is one."""
    if isinstance(pack, ProducedPack) and pack.asks:
        return [(_DECISIONS, pack.asks_headline)]
    return []


def _decisions(book: Workbook, pack: ProducedPack, formats: Formats) -> None:
    """A row a decision, with room for what the meeting said."""
    sheet = book.add_worksheet(_DECISIONS)
    for_print(sheet, pack)
    widths = (5, 46, 26, 16, 40, 20)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    page = Page(sheet, len(widths) - 1, sum(widths))
    page.prose(0, pack.asks_headline, formats.title, line=21)
    page.prose(1, marked(pack), formats.mark)
    heads = ("No", "Decision", "Owner", "By", "If not", "What the meeting said")
    columns = [{"header": head, "header_format": formats.head} for head in heads]
    page.high(3, 24)
    table = {"name": "decisions", "style": None, "columns": columns}
    sheet.add_table(3, 0, 3 + len(pack.asks), len(heads) - 1, table)
    for row, ask in enumerate(pack.asks, 4):
        texts = ("", ask.decision, ask.owner_in_words, "", ask.if_not, ask.outcome_in_words)
        sheet.write_number(row, 0, row - 3, formats.row())
        for column, text in enumerate(texts):
            if text:
                write_text(sheet, row, column, text, formats, bold=column == 1)
        if ask.due:
            day = formats.row(num_format=DAY, align="left")
            sheet.write_datetime(row, 3, datetime.combine(ask.due, time()), day)
        else:
            write_text(sheet, row, 3, ask.due_in_words, formats)
        page.high(row, 3 + LINE * max(map(lines_of, texts, widths)))
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    page.printed()


_SIGNS: Final = (
    ("not known", "Nothing is recorded."),
    ("[c]", "Hidden, because a small number could point at someone."),
    ("–", "There is nothing to work out."),
)


def _definitions(book: Workbook, pack: Exhibited, formats: Formats) -> None:
    sheet = book.add_worksheet(_DEFINITIONS)
    for_print(sheet, pack)
    widths = (34, 22, 76)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    page = Page(sheet, 2, sum(widths))
    page.prose(0, "What these exhibits mean", formats.title, line=21)
    page.prose(1, marked(pack), formats.mark)
    defined = {exhibit.key: exhibit.definition for exhibit in pack.exhibits}.values()
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
        page.high(row, 3 + LINE * max(map(lines_of, texts, widths)))
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


def sheet_name(place: int, title: str) -> str:
    """A name Excel allows, of 31 signs at most, and no other sheet's: "3 Training gap"."""
    legal = "".join(" " if s in _NOT_IN_A_NAME or not s.isprintable() else s for s in title)
    words = f"{place} {' '.join(legal.split())}"
    if len(words.encode("utf-16-le")) // 2 > _LONGEST_NAME:
        while len(words.encode("utf-16-le")) // 2 > _LONGEST_NAME:
            words = words[:-1]
        words = words.rpartition(" ")[0] if words.count(" ") > 1 else words
        while words.rpartition(" ")[2] in _LEADING_ON:
            words = words.rpartition(" ")[0]
    return words.strip(" ',;:")
