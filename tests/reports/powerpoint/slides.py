"""What a presentation holds, as python-pptx reads it back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn


def opened(file: bytes) -> Any:
    """The presentation."""
    return Presentation(io.BytesIO(file))


def texts(shape: Any) -> list[str]:
    """What is written in a shape, its chart's words included."""
    if shape.has_text_frame:
        return [shape.text_frame.text]
    if shape.has_table:
        return [cell.text_frame.text for cell in shape.table.iter_cells()]
    if shape.has_chart:
        space = shape.chart._chartSpace
        return [tag.text or "" for tag in space.iter(qn("c:v"), qn("a:t"))]
    return []


def said(slide: Any) -> str:
    """Everything written on a slide."""
    return " ".join(" ".join(text for shape in slide.shapes for text in texts(shape)).split())


def charts(slide: Any) -> list[Any]:
    """A slide's charts."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def values(chart: Any) -> dict[str, list[float | None]]:
    """A chart's values (upwards) by series."""
    return {series.name: list(series.values) for plot in chart.plots for series in plot.series}


def points(chart: Any) -> dict[str, list[tuple[float, float]]]:
    """The points of a chart of points, by series."""
    found: dict[str, list[tuple[float, float]]] = {}
    for series in chart.plots[0].series:
        sides = [
            [float(v.text) for v in series._element.find(qn(side)).iter(qn("c:v"))]
            for side in ("c:xVal", "c:yVal")
        ]
        found[series.name] = list(zip(*sides, strict=True))
    return found


def categories(chart: Any) -> list[str]:
    """A chart's names."""
    return [str(name) for name in chart.plots[0].categories]


def workbooks(file: bytes) -> Iterator[Any]:
    """The first sheet behind each chart."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                yield load_workbook(io.BytesIO(packed.read(name))).worksheets[0]
