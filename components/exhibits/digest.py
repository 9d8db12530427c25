"""The digest of an exhibit: the same digest, the same texts and numbers shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields

import polars as pl

from components.charts.spec import ChartSpec
from components.exhibits.exhibit import Exhibit


def digest(exhibit: Exhibit) -> str:
    """SHA-256 of everything an exhibit shows, and of nothing else: texts, table and what is drawn.
    A number that is hidden cannot be tried until the digest fits. When it was made, and how, leave
    no mark in it."""
    return digest_with(exhibit, exhibit.frame.select(drawn_columns(exhibit)))


def drawn_columns(exhibit: Exhibit) -> list[str]:
    """The columns of the frame that the chart is drawn from."""
    if exhibit.chart is None:
        return []
    named: set[str] = set()
    for each in fields(exhibit.chart):
        value = getattr(exhibit.chart, each.name)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            named.update(text for text in (part if isinstance(part, tuple) else (part,)) if text)
    return [column for column in exhibit.frame.columns if column in named]


def digest_with(exhibit: Exhibit, frame: pl.DataFrame) -> str:
    """SHA-256 of an exhibit's texts and table, and of a frame."""
    table = exhibit.table()
    return sha256(
        [
            exhibit.key,
            exhibit.headline,
            exhibit.subtitle,
            exhibit.verdict,
            exhibit.meaning,
            exhibit.alternative,
            exhibit.source,
            exhibit.all_caveats,
            exhibit.audience,
            exhibit.nature,
            _drawn_as(exhibit.chart),
            table.columns,
            [str(kind) for kind in table.dtypes],
            _rows(frame),
            _rows(table),
        ]
    )


def _drawn_as(chart: ChartSpec | None) -> str:
    """What the chart is, and what was added to it that specifications of before did not have."""
    added = (
        {each.name: getattr(chart, each.name) for each in fields(chart) if not each.repr}
        if chart
        else {}
    )
    told = {name: value for name, value in added.items() if value}
    return f"{chart!r}{told or ''}"


def sha256(value: object) -> str:
    """SHA-256 of a plain value, 64 hexadecimal digits."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(frame: pl.DataFrame) -> Sequence[object]:
    return [[_plain(value) for value in row] for row in frame.iter_rows()]


def _plain(value: object) -> object:
    # The last digits of a sum can depend on the processor; no screen shows more than these.
    return f"{value:.9g}" if isinstance(value, float) else value
