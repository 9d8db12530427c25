"""An exhibit that rests on a field which nobody ever filled says so, and nothing else: what was not
recorded is not "no", and not 0."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from components.exhibits.exhibit import Content
from measures.statistics.recorded import recorded
from vocabulary.verdict import Verdict


def unless_not_recorded(content: Content, rows: pl.DataFrame, said: str, *fields: str) -> Content:
    """The content, unless there are rows in view and none has a value in any of `fields`: then
    only `said`, such as "Who owns actions is not recorded"."""
    if rows.is_empty() or recorded(rows, *fields):
        return content
    return replace(
        content,
        headline=said,
        frame=content.frame.clear(),
        alternative=said,
        verdict="",
        judged=Verdict.NOT_RECORDED,
        meaning="",
        chart=None,
        signal="unknown",
        due=None,
        rate=None,
        unrecorded=True,
    )


def blank_unless_recorded(frame: pl.DataFrame, rows: pl.DataFrame, **fields: str) -> pl.DataFrame:
    """The frame without values in the columns (named first) that count a field of `rows` which
    none of them has a value for."""
    told = recorded(rows, *set(fields.values()))
    silent = [column for column, field in fields.items() if field not in told]
    return frame.with_columns(pl.lit(None, frame.schema[name]).alias(name) for name in silent)
