"""An exhibit's chart as a picture large enough to be read in a video call."""

from __future__ import annotations

import base64
from collections.abc import MutableMapping
from html import escape
from typing import Any

from components.edition import Edition

# The room a chart has on a screen of 1280 × 720, and the paper it is drawn on: labels of the
# drawing come out at 20 pixels and more.
_WIDTH_PX, _HEIGHT_PX = 1152, 372
_WIDTH_MM = 150.0


def picture(edition: Edition, place: int, kept: MutableMapping[Any, Any]) -> str:
    """The chart as HTML, drawn once; empty for an exhibit that is a list."""
    exhibit = edition.exhibits[place - 1]
    if exhibit.chart is None or exhibit.frame.is_empty():
        return ""
    at = ("picture", edition.title, edition.day, edition.audience, edition.as_at, place)
    if at not in kept:
        from reports.drawing import svg  # what draws files is not needed to open other pages

        height = _WIDTH_MM * _HEIGHT_PX / _WIDTH_PX
        data = base64.b64encode(svg(exhibit, _WIDTH_MM, height)).decode()
        kept[at] = (
            f'<img class="present-chart" alt="{escape(exhibit.alternative)}" '
            f'src="data:image/svg+xml;base64,{data}">'
        )
    return str(kept[at])
