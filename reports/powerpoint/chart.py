"""What PowerPoint's own charts have in common: their workbook, letters, axes and labels.

Charts stay charts: whoever gets the file can open the workbook behind one and change it. Lengths
are in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import singledispatch
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import polars as pl
from pptx.chart.axis import ValueAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt
from xlsxwriter import Workbook

from components.tokens import Ink, Surface
from reports.office_file import legible
from reports.powerpoint.text import SMALLEST, Box, width_of

_NAMESPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
CIRCLE: Final = XL_MARKER_STYLE.CIRCLE
SQUARE: Final = XL_MARKER_STYLE.SQUARE
TRIANGLE: Final = XL_MARKER_STYLE.TRIANGLE
LEGEND: Final = SMALLEST * 1.72  # its height
ROW: Final = SMALLEST * 1.24  # the least height of a row of the smallest letters
AXIS: Final = SMALLEST * 1.72  # the height of what stands below a chart


@dataclass(frozen=True)
class Place:
    """Where a chart goes, what it is called, and what it says to those who do not see it.

    notes: what is to stand below it, in words, is added here by whoever draws.
    """

    slide: Slide
    box: Box
    name: str
    alternative: str
    produced: datetime
    notes: list[str] = field(default_factory=list)


@singledispatch
def draw(spec: object, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Put a specification's chart on a slide; returns the shapes in reading order.

    What is left out, or to be known of the chart, is added to the place's notes.
    """
    raise TypeError(f"no chart for {type(spec).__name__}")


@singledispatch
def drawable(spec: object, frame: pl.DataFrame) -> bool:
    """Whether there is anything to draw."""
    return frame.height > 0


class _Plain:
    """A workbook in which every text stays a text, and whose moment is the pack's."""

    _chart_data: Any

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(
            xlsx_file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        produced = self._chart_data.produced.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"created": produced})
        yield workbook, workbook.add_worksheet()
        workbook.close()


class _CategoryWorkbook(_Plain, CategoryWorkbookWriter):
    def __init__(self, chart_data: Categories) -> None:
        super().__init__(chart_data)  # type: ignore[no-untyped-call]


class _XyWorkbook(_Plain, XyWorkbookWriter):
    def __init__(self, chart_data: Points) -> None:
        super().__init__(chart_data)  # type: ignore[no-untyped-call]


class Categories(CategoryChartData):
    """Series over categories."""

    def __init__(self, produced: datetime, number_format: str = "General") -> None:
        super().__init__(number_format)  # type: ignore[no-untyped-call]
        self.produced = produced

    def add_series(
        self, name: str, values: Iterable[Any] = (), number_format: str | None = None
    ) -> Any:
        """A series with a value a category."""
        return super().add_series(legible(name), values, number_format)  # type: ignore[no-untyped-call]

    @property
    def _workbook_writer(self) -> _CategoryWorkbook:
        return _CategoryWorkbook(self)


class Points(XyChartData):
    """Points by two values."""

    def __init__(self, produced: datetime, number_format: str = "General") -> None:
        super().__init__(number_format)  # type: ignore[no-untyped-call]
        self.produced = produced

    def add_series(self, name: str, number_format: str | None = None) -> Any:
        """A series, to which points are to be added."""
        return super().add_series(legible(name), number_format)  # type: ignore[no-untyped-call]

    @property
    def _workbook_writer(self) -> _XyWorkbook:
        return _XyWorkbook(self)


def frame_of(place: Place, kind: XL_CHART_TYPE, data: Any, box: Box | None = None) -> Any:
    """A chart on the slide, with our letters and without a title of its own."""
    at = box or place.box
    shape: Any = place.slide.shapes.add_chart(
        kind, Pt(at.left), Pt(at.top), Pt(at.width), Pt(at.height), data
    )
    named(shape, place.name, place.alternative)
    chart = shape.chart
    chart.has_title = False
    chart.has_legend = False
    chart.font.size, chart.font.color.rgb = Pt(SMALLEST), colour(Ink.TEXT)
    return shape


def named(shape: Any, name: str, alternative: str) -> None:
    """Give a shape its name in the list of shapes and its text alternative."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.set("name", legible(name))
    about.set("descr", legible(alternative))


def colour(hexadecimal: str) -> RGBColor:
    """A colour of ours as PowerPoint's."""
    made: RGBColor = RGBColor.from_string(str(hexadecimal).removeprefix("#"))
    return made


