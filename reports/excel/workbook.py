"""A pack or an edition as a workbook: a cover with contents, a sheet an exhibit, what they mean.

Numbers are numbers and days are days; texts are never formulas. Only what an exhibit's table shows
is written.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, isfinite
from typing import Any, Final

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from components.editions.edition import Edition
from components.exhibits.digest import digest
from components.exhibits.exhibit import Definition, Exhibit
from components.exhibits.tables.texts import share_columns, table_texts
from components.tokens import Ink, Signal, Surface, mark_of
from reports.documents import provenance
from reports.documents.provenance import Exhibited
from reports.table_columns import NO_COUNT, of_counts, shares, to_the_right
from vocabulary.audience import AUDIENCE_EXPLAINED
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL, Nature
from vocabulary.values import BEGINS_A_FORMULA, PLACES, value_text

_COVER: Final = "Cover"
_DEFINITIONS: Final = "Definitions"
_LONGEST_PROPERTY: Final = 255
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
    sheet.write_string(row, 0, "In this workbook", formats.section)
    for name, said in [
        *zip(names, (exhibit.headline for exhibit in pack.exhibits), strict=True),
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


_LINE: Final = 132.0  # characters a landscape page can be read at
_WIDEST: Final = 60.0
_NARROWEST: Final = 11.0
_FILTER_BUTTON: Final = 3  # characters a head's button takes
_SPARE: Final = 13.0  # the width of a column beside the table
_POINTS: Final = 15.0  # a line of 11 point type
_HIGHEST: Final = 405.0  # Excel has no higher rows
_CHARACTER: Final = 5.4  # points wide
_PAGE_WIDE: Final = 770.0
_PAGE_HIGH: Final = 480.0
_SQUEEZED: Final = 1.35
_MEASURED_ROWS: Final = 500
_A4: Final = 9
_LONGEST_NAME: Final = 31
_NOT_IN_A_NAME: Final = frozenset("[]:*?/\\")
_LEADING_ON: Final = frozenset(
    ("a", "an", "and", "as", "by", "for", "in", "of", "on", "or", "that", "the", "to", "with")
)
_LONGEST_RUNNING_TEXT: Final = 120  # of 255 signs in a head or foot, codes and names of fonts too


@dataclass
class Page:
    """A sheet as one writes down it: how wide it is in characters, and how high in points so far.

    last: the number of its last column.
    """

    sheet: Worksheet
    last: int
    characters: float
    points: float = 0.0

    def prose(self, row: int, text: str, form: Format, line: float = _POINTS) -> None:
        """Write a text from the first column to the last, in a row high enough for it. line: the
        height of a line of its type, in points."""
        lines = lines_of(text, self.characters * _POINTS / line)
        self.high(row, line * lines + 3)
        if self.last:
            self.sheet.merge_range(row, 0, row, self.last, "", form)
        # As a string even where it begins as a formula would.
        self.sheet.write_string(row, 0, fitting(text), form)

    def high(self, row: int, points: float) -> None:
        """Make a row so high."""
        self.sheet.set_row(row, min(points, _HIGHEST))
        self.points += min(points, _HIGHEST)

    def printed(self) -> None:
        """Landscape A4, as wide as the page; on one page where that costs little of its size."""
        size = min(1.0, _PAGE_WIDE / (self.characters * _CHARACTER))
        on_one = self.points * size < _PAGE_HIGH * _SQUEEZED
        self.sheet.fit_to_pages(1, 1 if on_one else 0)


def lines_of(text: str, characters: float) -> int:
    """How many lines a text takes where so many digits stand beside each other."""
    return sum(
        # Letters are narrower than digits; where lines break, some of a line stays empty.
        1 if len(line) <= characters * 1.08 else ceil(len(line) / characters)
        for line in text.split("\n")
    )


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


def for_print(sheet: Worksheet, pack: Exhibited) -> None:
    """Landscape A4, as wide as the page; nature of the records and audience on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.hide_gridlines(2)
    told = f"{pack.council}: {pack.title}"
    nature = NATURE_IN_FULL[pack.nature]
    sheet.set_header(f"&L&9{_running(told)}&R&9{_running(nature)}")
    pages = f"{provenance.PAGE}&P{provenance.OF_PAGES}&N"
    sheet.set_footer(f"&L&9{_running(provenance.footer_line(pack))}&R&9{pages}")


