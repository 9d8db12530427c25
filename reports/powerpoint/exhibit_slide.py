"""An exhibit's slide: what it finds, its chart or list across the whole width, and beneath what
follows from it, how sure it is, and who does what by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from pptx.slide import Slide

from components.exhibits.exhibit import Exhibit
from components.packs.produced_pack import PackScreen, ProducedPack
from components.tokens import Ink
from reports.powerpoint import (  # they register how charts are drawn
    bars,  # noqa: F401
    panels,  # noqa: F401
    points,  # noqa: F401
    tables,
)
from reports.powerpoint.chart import AXIS, LEGEND, ROW, Place, draw, drawable
from reports.powerpoint.placing import Part, before_feet, notes, put, rule, title, words
from reports.powerpoint.template import MARGIN, RULE, SOURCE, SUBTITLE, TEXT
from reports.powerpoint.text import SMALLEST, Box, fitted, height_of, lines_of, shortened

HEADLINE: Final = ((30.0, 2), (27.0, 2), (24.0, 2), (21.0, 2), (18.0, 2))
_SNUG: Final = ((24.0, 1), (21.0, 1), (18.0, 2))  # where a chart has many rows
_MEASURE: Final = ((16.0, 1), (SMALLEST, 2))
_SIZES: Final = ((16.0, 3), (SMALLEST, 5))
_HEAD: Final = SMALLEST
_GAP: Final = 27.0  # between columns
_OWNER: Final = 188.0  # its column's width
_NARROWEST: Final = 220.0
_ROOM: Final = "9 more rows and 9 more columns in the Excel file. "
_NONE: Final = "There are no records to show."


@dataclass(frozen=True)
class _Column:
    """One of the columns beneath a chart: paragraphs of parts below its head."""

    head: str
    paragraphs: tuple[tuple[Part, ...], ...]
    width: float

    def lines(self, size: float) -> int:
        """How many lines it takes; measured as bold where it is so."""
        return sum(
            len(lines_of(_text(parts), self.width * 0.98, size, bold=_bold(parts)))
            for parts in self.paragraphs
        )

    def cut(self, size: float, most: int) -> _Column:
        """As much of its one paragraph as so many lines hold; the notes have it all."""
        if self.lines(size) <= most:
            return self
        (parts,) = self.paragraphs
        text = shortened(_text(parts), self.width * 0.98, most, size, bold=_bold(parts))
        first = parts[0][0]
        if len(parts) > 1 and text.startswith(first):
            return _Column(self.head, ((parts[0], (text.removeprefix(first), False)),), self.width)
        return _Column(self.head, (((text, parts[0][1]),),), self.width)


def _text(parts: Sequence[Part]) -> str:
    return "".join(text for text, _ in parts)


def _bold(parts: Sequence[Part]) -> bool:
    """Whether a third of it or more is bold."""
    return 3 * sum(len(text) for text, bold in parts if bold) > len(_text(parts))


def exhibit_slide(slide: Slide, screen: PackScreen, pack: ProducedPack) -> None:
    """Fill the slide."""
    exhibit = screen.exhibit
    # What has to be said of the chart stands before the source, and is known only once it is
    # drawn: room is kept for it.
    bottom = RULE - 8
    expected = min(len(lines_of(f"{_ROOM}Source: {exhibit.source}", TEXT, SMALLEST)), 2)
    for sizes, text_sizes in ((HEADLINE, _SIZES), (_SNUG, _SIZES[-1:])):
        headline = fitted(exhibit.headline, TEXT, sizes, bold=True)
        measure = fitted(exhibit.subtitle, TEXT, _MEASURE)
        top = 28.0 + headline.height + 8 + measure.height + 12
        end = bottom - height_of(expected, SMALLEST) - 8
        columns, size = _fitting(_columns(screen), text_sizes)
        tall = height_of(max((each.lines(size) for each in columns), default=0), size)
        if columns:
            end -= tall + height_of(1, _HEAD) + 10
        if end - 10 - top >= _wanted(exhibit):
            break
    title(slide, headline.text, headline.size, Box(MARGIN, 28, TEXT, headline.height + 4))
    below = 28.0 + headline.height + 8
    subtitle = put(slide, SUBTITLE, [(measure.text, False)], measure.size,
                   Box(MARGIN, below, TEXT, measure.height + 2))  # fmt: skip
    place = Place(
        slide, Box(MARGIN, top, TEXT, end - 10 - top), exhibit.definition.title,
        exhibit.alternative, pack.produced,
    )  # fmt: skip
    shown = [subtitle, *_body(exhibit, place)]
    if columns:
        shown += _concluded(slide, columns, size, end, tall)
    told = " ".join([*place.notes, f"Source: {exhibit.source}"])
    said = fitted(told, TEXT, ((SMALLEST, expected),))
    shown.append(put(slide, SOURCE, [(said.text, False)], SMALLEST,
                     Box(MARGIN, bottom - said.height, TEXT, said.height + 2)))  # fmt: skip
    before_feet(slide, shown)
    notes(slide, spoken(screen))


def _columns(screen: PackScreen) -> list[_Column]:
    """What follows, how sure it is, who and by when: those of which anything is said, as wide as
    their texts ask."""
    exhibit = screen.exhibit
    verdict, meaning = exhibit.verdict.strip(), exhibit.meaning.strip()
    said: list[tuple[str, tuple[Part, ...]]] = []
    if screen.so_what.strip():
        said.append(("So what", ((screen.so_what.strip(), False),)))
    if verdict or meaning:
        parts: tuple[Part, ...] = ((verdict, True), (f" {meaning}".rstrip(), False))
        parts = parts if verdict else ((meaning, False),)
        said.append(("Verdict", tuple(part for part in parts if part[0].strip())))
    room = TEXT - (_OWNER + _GAP if screen.to_act else 0) - _GAP * max(len(said) - 1, 0)
    letters = [max(len(_text(parts)), 1) for _, parts in said]
    columns = []
    for (head, parts), many in zip(said, letters, strict=True):
        share = room * many / sum(letters)
        width = min(max(share, _NARROWEST), room - _NARROWEST * (len(said) - 1))
        columns.append(_Column(head, (parts,), width))
    if screen.to_act:
        owner = screen.owner_in_words
        due = screen.due_in_words
        fits = shortened(owner, _OWNER * 0.98, 3, SMALLEST, bold=True)
        columns.append(_Column("Owner and date", (((fits, True),), ((due, False),)), _OWNER))
    return columns


def _wanted(exhibit: Exhibit) -> float:
    """How tall the chart has to be for all its rows; 0 where it has none, or where it is a list."""
    spec = exhibit.chart
    if spec is None or getattr(spec, "date", False) or not hasattr(spec, "category"):
        return 0.0
    drawn = getattr(spec, "drawn", None)
    rows = exhibit.frame.filter(pl.col(drawn)) if drawn else exhibit.frame
    return rows.height * ROW + LEGEND + AXIS


def _fitting(
    columns: list[_Column], sizes: Sequence[tuple[float, int]]
) -> tuple[list[_Column], float]:
    """The columns in the largest size in which all fit, else cut in the smallest."""
    for size, most in sizes:
        if all(each.lines(size) <= most for each in columns):
            return columns, size
    size, most = sizes[-1]
    return [each.cut(size, most) for each in columns], size


def _concluded(
    slide: Slide, columns: Sequence[_Column], size: float, top: float, tall: float
) -> list[Any]:
    """The columns, each under a line and its head."""
    shapes: list[Any] = []
    left = MARGIN
    for each in columns:
        shapes.append(rule(slide, left, top, each.width, strong=True))
        head = Box(left, top + 6, each.width, height_of(1, _HEAD) + 2)
        shapes.append(
            words(slide, head, [[(each.head, True)]], _HEAD, ink=Ink.SECONDARY.value,
                  name=f"{each.head}: head")
        )  # fmt: skip
        body = Box(left, head.top + height_of(1, _HEAD) + 2, each.width, tall + 2)
        shapes.append(words(slide, body, each.paragraphs, size, name=each.head))
        left += each.width + _GAP
    return shapes


def _body(exhibit: Exhibit, place: Place) -> list[Any]:
    """The chart, or the table of a list, or a word that there is nothing."""
    chart = exhibit.chart
    if chart is not None and drawable(chart, exhibit.frame):
        return draw(chart, exhibit.frame, place)
    table = exhibit.table()
    if chart is None and table.height and table.width:
        return tables.table(*tables.table_texts(exhibit), place, tables.scores_in(exhibit))
    box = Box(place.box.left, place.box.top + 20, place.box.width, 30)
    return [words(place.slide, box, [[(_NONE, False)]], 18, ink=Ink.SECONDARY.value,
                  name="Nothing to show")]  # fmt: skip


def spoken(screen: PackScreen) -> list[str]:
    """What whoever presents may want to say: their own note first."""
    exhibit, definition = screen.exhibit, screen.exhibit.definition
    who = ""
    if screen.to_act:
        due = screen.due_in_words
        plan = f" (action {screen.in_plan} of the plan)" if screen.in_plan else ""
        who = f"{screen.owner_in_words}, {due}{plan}"
    told = (
        ("", screen.note),
        ("", exhibit.headline),
        ("So what", screen.so_what),
        ("", " ".join(part for part in (exhibit.verdict, exhibit.meaning) if part)),
        ("Owner and date", who),
        ("In words", exhibit.alternative),
        ("What it shows", definition.meaning),
        ("How to read it", definition.how_to_read),
        ("How it is worked out", definition.formula),
        ("Keep in mind", " ".join(exhibit.all_caveats)),
        ("Source", " ".join(dict.fromkeys((exhibit.source, definition.source)))),
    )
    return [f"{name}: {text}" if name else text for name, text in told if text.strip()]
