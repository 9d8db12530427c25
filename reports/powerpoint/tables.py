"""PowerPoint's own tables: lists, what a cover says, and the heat map."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Pt

from components.charts.rules import TOO_FEW, GridCells
from components.charts.spec import Grid
from components.exhibits.exhibit import Exhibit
from components.exhibits.tables.texts import table_texts as texts_of
from components.tokens import Ink, Signal, Surface
from reports.office_file import legible
from reports.powerpoint.chart import Place, colour, draw, named
from reports.powerpoint.placing import drawn
from reports.powerpoint.text import (
    LINE,
    SMALLEST,
    height_of,
    lines_of,
    shortened,
    shortened_apart,
    width_of,
)
from reports.table_columns import SCORES, to_the_right

_SIDE: Final = 7.0  # left and right of a cell's text
_ABOVE: Final = 2.0  # and above and below it
_PLAIN_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LINES: Final = 3  # of a cell
_COLUMNS: Final = 7
_FEWER: Final = 2  # columns left out for the sake of every row
_ENOUGH: Final = 7  # rows worth more than a further column
_ROOMIEST: Final = 14.0  # added to a row
_LONGEST: Final = 300.0  # a column gets no wider for its texts' sake


@dataclass(frozen=True)
class Layout:
    """How a table fits: columns' widths, rows' heights, texts as shortened, size of type, and how
    far below a row's edge its words begin."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    texts: tuple[tuple[str, ...], ...] = ()
    size: float = SMALLEST
    above: float = _ABOVE


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: set[int], place: Place,
    scores: Collection[int] = (),
) -> list[Any]:  # fmt: skip
    """A list as a table: as many columns and rows as can be read, and a note on the rest. scores:
    columns of scores from 1 to 4, which have their marks beside them."""
    layout = _roomy(_fitting(heads, rows, place.box.width, place.box.height), place.box.height)
    shown_rows, shown_columns = len(layout.texts) - 1, len(layout.widths)
    left_out = []
    if len(rows) > shown_rows:
        left_out.append(f"{len(rows) - shown_rows:,} more row{'s'[: len(rows) - shown_rows > 1]}")
    if len(heads) > shown_columns:
        more = len(heads) - shown_columns
        left_out.append(f"{more} more column{'s'[: more > 1]}")
    if left_out:
        place.notes.append(f"{' and '.join(left_out)} in the Excel file.")
    shape = _table(layout, place)
    for at, row in enumerate(layout.texts):
        for column, text in enumerate(row):
            _write(
                shape.table.cell(at, column), text, bold=not at, right=column in numbers,
                size=layout.size, above=layout.above if at else _ABOVE,
            )  # fmt: skip
    return [shape, *_score_marks(layout, set(scores) & numbers, place)]


def _score_marks(layout: Layout, scores: Collection[int], place: Place) -> list[Any]:
    """Four pips beside each score, as many filled as it says."""
    shapes: list[Any] = []
    side = layout.size * 0.62
    top = place.box.top
    for row, tall in zip(layout.texts, layout.heights, strict=True):
        for column in scores:
            if column >= len(row) or row[column] not in {"1", "2", "3", "4"}:
                continue
            right = place.box.left + sum(layout.widths[: column + 1]) - _SIDE - layout.size
            if layout.widths[column] < 4 * (side + 3) + layout.size + 2 * _SIDE:
                continue
            middle = top + layout.above + layout.size * LINE / 2
            for pip in range(4):
                x = right - (4 - pip) * (side + 3)
                shape = place.slide.shapes.add_shape(
                    MSO_SHAPE.RECTANGLE, Pt(x), Pt(middle - side / 2), Pt(side), Pt(side)
                )
                ground = Signal.BRAND.value if pip < int(row[column]) else None
                drawn(shape, ground=ground, edge=Surface.CONTROL.value, width=0.75, name="Pip")
                shapes.append(shape)
        top += tall
    return shapes


def _roomy(layout: Layout, height: float) -> Layout:
    """The rows under the head further apart, as the place has room."""
    head, *rows = layout.heights
    if not rows:
        return layout
    more = min((height - sum(layout.heights)) / len(rows), _ROOMIEST)
    if more <= 0:
        return layout
    return replace(layout, heights=(head, *(tall + more for tall in rows)), above=_ABOVE + more / 2)