def _running(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    if len(plain) > _LONGEST_RUNNING_TEXT:
        plain = plain[:_LONGEST_RUNNING_TEXT] + "…"
    # Without the space a number at the beginning would be taken for the size of the type.
    return (" " if plain[:1].isdigit() else "") + plain.replace("&", "&&")


def marked(pack: Exhibited) -> str:
    """What every sheet says of itself under its title."""
    return (
        f"{NATURE_IN_FULL[pack.nature]} · {AUDIENCE_EXPLAINED[pack.audience]} · "
        f"{provenance.as_at(pack)}"
    )


def write_exhibit(
    sheet: Worksheet, place: int, exhibit: Exhibit, pack: Exhibited, formats: Formats
) -> None:
    """Write an exhibit's sheet. place: the exhibit's in the pack, from 1."""
    for_print(sheet, pack)
    table = exhibit.table()
    told = table_texts(exhibit)
    widths = _widths(table.columns, told[:_MEASURED_ROWS])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    page = Page(sheet, len(widths) - 1, sum(widths))
    while page.characters < _LINE * 0.75:  # a narrow table leaves texts no room
        page.last, page.characters = page.last + 1, page.characters + _SPARE
        sheet.set_column(page.last, page.last, _SPARE)
    page.prose(0, exhibit.headline, formats.title, line=21)
    page.prose(1, exhibit.subtitle, formats.second)
    page.prose(2, marked(pack), formats.mark)
    row = 3
    for text, form in ((exhibit.verdict, formats.verdict), (exhibit.meaning, formats.text)):
        if text:
            page.prose(row, text, form)
            row += 1
    row += 1
    if table.height:
        _write_table(page, row, place, exhibit, widths, formats)
        for at, texts in enumerate(told, row + 1):
            beside = zip(texts, widths, strict=True)
            page.high(at, 3 + _POINTS * max(lines_of(text, width) for text, width in beside))
        row += 1 + table.height
    else:
        page.prose(row, "There are no records to list.", formats.text)
        row += 1
    row += 1
    for name, text in _behind(exhibit):
        page.prose(row, f"{name}: {text}", formats.text)
        row += 1
    sheet.write_url(row + 1, 0, "internal:'Cover'!A1", formats.link, string="Back to the contents")
    page.points += 4 * _POINTS  # the rows left empty, and this one
    page.printed()


def _behind(exhibit: Exhibit) -> list[tuple[str, str]]:
    told = []
    if exhibit.chart is not None:
        told.append(("What the chart shows", exhibit.alternative))
    told.append(("Source", exhibit.source))
    told += [("Keep in mind", caveat) for caveat in exhibit.all_caveats]
    told.append(("Digest of this exhibit", digest(exhibit)))
    return told


def _write_table(
    page: Page, top: int, place: int, exhibit: Exhibit, widths: Sequence[float], formats: Formats
) -> None:
    """Write the table from a row on."""
    sheet, table = page.sheet, exhibit.table()
    percents = share_columns(exhibit)
    lines = max(
        lines_of(head, width / 1.1 - _FILTER_BUTTON)
        for head, width in zip(table.columns, widths, strict=True)
    )
    page.high(top, max(_POINTS * lines + 5, 24))
    heads = [formats.head_of_numbers if to_the_right(series) else formats.head for series in table]
    # A table of Excel's own: its heads are heads to a screen reader, and take the place of the
    # letters of the columns as one scrolls.
    sheet.add_table(
        top,
        0,
        top + table.height,
        table.width - 1,
        {
            "name": f"exhibit_{place}",
            "style": None,
            "columns": [
                {"header": head, "header_format": form}
                for head, form in zip(table.columns, heads, strict=True)
            ],
        },
    )
    for column, series in enumerate(table):
        write_column(sheet, top + 1, column, series, formats, share=series.name in percents)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    room = _LINE - _FILTER_BUTTON * len(heads)
    fitted = shares(heads, rows, room)
    if not fitted:
        columns = zip(heads, *rows, strict=True)
        fitted = tuple(
            max(len(max(column[1:], key=len, default="")), 0) + 2.0 for column in columns
        )
    longest = [max((len(word) for word in head.split()), default=1) for head in heads]
    return [
        min(max(width, _NARROWEST, word * 1.1 + _FILTER_BUTTON + 1), _WIDEST)
        for width, word in zip(fitted, longest, strict=True)
    ]


LONGEST: Final = 32_767
"""How many characters a cell can hold; Excel calls a file with more broken."""
_DAY: Final = "d mmm yyyy"
_ROW: Final = {"bottom": 1, "bottom_color": Surface.HAIRLINE.value, "valign": "top"}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, nature: Nature) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        ink, ground, _ = mark_of(nature)
        self.title = self.made(bold=True, font_size=16, text_wrap=True, valign="top")
        self.second = self.made(font_color=Ink.SECONDARY.value, text_wrap=True, valign="top")
        self.mark = self.made(
            bold=True,
            font_color=ink.value,
            bg_color=ground.value,
            text_wrap=True,
            valign="vcenter",
        )
        self.verdict = self.made(bold=True, text_wrap=True, valign="top")
        self.text = self.made(text_wrap=True, valign="top")
        self.label = self.made(bold=True, valign="top")
        self.section = self.made(bold=True, font_size=13, valign="top")
        self.link = self.made(font_color=Signal.BRAND.value, underline=1, valign="top")
        head = {
            "bold": True,
            "font_color": Surface.PAPER.value,
            "bg_color": Signal.BRAND.value,
            "text_wrap": True,
            "valign": "vcenter",
        }
        self.head = self.made(**head)
        # The filter's button stands at the right of a head.
        self.head_of_numbers = self.made(**head, align="right", indent=2)

    def made(self, **properties: Any) -> Format:
        """The format with these properties of XlsxWriter's."""
        given = {"font_name": "Arial", "font_size": 11, "font_color": Ink.TEXT.value, **properties}
        place = tuple(sorted(given.items()))
        if place not in self._made:
            self._made[place] = self._book.add_format(given)
        return self._made[place]

    def row(self, **properties: Any) -> Format:
        """The format of a table's cell."""
        return self.made(**_ROW, **properties)


