"""Exhibits as JSON and back: what they show and nothing else, so that a later program shows the
same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final, get_args

import polars as pl

from components.charts.spec import ChartSpec
from components.exhibits.digest import drawn_columns
from components.exhibits.exhibit import Definition, Exhibit
from vocabulary.nature import Nature
from vocabulary.verdict import Verdict

_CHARTS: Final[Mapping[str, type]] = {each.__name__: each for each in get_args(ChartSpec)}
_TYPES: Final[Mapping[str, Any]] = {
    "text": pl.String(),
    "whole number": pl.Int64(),
    "number": pl.Float64(),
    "yes or no": pl.Boolean(),
    "day": pl.Date(),
}


def compact(value: Any) -> str:
    """The one way in which a value is written as JSON, in ASCII, so that the store keeps every sign
    as it is."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def exhibit_to_json(exhibit: Exhibit) -> dict[str, Any]:
    """An exhibit as JSON's values. Of its frame only what the table shows and the chart is drawn
    from."""
    shown = [name for name in exhibit.columns if name in exhibit.frame.columns]
    frame = exhibit.frame.select(list(dict.fromkeys([*shown, *drawn_columns(exhibit)])))
    return {
        "definition": asdict(exhibit.definition),
        "headline": exhibit.headline,
        "subtitle": exhibit.subtitle,
        "verdict": exhibit.verdict,
        "judged": exhibit.judged,
        "meaning": exhibit.meaning,
        "alternative": exhibit.alternative,
        "source": exhibit.source,
        "signal": exhibit.signal,
        "caveats": exhibit.caveats,
        "columns": list(exhibit.columns.items()),
        "frame": _frame_to_json(frame),
        "chart": _chart_to_json(exhibit.chart),
    }


def exhibit_of_json(told: Mapping[str, Any], council: str, nature: Nature) -> Exhibit:
    """The exhibit that `exhibit_to_json` was given. KeyError for a kind of chart or of column that
    is not known."""
    definition = dict(told["definition"])
    definition["caveats"] = tuple(definition["caveats"])
    return Exhibit(
        definition=Definition(**definition),
        headline=told["headline"],
        subtitle=told["subtitle"],
        verdict=told["verdict"],
        judged=Verdict(told["judged"]) if told["judged"] else None,
        meaning=told["meaning"],
        alternative=told["alternative"],
        source=told["source"],
        signal=told["signal"],
        caveats=tuple(told["caveats"]),
        columns=dict(told["columns"]),
        frame=_frame_of_json(told["frame"]),
        chart=_chart_of_json(told["chart"]),
        council=council,
        nature=nature,
        audience="public",
    )


def frozen(exhibit: Exhibit) -> Exhibit:
    """The exhibit as it will be read again: what is looked at before publishing is the same."""
    return exhibit_of_json(
        json.loads(compact(exhibit_to_json(exhibit))), exhibit.council, exhibit.nature
    )


def _frame_to_json(frame: pl.DataFrame) -> dict[str, Any]:
    columns = []
    for series in frame:
        name = _type_of(series.dtype)
        values = series.cast(_TYPES[name]).to_list()
        columns.append([series.name, name, [_plain(value) for value in values]])
    return {"columns": columns}


def _type_of(kind: pl.DataType) -> str:
    if kind.is_integer():
        return "whole number"
    if kind.is_float():
        return "number"
    if kind == pl.Boolean:
        return "yes or no"
    if kind == pl.Date:
        return "day"
    if kind in (pl.String, pl.Null, pl.Categorical) or isinstance(kind, pl.Enum):
        return "text"
    raise TypeError(f"a column of {kind} cannot be published")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _frame_of_json(told: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            pl.Series(
                name,
                [date.fromisoformat(v) if v and kind == "day" else v for v in values],
                _TYPES[kind],
            )
            for name, kind, values in told["columns"]
        ]
    )


def _chart_to_json(chart: ChartSpec | None) -> dict[str, Any] | None:
    return None if chart is None else {"kind": type(chart).__name__, **asdict(chart)}


def _chart_of_json(told: Mapping[str, Any] | None) -> ChartSpec | None:
    if told is None:
        return None
    fields = {name: _tuples(value) for name, value in told.items() if name != "kind"}
    chart: ChartSpec = _CHARTS[told["kind"]](**fields)
    return chart


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