def inner(chart: Chart, box: Box, left: float, top: float, right: float, bottom: float) -> None:
    """Where the plot lies in the chart: margins in points around it."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    wide, tall = box.width, box.height
    area.insert(
        0,
        parse_xml(
            f'<c:layout {_NAMESPACES}><c:manualLayout><c:layoutTarget val="inner"/>'
            '<c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{left / wide:.5f}"/><c:y val="{top / tall:.5f}"/>'
            f'<c:w val="{max(wide - left - right, 10) / wide:.5f}"/>'
            f'<c:h val="{max(tall - top - bottom, 10) / tall:.5f}"/>'
            "</c:manualLayout></c:layout>"
        ),
    )


def legend(
    chart: Chart, box: Box, *, left: float, top: float, without: Sequence[int] = (),
    right: bool = False,
) -> None:  # fmt: skip
    """A legend at a place, above the plot or right of it, without some of the series."""
    chart.has_legend = True
    shown = chart.legend
    shown.position = XL_LEGEND_POSITION.RIGHT if right else XL_LEGEND_POSITION.TOP
    shown.include_in_layout = False
    shown.font.size, shown.font.color.rgb = Pt(SMALLEST), colour(Ink.TEXT)
    element = shown._element
    position = element.find(qn("c:legendPos"))
    for place in reversed(without):
        position.addnext(
            parse_xml(
                f'<c:legendEntry {_NAMESPACES}><c:idx val="{place}"/><c:delete val="1"/>'
                "</c:legendEntry>"
            )
        )
    for old in element.findall(qn("c:layout")):
        element.remove(old)
    element.find(qn("c:overlay")).addprevious(
        parse_xml(
            f'<c:layout {_NAMESPACES}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{left / box.width:.5f}"/><c:y val="{top / box.height:.5f}"/>'
            "</c:manualLayout></c:layout>"
        )
    )


def value_axis(
    axis: ValueAxis, low: float, high: float, step: float | None, number_format: str,
    *, lines: bool = True,
) -> None:  # fmt: skip
    """From low to high, in steps, with quiet lines; no line of its own."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = low, high, step
    axis.has_major_gridlines = lines
    if lines:
        axis.major_gridlines.format.line.color.rgb = colour(Surface.EMPTY)
        axis.major_gridlines.format.line.width = Pt(0.75)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.tick_labels.number_format = number_format
    axis.tick_labels.number_format_is_linked = False
    letters(axis, Ink.SECONDARY)


def letters(axis: Any, ink: Ink) -> None:
    """The axis's letters, upright."""
    axis.tick_labels.font.size = Pt(SMALLEST)
    axis.tick_labels.font.color.rgb = colour(ink)
    body = axis._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", "0")
    body.set("vert", "horz")


def category_axis(axis: Any) -> None:
    """A line and names, without ticks."""
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = colour(Ink.TEXT)
    axis.format.line.width = Pt(1)
    letters(axis, Ink.TEXT)


def line(series: Any, ink: str, width: float, dash: MSO_LINE | None = None) -> None:
    """A series' line without marks."""
    series.smooth = False
    series.format.line.color.rgb = colour(ink)
    series.format.line.width = Pt(width)
    if dash is not None:
        series.format.line.dash_style = dash
    series.marker.style = XL_MARKER_STYLE.NONE


def marks(series: Any, style: XL_MARKER_STYLE, ink: str, size: int, *, filled: bool = True) -> None:
    """A series of marks without a line between them."""
    series.smooth = False
    series.format.line.fill.background()
    mark(series.marker, style, ink, size, filled=filled)


def mark(
    marker: Any, style: XL_MARKER_STYLE, ink: str, size: int, *, filled: bool = True,
    ground: str = Surface.DISABLED.value,
) -> None:  # fmt: skip
    """How a mark looks; one that is not filled has an edge on a paler ground (a white one would
    not be seen in LibreOffice, which draws no edges)."""
    marker.style, marker.size = style, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour(ink if filled else ground)
    marker.format.line.color.rgb = colour(ink)
    marker.format.line.width = Pt(1.75)


