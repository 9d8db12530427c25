"""What cells of a workbook look like, and how any value is written so that it stays what it is.

Texts are never read as formulas, links or numbers; one that looks like a formula is also marked as
text, so that it stays one when somebody edits the cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import isfinite
from typing import Any, Final

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from components.tokens import Ink, Signal, Surface, mark_of
from vocabulary.nature import Nature
from vocabulary.values import PLACES, value_text

LONGEST: Final = 32_767
"""How many characters a cell can hold; Excel calls a file with more broken."""
# Also in the wide letters of East Asian keyboards.
_BEGINS_A_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
_DAY: Final = "d mmm yyyy"
_COUNT: Final = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_NO_COUNT: Final = frozenset({"[c]", "–"})
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
    if text[:1] in _BEGINS_A_FORMULA:
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
            case str() if counts and value not in _NO_COUNT:
                sheet.write_number(row, place, float(value), number)
            case _:
                said = fitting(value_text(value))
                if said[:1] in _BEGINS_A_FORMULA:
                    sheet.write_string(row, place, said, marked)
                else:
                    sheet.write_string(row, place, said, aside if value is None or right else text)


def to_the_right(series: pl.Series) -> bool:
    """Whether a column stands to the right, as numbers do."""
    return series.dtype.is_numeric() or of_counts(series)


def of_counts(series: pl.Series) -> bool:
    """Whether a column of texts holds counts, as suppressed tables do; some may be hidden."""
    if series.dtype != pl.String:
        return False
    values = set(series.drop_nulls())
    counts = values - _NO_COUNT
    return bool(counts) and all(_COUNT.fullmatch(value) for value in counts)


def shares_in(table: pl.DataFrame, percents: Iterable[str] = ()) -> set[str]:
    """The columns whose numbers are shares from 0 to 1, to be shown in percent.

    They are called so, or are the interval beside one that is; `percents` names those that the
    chart shows in percent.
    """
    between = {
        name
        for name, kind in table.schema.items()
        if kind.is_float() and table[name].drop_nulls().is_between(0, 1).all()
    }
    named = {name for name in between if name.startswith("Share")}
    beside = {name for name in between if name.startswith("Interval ")} if named else set()
    return named | beside | between.intersection(percents)


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
