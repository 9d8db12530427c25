"""Everything a page says to its reader, as texts, and what its charts draw."""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.pages.harness import parts, words

# "None" may begin a sentence: "None is open."
MACHINE_WORDS = re.compile(
    r"\b(None(?! (is|are|of|was|were|has|have)\b)|nan|NaN|null|NaT|inf|Traceback|dtype|datetime"
    r"|undefined)\b"
)
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
CHOICES = ("selectbox", "multiselect", "segmented_control", "radio")
_ADDRESS = re.compile(r"https?://\S+")
_DRAWN = ("x", "y", "z", "values")
_WRITTEN = ("text", "hovertext", "hovertemplate", "texttemplate", "name", "title", "ticktext")


def charts(page: AppTest) -> list[dict[str, Any]]:
    """The figures of a page, as Plotly reads them."""
    return [json.loads(chart.proto.spec) for chart in parts(page, "plotly_chart")]


def blank_charts(page: AppTest) -> list[dict[str, Any]]:
    """The figures in which no point is drawn."""
    return [spec for spec in charts(page) if not any(_points(trace) for trace in spec["data"])]


def said(page: AppTest) -> Iterator[tuple[str, str]]:
    """Where something is said, and what: the page's own words, its charts' writing and their
    alternatives, tables' cells and headers, and what there is to choose."""
    yield "words", words(page)
    for spec in charts(page):
        for text in _writing(spec):
            yield "chart", text
    for chart in parts(page, "plotly_chart"):
        yield "alternative", chart.proto.alt
    for table in parts(page, "arrow_data_frame"):
        frame = table.value
        yield "table", " ".join(str(name) for name in frame.columns)
        for name in frame.columns:
            for value in frame[name].tolist():
                # An empty cell is drawn as "not known".
                if isinstance(value, str):
                    yield f"table, {name}", value
    for kind in CHOICES:
        for widget in parts(page, kind):
            yield kind, "\n".join([widget.label, *map(str, widget.options)])
    for kind in ("button", "text_input", "text_area", "caption", "markdown"):
        for element in parts(page, kind):
            yield kind, str(getattr(element, "label", "") or getattr(element, "value", "") or "")


def machine_words(page: AppTest) -> list[str]:
    """What no reader should meet: the names machines have for nothing, and dates of theirs."""
    return [
        f"{where}: {text[max(0, found.start() - 60) : found.end() + 60]}"
        for where, said_there in said(page)
        for text in [_ADDRESS.sub("", said_there)]  # a source on the web has dates of its own
        for pattern in (MACHINE_WORDS, ISO_DATE)
        if (found := pattern.search(text))
    ]


def _points(trace: dict[str, Any]) -> int:
    """How many points of a trace have a place."""
    columns = [_values(trace[name]) for name in _DRAWN if name in trace]
    if not columns or trace.get("visible") is False:
        return 0
    return sum(all(_known(value) for value in point) for point in zip(*columns, strict=False))


def _values(column: Any) -> list[Any]:
    if isinstance(column, dict):
        return list(np.frombuffer(base64.b64decode(column["bdata"]), dtype=column["dtype"]))
    return list(column)


def _known(value: Any) -> bool:
    if isinstance(value, list):
        return any(_known(each) for each in value)
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _writing(node: Any, name: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "template":
                yield from _writing(value, key if key not in {"font"} else name)
    elif isinstance(node, list):
        for value in node:
            yield from _writing(value, name)
    elif isinstance(node, str) and name in _WRITTEN:
        yield node
