"""No text of a slide leaves its box, lies on another or is cut off, in our letters or Office's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import polars as pl
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from components.charts.spec import StackedBars
from components.packs.pack import Ask, Meeting, Pack, PackItem
from components.packs.produce import produce_pack
from components.packs.shipped import SHIPPED
from data_access.snapshot import snapshot
from data_access.store.database import Store
from reports.powerpoint.presentation import presentation
from reports.powerpoint.text import LINE, SMALLEST, width_of
from tests.components.exhibits.all_exhibits import view_of
from tests.principals import OFFICER
from tests.reports.powerpoint import slides
from tests.reports.powerpoint.letters import Wide, fonts, lines
from tests.reports.produced_packs import COUNCIL, PRODUCED, catalogued, produced_pack
from tests.sampling import one_in_slow

_LONG = "Royal Metropolitan Borough and Combined Adults' and Children's Social Care"
_HEAVY = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
MEETING = Meeting(f"{_LONG} Improvement Board", date(2026, 11, 26), f"{_LONG} lead director")
ASKS = tuple(
    Ask(f"Agree decision number {n} about {_LONG} waiting lists", _LONG, None if n % 2 else
        date(2026, 12, n), f"What follows if not, of {_LONG}, at some length, number {n}")
    for n in range(1, 8)
)  # fmt: skip


def _of_board(store: Store, pack: Pack) -> Any:
    known = snapshot(COUNCIL, None, store=store, principal=OFFICER)
    made, _ = produce_pack(pack, known, view_of(known), revision=14, produced=PRODUCED)
    return slides.opened(presentation(made))


@pytest.fixture(scope="module")
def decks(example_store: Store) -> list[Any]:
    """Packs as they are shipped, one for a meeting with many decisions and long names, and every
    exhibit there is."""
    board = SHIPPED[0]
    beside = PackItem("complaints_outcomes", "Last 12 months", against="before")
    items = (*board.items[:3], beside)
    busy = Pack(board.name, items, "internal", MEETING, (_LONG * 2, "", _LONG), ASKS)
    catalogue = produced_pack(one_in_slow(6, catalogued(example_store, "internal")))
    packs = [_of_board(example_store, pack) for pack in (*one_in_slow(2, SHIPPED), busy)]
    return [*packs, slides.opened(presentation(catalogue))]


def _paragraphs(frame: Any) -> list[list[tuple[str, float, bool]]]:
    """Each paragraph's parts with size and weight; a layout's places are in the smallest size."""
    told = []
    for paragraph in frame.paragraphs:
        parts = [
            (run.text, run.font.size.pt if run.font.size else SMALLEST, bool(run.font.bold))
            for run in paragraph.runs
        ]
        told.append(parts or [("", SMALLEST, False)])
    return told


def _needed(frame: Any, width: float, wide: Wide, *, bold: bool = False) -> float:
    """How tall the frame's words are."""
    tall = 0.0
    for paragraph, parts in zip(frame.paragraphs, _paragraphs(frame), strict=True):
        size = max(part[1] for part in parts)
        heavy = [(text, each, weight or bold) for text, each, weight in parts]
        spacing = paragraph.line_spacing.pt if paragraph.line_spacing else size * LINE
        after = paragraph.space_after.pt if paragraph.space_after else 0.0
        tall += lines(heavy, width, wide) * spacing + after
    return tall


@pytest.mark.parametrize("name", fonts())
def test_every_text_stays_in_its_box(decks: list[Any], name: str) -> None:
    wide = fonts()[name]
    for deck in decks:
        for number, slide in enumerate(deck.slides, 1):
            for shape in slide.shapes:
                if not shape.has_text_frame or not shape.text_frame.text:
                    continue
                frame = shape.text_frame
                given = frame._txBody.bodyPr.get("lIns")  # a layout's place has none of its own
                beside = 0.0 if given is None else 2 * int(given) / Pt(1)
                heavy = shape.is_placeholder and shape.placeholder_format.type in _HEAVY
                tall = _needed(frame, shape.width.pt - beside + 0.5, wide, bold=heavy)
                assert tall <= shape.height.pt + 3, (number, shape.name, frame.text)


@pytest.mark.parametrize("name", fonts())
def test_every_cell_holds_its_words(decks: list[Any], name: str) -> None:
    wide = fonts()[name]
    for deck in decks:
        for number, slide in enumerate(deck.slides, 1):
            for table in (shape.table for shape in slide.shapes if shape.has_table):
                for down, row in enumerate(table.rows):
                    for across, column in enumerate(table.columns):
                        cell = table.cell(down, across)
                        turned = cell._tc.tcPr is not None and cell._tc.tcPr.get("vert")
                        width, tall = column.width.pt, row.height.pt
                        if turned:
                            width, tall = tall, width
                        inside = width - cell.margin_left.pt - cell.margin_right.pt + 0.5
                        need = _needed(cell.text_frame, inside, wide)
                        above = 0.0 if turned else cell.margin_top.pt
                        assert need + above <= tall + 3, (number, cell.text_frame.text)


def test_no_text_lies_on_another_or_outside_the_slide(decks: list[Any]) -> None:
    for deck in decks:
        for number, slide in enumerate(deck.slides, 1):
            boxes = []
            for shape in slide.shapes:
                about = shape.has_chart or shape.has_table
                if not about and not (shape.has_text_frame and shape.text_frame.text):
                    continue
                box = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
                assert min(box[:2]) >= 0, (number, shape.name)
                assert box[2] <= deck.slide_width, (number, shape.name)
                assert box[3] <= deck.slide_height, (number, shape.name)
                if shape.name != "Words" or slide.slide_layout.name != "Exhibit":
                    boxes.append((shape, box))  # words of a chart of panels stand on it
            for (one, a), (other, b) in combinations(boxes, 2):
                across = min(a[2], b[2]) - max(a[0], b[0])
                down = min(a[3], b[3]) - max(a[1], b[1])
                assert across <= Pt(2) or down <= Pt(4), (number, one.name, other.name)


def test_a_month_never_breaks_in_the_middle_of_its_year(example_store: Store) -> None:
    base = catalogued(example_store, "internal")[0]
    for many in (6, 13, 25, 37, 61):
        days = [date(2021 + n // 12, n % 12 + 1, 1) for n in range(many)]
        frame = pl.DataFrame({"month": days, "open": [5] * many, "closed": list(range(many))})
        spec = StackedBars("month", (("open", "Open"), ("closed", "Closed")), date=True)
        shown = replace(base, frame=frame, chart=spec, columns={"month": "Month"})
        slide = slides.opened(presentation(produced_pack([shown]))).slides[1]
        (shape,) = [each for each in slide.shapes if each.has_chart]
        axis = shape.chart.category_axis
        apart = _major(axis)
        plot = shape.width.pt - 20 - width_of("Closed", SMALLEST) - 40
        names = many / apart
        assert names * width_of("Nov 2026", SMALLEST) <= plot, many


def _major(axis: Any) -> int:
    """How many months apart names stand; every one where names are texts."""
    found = axis._element.xpath("./c:majorUnit/@val")
    return int(float(found[0])) if found else 1
