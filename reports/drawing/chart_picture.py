"""An exhibit's chart as a picture in a written report."""

from __future__ import annotations

from typing import Final

from components.exhibits.exhibit import Exhibit
from reports.documents.written_report import Part, Picture
from reports.drawing import chart as drawing

_WIDTH_MM: Final = 164.0
_TALLEST_MM: Final = 120.0


def chart_picture(exhibit: Exhibit) -> list[Part]:
    """The chart with its finding as a caption; nothing where the exhibit has no chart."""
    if exhibit.chart is None:
        return []
    tall = min(drawing.height_mm(exhibit, _WIDTH_MM), _TALLEST_MM)
    drawn = drawing.draw_chart(exhibit, _WIDTH_MM, tall)
    return [
        Picture(
            drawn.svg(),
            drawn.png(),
            exhibit.alternative or exhibit.headline,
            f"{exhibit.headline}. {exhibit.subtitle}. Source: {exhibit.source}",
            _WIDTH_MM,
        )
    ]