def _fitting(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: float, height: float
) -> Layout:
    """Everything in large type if it fits; else as much as can be read in small."""
    for size in (18.0, 16.0):
        layout = _laid_out(heads, rows, width, height, size)
        if layout is not None and len(layout.texts) > len(rows):
            return layout
    whole = min(len(heads), _COLUMNS)
    found = [
        layout for columns in range(whole, 0, -1)
        if (layout := _laid_out(
            heads[:columns], [row[:columns] for row in rows], width, height, SMALLEST
        ))
    ]  # fmt: skip
    for enough, least in ((len(rows), max(whole - _FEWER, 3)), (min(len(rows), _ENOUGH), 1)):
        for layout in found:
            if len(layout.texts) > enough and len(layout.widths) >= least:
                return layout
    if not found:
        raise ValueError("a table's head does not fit on a slide")
    return max(found, key=lambda layout: len(layout.texts))


def _laid_out(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: float, height: float, size: float
) -> Layout | None:
    widths = _widths(heads, rows, width, size)
    if widths is None:
        return None
    heights: list[float] = []
    texts: list[tuple[str, ...]] = []
    for at, row in enumerate((heads, *rows)):
        cells = tuple(
            shortened(text, wide - 2 * _SIDE, _LINES, size, bold=not at)
            for text, wide in zip(row, widths, strict=True)
        )
        lines = max(
            len(lines_of(text, wide - 2 * _SIDE, size, bold=not at))
            for text, wide in zip(cells, widths, strict=True)
        )
        tall = height_of(lines, size) + 2 * _ABOVE + 1
        if sum(heights) + tall > height:
            break
        heights.append(tall)
        texts.append(cells)
    if len(texts) < (2 if rows else 1):
        return None
    return Layout(widths, tuple(heights), tuple(texts), size)


def _widths(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: float, size: float
) -> tuple[float, ...] | None:
    """Each column as wide as its texts need; where that is too much, long texts are folded."""
    least, full = [], []
    for head, *column in zip(heads, *rows, strict=True):
        words = [word for text in column for word in _together(text)]
        narrow = max(
            [width_of(word, size) for word in words]
            + [width_of(word, size, bold=True) for word in head.split()]
            + [20.0]
        )
        whole = [width_of(text, size) for text in column]
        wide = max([*whole, width_of(head, size, bold=True), 0.0])
        least.append(min(narrow, _LONGEST) + 2 * _SIDE + 3)
        full.append(max(min(wide, _LONGEST * 1.6) + 2 * _SIDE + 3, least[-1]))
    if sum(least) > width:
        return None
    more = [a - b for a, b in zip(full, least, strict=True)]
    spare = width - sum(least)
    times = min(1.0, spare / sum(more)) if sum(more) else 0.0
    widths = [b + m * times for b, m in zip(least, more, strict=True)]
    # What is left over goes where texts are, so that the table spans the slide.
    left = (width - sum(widths)) * 0.999
    return tuple(w + left * w / sum(widths) for w in widths)


def _together(text: str) -> list[str]:
    """What should stay on one line: dates and other short texts, else its words."""
    return [text] if len(text) <= 12 else text.split()


def _table(layout: Layout, place: Place) -> Any:
    shape = place.slide.shapes.add_table(
        len(layout.heights), len(layout.widths), Pt(place.box.left), Pt(place.box.top),
        Pt(sum(layout.widths)), Pt(sum(layout.heights)),
    )  # fmt: skip
    named(shape, place.name, place.alternative)
    made = shape.table
    made.first_row, made.horz_banding = True, False
    made._tbl.xpath("./a:tblPr/a:tableStyleId")[0].text = _PLAIN_STYLE
    for at, wide in enumerate(layout.widths):
        made.columns[at].width = Pt(wide)
    for at, tall in enumerate(layout.heights):
        made.rows[at].height = Pt(tall)
    return shape


def _write(
    target: Any, text: str, *, bold: bool = False, right: bool = False, middle: bool = False,
    ground: str | None = None, edge: str | None = Surface.HAIRLINE.value,
    ink: str = Ink.TEXT.value, size: float = SMALLEST, above: float = _ABOVE,
) -> None:  # fmt: skip
    target.margin_left = target.margin_right = Pt(_SIDE)
    target.margin_top, target.margin_bottom = Pt(above), Pt(_ABOVE)
    target.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    if bold and not middle:
        target.vertical_anchor = MSO_ANCHOR.BOTTOM
    paragraph = target.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if middle else PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    paragraph.line_spacing = Pt(size * LINE)
    for at, part in enumerate(legible(text).split("\n")):
        if at:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = part
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour(ink)
    if ground:
        target.fill.solid()
        target.fill.fore_color.rgb = colour(ground)
    elif bold:
        target.fill.solid()
        target.fill.fore_color.rgb = colour(Surface.BAND)
    else:
        target.fill.background()
    if edge:
        _edges(target, Ink.TEXT.value if bold else edge, all_round=middle)