def write_text(
    sheet: Worksheet, row: int, column: int, text: str, formats: Formats, **properties: Any
) -> None:
    """Write a text as nothing but a text."""
    given = {"valign": "top", "text_wrap": True, **properties}
    if text[:1] in BEGINS_A_FORMULA:
        given["quote_prefix"] = True
    sheet.write_string(row, column, fitting(text), formats.made(**given))


def fitting(text: str) -> str:
    """The text, cut with "…" where it is longer than a cell can hold."""
    # Signs beyond the first plane take two of the places there are.
    if len(text) + sum(sign > "\uffff" for sign in text) <= LONGEST:
        return text
    return text[: LONGEST // 2 - 1] + "…"


def write_column(
    sheet: Worksheet, top: int, place: int, series: pl.Series, formats: Formats, *, share: bool
) -> None:
    """Write a table's column downwards from a row: numbers and days as such, the rest as texts.

    share: its numbers are from 0 to 1, shown in percent. Counts of which some are hidden are
    numbers too; "[c]" stays a text, and so does what is not known.
    """
    counts = of_counts(series)
    right = to_the_right(series)
    beside = {"align": "right", "indent": 2} if right else {"align": "left"}
    number = formats.row(num_format=_number_format(series, share=share), **beside)
    day = formats.row(num_format=_DAY, align="left")
    aside = formats.row(font_color=Ink.SECONDARY.value, **beside)
    text = formats.row(text_wrap=True)
    marked = formats.row(text_wrap=True, quote_prefix=True)
    for row, value in enumerate(series.to_list(), top):
        match value:
            case bool():
                sheet.write_string(row, place, value_text(value), text)
            case int() | float() if isfinite(value):
                sheet.write_number(row, place, value, number)
            case date():
                # Excel knows no day before 1900.
                if value.year < 1900:
                    sheet.write_string(row, place, value_text(value), aside)
                else:
                    sheet.write_datetime(row, place, value, day)
            case str() if counts and value not in NO_COUNT:
                sheet.write_number(row, place, float(value), number)
            case _:
                said = fitting(value_text(value))
                if said[:1] in BEGINS_A_FORMULA:
                    sheet.write_string(row, place, said, marked)
                else:
                    sheet.write_string(row, place, said, aside if value is None or right else text)


def _number_format(series: pl.Series, *, share: bool) -> str:
    if share:
        return "0%"
    if series.dtype == pl.String:
        decimals = max(
            (len(v.partition(".")[2]) for v in series.drop_nulls() if v != "–"), default=0
        )
        return _decimals(min(decimals, PLACES))
    if not series.dtype.is_float():
        return "#,##0"
    values = series.drop_nulls().filter(series.drop_nulls().is_finite())
    shown = values.round(PLACES)
    for places in range(PLACES):
        if (shown.round(places) == shown).all():
            return _decimals(places)
    return _decimals(PLACES)


def _decimals(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")