def fill(part: Any, ink: str, *, edge: str | None = None, width: float = 0.75) -> None:
    """The ground and edge of a bar."""
    part.format.fill.solid()
    part.format.fill.fore_color.rgb = colour(ink)
    if edge:
        part.format.line.color.rgb = colour(edge)
        part.format.line.width = Pt(width)


@dataclass(frozen=True)
class Labels:
    """What stands beside a series' points.

    number_format: of values. position: ctr, inBase, inEnd, outEnd, l, r, t or b. shows: "val",
    "name" (of the series) or both. only: these points (None: all). texts: words in place of the
    value, by point. nudged: by point, how many points of height it is moved down.
    """

    number_format: str = "#,##0"
    position: str = "outEnd"
    ink: str = Ink.TEXT.value
    bold: bool = False
    shows: tuple[str, ...] = ("val",)
    only: frozenset[int] | None = None
    without: frozenset[int] = frozenset()
    texts: Mapping[int, str] = field(default_factory=dict)
    nudged: Mapping[int, float] = field(default_factory=dict)


_AFTER: Final = ("c:trendline", "c:errBars", "c:cat", "c:val", "c:xVal", "c:yVal", "c:shape")


def label(series: Any, labels: Labels, box: Box) -> None:
    """Write labels beside a series' points."""
    element = series._element
    for old in element.findall(qn("c:dLbls")):
        element.remove(old)
    made = parse_xml(_labels(labels, box))
    following = next(found for name in _AFTER if (found := element.find(qn(name))) is not None)
    following.addprevious(made)


def _labels(labels: Labels, box: Box) -> str:
    special = {*labels.texts, *(labels.only or ()), *labels.nudged} - labels.without
    single = "".join(
        f'<c:dLbl><c:idx val="{point}"/>'
        + (
            '<c:delete val="1"/>'
            if point in labels.without
            else _nudge(labels.nudged.get(point), box)
            + _words(labels, point)
            + _shown(labels, position=True)
        )
        + "</c:dLbl>"
        for point in sorted(special | labels.without)
    )
    everywhere = labels.only is None and not (labels.texts and not labels.shows)
    return f"<c:dLbls {_NAMESPACES}>{single}{_shown(labels, position=everywhere)}</c:dLbls>"


def _nudge(down: float | None, box: Box) -> str:
    if not down:
        return ""
    return (
        '<c:layout><c:manualLayout><c:x val="0"/>'
        f'<c:y val="{down / box.height:.5f}"/></c:manualLayout></c:layout>'
    )


def _words(labels: Labels, point: int) -> str:
    if point not in labels.texts:
        return ""
    return (
        f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>{_run(labels, "rPr")}'
        f"<a:t>{escape(legible(labels.texts[point]))}</a:t></a:r></a:p></c:rich></c:tx>"
    )


def _run(labels: Labels, name: str) -> str:
    ink = labels.ink.removeprefix("#")
    return (
        f'<a:{name} lang="en-GB" sz="{SMALLEST * 100:.0f}" b="{int(labels.bold)}"><a:solidFill>'
        f'<a:srgbClr val="{ink}"/></a:solidFill></a:{name}>'
    )


def _shown(labels: Labels, *, position: bool) -> str:
    shows = labels.shows if position else ()
    return (
        f'<c:numFmt formatCode={quoteattr(labels.number_format)} sourceLinked="0"/>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr rot="0" vert="horz" wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f'{_run(labels, "defRPr")}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        f'<c:dLblPos val="{labels.position}"/><c:showLegendKey val="0"/>'
        f'<c:showVal val="{int("val" in shows or (position and not shows))}"/>'
        '<c:showCatName val="0"/>'
        f'<c:showSerName val="{int("name" in shows)}"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/><c:separator> </c:separator>'
    )


def names_of(frame: pl.DataFrame, column: str) -> list[str]:
    """A column's values as names."""
    return [legible(str(name)) for name in frame.get_column(column)]


def widest(texts: Sequence[str], *, bold: bool = False) -> float:
    """How wide the widest of some labels is."""
    return max((width_of(text, SMALLEST, bold=bold) for text in texts), default=0.0)


def first_rows(frame: pl.DataFrame, most: int, place: Place) -> pl.DataFrame:
    """The first rows, as many as can be read; where that is not all, the place's notes say so."""
    shown = frame.head(max(most, 1))
    if shown.height < frame.height:
        place.notes.append(f"{frame.height - shown.height:,} more in the Excel file.")
    return shown
