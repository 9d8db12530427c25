"""An exhibit as a sheet: what it says, its table, and what stands behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.exhibits.exhibit import Exhibit
from components.exhibits.produced_pack import Edition, digest
from reports.column_widths import shares
from reports.documents import provenance
from reports.excel.formats import Formats, fitting, shares_in, to_the_right, write_column
from reports.table_cells import cell

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


def for_print(sheet: Worksheet, edition: Edition) -> None:
    """Landscape A4, as wide as the page; nature of the records and audience on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.hide_gridlines(2)
    told = f"{edition.council}: {edition.title}"
    nature = provenance.NATURES[edition.nature]
    sheet.set_header(f"&L&9{_running(told)}&R&9{_running(nature)}")
    sheet.set_footer(f"&L&9{_running(provenance.footer_line(edition))}&R&9Page &P of &N")


def _running(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    if len(plain) > _LONGEST_RUNNING_TEXT:
        plain = plain[:_LONGEST_RUNNING_TEXT] + "…"
    # Without the space a number at the beginning would be taken for the size of the type.
    return (" " if plain[:1].isdigit() else "") + plain.replace("&", "&&")


def marked(edition: Edition) -> str:
    """What every sheet says of itself under its title."""
    return (
        f"{provenance.NATURES[edition.nature]} · {provenance.AUDIENCES[edition.audience]} · "
        f"{provenance.as_at(edition)}"
    )


def write_exhibit(
    sheet: Worksheet, place: int, exhibit: Exhibit, edition: Edition, formats: Formats
) -> None:
    """Write an exhibit's sheet. place: the exhibit's in the pack, from 1."""
    for_print(sheet, edition)
    table = exhibit.table()
    told = [[cell(value) for value in row] for row in table.iter_rows()]
    widths = _widths(table.columns, told[:_MEASURED_ROWS])
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    page = Page(sheet, len(widths) - 1, sum(widths))
    while page.characters < _LINE * 0.75:  # a narrow table leaves texts no room
        page.last, page.characters = page.last + 1, page.characters + _SPARE
        sheet.set_column(page.last, page.last, _SPARE)
    page.prose(0, exhibit.headline, formats.title, line=21)
    page.prose(1, exhibit.subtitle, formats.second)
    page.prose(2, marked(edition), formats.mark)
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
    percents = _shares(exhibit)
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


def _shares(exhibit: Exhibit) -> Collection[str]:
    chart, of_chart = exhibit.chart, set()
    if getattr(chart, "percent", False):
        fields = ("value", "low", "high", "mean", "lower", "upper")
        drawn = {getattr(chart, field, None) for field in fields}
        of_chart = {label for name, label in exhibit.columns.items() if name in drawn}
    return shares_in(exhibit.table(), of_chart)


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
