"""Reading a deck back as PowerPoint does: its texts, and the figures behind its charts."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pptx.slide import Slide

_CACHED = ".//c:numCache/c:pt/c:v"
_FIRST_DAY = date(1899, 12, 30)  # from which PowerPoint counts days


def slides(file: bytes) -> list[Slide]:
    return list(Presentation(io.BytesIO(file)).slides)


def shapes(slide: Slide) -> list[Any]:
    """A slide's shapes; what each has is asked of it."""
    return list(slide.shapes)


def texts(slide: Slide) -> list[str]:
    """Every text on a slide: boxes, cells of tables, texts for those who cannot see it."""
    told = [shape.text_frame.text for shape in shapes(slide) if shape.has_text_frame]
    told += [text for row in table_rows(slide) for text in row]
    return [*told, *described(slide)]


def described(slide: Slide) -> list[str]:
    """The texts that say in words what charts and tables show."""
    found = [shape._element.xpath(".//p:cNvPr/@descr") for shape in shapes(slide)]
    return [text for texts in found for text in texts if text]


def title(slide: Slide) -> str:
    return slide.shapes.title.text_frame.text if slide.shapes.title is not None else ""


def table_rows(slide: Slide) -> list[list[str]]:
    tables = [shape.table for shape in shapes(slide) if shape.has_table]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def chart_numbers(slide: Slide) -> set[float]:
    """The numbers a slide's charts draw, and those in the workbooks behind them; days as numbers,
    counted as spreadsheets do."""
    found: set[float] = set()
    for shape in shapes(slide):
        if shape.has_chart:
            space = shape.chart.part._element
            found |= {float(value.text) for value in space.xpath(_CACHED)}
            found |= _in_workbook(shape.chart.part.chart_workbook.xlsx_part.blob)
    return found


def serial(day: date) -> float:
    """A day as spreadsheets count it."""
    return float((day - _FIRST_DAY).days)


def _in_workbook(file: bytes) -> set[float]:
    cells = [
        value
        for sheet in load_workbook(io.BytesIO(file))
        for row in sheet.iter_rows(values_only=True)
        for value in row
    ]
    days = {serial(value.date()) for value in cells if isinstance(value, datetime)}
    return days | {float(value) for value in cells if isinstance(value, int | float)}
