"""An exhibit's sheet: what it says, and its table with numbers as numbers and days as days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Final

import polars as pl
from xlsxwriter.worksheet import Worksheet

from components.exhibits.digest import digest
from components.exhibits.exhibit import Exhibit
from components.exhibits.tables.texts import share_columns, table_texts
from components.packs.produced_pack import PackScreen, ProducedPack
from components.tokens import Ink
from reports.documents.provenance import Exhibited
from reports.excel.sheet import DAY, LINE, Formats, Page, fitting, for_print, lines_of, marked
from reports.table_columns import NO_COUNT, of_counts, shares, to_the_right
from vocabulary.values import BEGINS_A_FORMULA, PLACES, value_text

_LINE: Final = 132.0  # characters a landscape page can be read at
_WIDEST: Final = 60.0
_NARROWEST: Final = 11.0
_FILTER_BUTTON: Final = 3  # characters a head's button takes
_SPARE: Final = 13.0  # the width of a column beside the table
_MEASURED_ROWS: Final = 500


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
    for name, text in _for_the_board(pack, place):
        page.prose(row, f"{name}: {text}", formats.text)
        row += 1
    row += 1
    if table.height:
        _write_table(page, row, place, exhibit, widths, formats)
        for at, texts in enumerate(told, row + 1):
            beside = zip(texts, widths, strict=True)
            page.high(at, 3 + LINE * max(lines_of(text, width) for text, width in beside))
        row += 1 + table.height
    else:
        page.prose(row, "There are no records to list.", formats.text)
        row += 1
    row += 1
    for name, text in _behind(exhibit):
        page.prose(row, f"{name}: {text}", formats.text)
        row += 1
    sheet.write_url(row + 1, 0, "internal:'Cover'!A1", formats.link, string="Back to the contents")
    page.points += 4 * LINE  # the rows left empty, and this one
    page.printed()


def _for_the_board(pack: Exhibited, place: int) -> list[tuple[str, str]]:
    """What a pack's screen says besides its exhibit: what follows, and who acts by when."""
    if not isinstance(pack, ProducedPack):
        return []
    screen: PackScreen = pack.screens[place - 1]
    told = [("So what", screen.so_what)] if screen.so_what else []
    if screen.to_act:
        due = screen.due_in_words
        told.append(("Owner and date", f"{screen.owner_in_words}, {due}"))
    return told


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
    page.high(top, max(LINE * lines + 5, 24))
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
    day = formats.row(num_format=DAY, align="left")
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
