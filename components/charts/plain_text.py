"""Words of people's own in a Plotly figure, shown as they were written.

Plotly reads `<b>` and `&lt;` in any text as its own small HTML: a team called "A <b>" would lose
its sign, and a tag that is not closed would take what follows.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any

import polars as pl

from vocabulary.shown import TURNS, inert

_SIGNS = f"[<&]|{TURNS.pattern}"
_ENTITY = re.compile(r"&(?=#?\w+;)")


def as_written(text: str) -> str:
    """The text so that Plotly shows it letter by letter."""
    text = inert(text)
    if "<" not in text and "&" not in text:
        return text
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;")


def from_plotly(text: str) -> str:
    """The text as it was before `as_written`."""
    return unescape(text) if "&" in text else text


def frame_as_written(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its texts as Plotly shows them letter by letter; the same one where none has
    a sign that Plotly reads."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    signs = [
        name for name in texts if frame.get_column(name).str.contains(_SIGNS).any(ignore_nulls=True)
    ]
    return frame.with_columns(
        pl.col(name).map_elements(as_written, return_dtype=pl.String) for name in signs
    )


def spec_as_written(spec: Any) -> Any:
    """A specification with the words in it so; names of columns have no such signs."""
    if isinstance(spec, str):
        return as_written(spec)
    if type(spec) is tuple:
        return tuple(map(spec_as_written, spec))
    if not is_dataclass(spec) or isinstance(spec, type):
        return spec
    given = {each.name: getattr(spec, each.name) for each in fields(spec) if each.init}
    written = {name: spec_as_written(value) for name, value in given.items()}
    changed = {name: value for name, value in written.items() if value != given[name]}
    return replace(spec, **changed) if changed else spec