def _edges(target: Any, ink: str, *, all_round: bool) -> None:
    properties = target._tc.get_or_add_tcPr()
    for at, side in enumerate(("lnL", "lnR", "lnT", "lnB") if all_round else ("lnB",)):
        properties.insert(
            at,
            parse_xml(
                f'<a:{side} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
                f'w="9525"><a:solidFill><a:srgbClr val="{ink.removeprefix("#")}"/></a:solidFill>'
                f"</a:{side}>"
            ),
        )


def facts(pairs: Sequence[tuple[str, str]], names: float, place: Place) -> list[Any]:
    """Names with their values, the names so many points wide, without lines."""
    values = place.box.width - names
    tall = [
        height_of(len(lines_of(value, values - 2 * _SIDE, SMALLEST)), SMALLEST) + 2 * _ABOVE + 1
        for _, value in pairs
    ]
    shape = _table(Layout((names, values), tuple(tall)), place)
    shape.table.first_row, shape.table.first_col = False, True
    for at, (name, value) in enumerate(pairs):
        _write(shape.table.cell(at, 0), name, edge=None, ink=Ink.SECONDARY.value)
        _write(shape.table.cell(at, 1), value, edge=None)
    return [shape]


@draw.register
def _(spec: Grid, frame: pl.DataFrame, place: Place) -> list[Any]:
    """A heat map as a table: a number in each cell, the ground deeper the greater."""
    cells = GridCells(spec, frame)
    names, heads = [str(name) for name in cells.rows], [str(name) for name in cells.columns]
    box = place.box
    first = min(max(width_of(name, SMALLEST) for name in names) + 2 * _SIDE + 4, box.width * 0.36)
    names = shortened_apart(names, first - 2 * _SIDE, SMALLEST)
    wide = (box.width - first) / max(len(heads), 1)
    inside = wide - 2 * _SIDE
    upright = max(width_of(word, SMALLEST, bold=True) for h in heads for word in h.split()) > inside
    if upright:
        head = _upright(heads, inside) + 2 * _SIDE
    else:
        folded = max(len(lines_of(name, inside, SMALLEST, bold=True)) for name in heads)
        head = height_of(folded, SMALLEST) + 2 * _ABOVE + 1
    tall = SMALLEST * LINE + _ABOVE + 0.5
    shown = names[: max(int((box.height - head) / tall), 1)]
    if len(shown) < len(names):
        place.notes.append(f"{len(names) - len(shown)} more rows in the Excel file.")
    if cells.any_few:
        place.notes.append(f"○ {TOO_FEW}.")
    shape = _table(
        Layout((first, *[wide] * len(heads)), (head, *[tall] * len(shown))),
        place,
    )
    made = shape.table
    made.first_col = True
    _write(made.cell(0, 0), "", bold=True)
    for across, name in enumerate(heads, start=1):
        if upright:  # broken by hand: LibreOffice makes room for the whole line
            broken = lines_of(name, head - 2 * _SIDE, SMALLEST, bold=True)
            _write(made.cell(0, across), "\n".join(broken), bold=True)
        else:
            _write(made.cell(0, across), name, bold=True)
        if upright:
            made.cell(0, across)._tc.get_or_add_tcPr().set("vert", "vert270")
            made.cell(0, across).vertical_anchor = MSO_ANCHOR.MIDDLE
    for down, (name, row) in enumerate(zip(shown, cells.rows, strict=False), start=1):
        _write(made.cell(down, 0), name)
        for across, column in enumerate(cells.columns, start=1):
            found = cells.cell(row, column)
            _write(made.cell(down, across), found.marked, middle=True, ground=found.ground,
                   edge=Surface.EMPTY.value)  # fmt: skip
    for each in made.iter_cells():
        each.margin_top = each.margin_bottom = Pt(_ABOVE / 2)
    return [shape]


def _upright(heads: Sequence[str], wide: float) -> float:
    """How tall upright heads are, folded to as many lines as a column is wide."""
    most = max(int(wide / (SMALLEST * LINE)), 1)
    tall = max(width_of(word, SMALLEST, bold=True) for head in heads for word in head.split())
    while any(len(lines_of(head, tall, SMALLEST, bold=True)) > most for head in heads):
        tall += 4
    return tall


def scores_in(exhibit: Exhibit) -> set[int]:
    """Which columns of the table hold scores of quality statements."""
    return {place for place, name in enumerate(exhibit.columns) if name in SCORES}


def table_texts(exhibit: Exhibit) -> tuple[list[str], list[list[str]], set[int]]:
    """A table's heads, its values as people read them, and which columns hold numbers."""
    frame = exhibit.table()
    rows = [[legible(text) for text in row] for row in texts_of(exhibit)]
    numbers = {at for at, series in enumerate(frame) if to_the_right(series)}
    return list(frame.columns), rows, numbers
