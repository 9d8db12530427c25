"""A sheet of a workbook: how wide and high it is, how it prints, its type, and texts that are never
formulas."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from components.tokens import Ink, Signal, Surface, mark_of
from reports.documents import provenance
from reports.documents.provenance import Exhibited
from vocabulary.audience import AUDIENCE_EXPLAINED
from vocabulary.nature import NATURE_IN_FULL, Nature
from vocabulary.values import BEGINS_A_FORMULA

LONGEST: Final = 32_767
"""How many characters a cell can hold; Excel calls a file with more broken."""
DAY: Final = "d mmm yyyy"
"""How a day is shown."""
LINE: Final = 15.0
"""How high a line of 11 point type is, in points."""
_HIGHEST: Final = 405.0  # Excel has no higher rows
_CHARACTER: Final = 5.4  # points wide
_PAGE_WIDE: Final = 770.0
_PAGE_HIGH: Final = 480.0
_SQUEEZED: Final = 1.35
_A4: Final = 9
_LONGEST_RUNNING_TEXT: Final = 120  # of 255 signs in a head or foot, codes and names of fonts too
_ROW: Final = {"bottom": 1, "bottom_color": Surface.HAIRLINE.value, "valign": "top"}


@dataclass
class Page:
    """A sheet as one writes down it: how wide it is in characters, and how high in points so far.

    last: the number of its last column.
    """

    sheet: Worksheet
    last: int
    characters: float
    points: float = 0.0

    def prose(self, row: int, text: str, form: Format, line: float = LINE) -> None:
        """Write a text from the first column to the last, in a row high enough for it. line: the
        height of a line of its type, in points."""
        lines = lines_of(text, self.characters * LINE / line)
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
