"""Overall scores on the bands of ratings, every council named: a strip, not a table in order of
score."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import streamlit as st

from components import look
from components.charts.rules import bands
from components.charts.spec import DotDistribution
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibits.card import exhibit_tools
from vocabulary.ratings import BANDS
from vocabulary.shown import escape
from vocabulary.wording import sentence

MOST_NAMED: Final = 20
"""With more councils than this, names stand at the mark when one points at it, and in the table."""
_WIDTH, _LETTER = 1160, 7.4  # what names have room for on a laptop, in pixels
_LINE, _ABOVE = 17, 4
Row = dict[str, Any]


class _Box(NamedTuple):
    """Where a label lies under the strip, in pixels."""

    centre: float
    wide: float
    top: int
    bottom: int


def overall_strip(exhibit: Exhibit, page: str) -> None:
    """Draw the exhibit `peer_overall` as a card."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if isinstance(exhibit.chart, DotDistribution):
            st.html(strip_html(exhibit.chart, exhibit.frame.rows(named=True), exhibit.alternative))
        exhibit_tools(exhibit, page=page)


def strip_html(spec: DotDistribution, rows: list[Row], alternative: str) -> str:
    """The strip: bands, a mark a council, ours, and names under them."""
    values = [row["percentage"] for row in rows]
    own = [each for each in (spec.own, spec.own_low, spec.own_high) if each is not None]
    starts = [start for _, start in BANDS]
    low = max(start for start in starts if start <= min([*values, *own]))
    high = next((start for start in starts if start > max([*values, *own])), spec.high + 1)

    def at(value: float) -> float:
        return 100 * (value - low) / (high - low)

    inside = [each for each in bands(spec) if low <= each[1] < high]
    ground = "".join(
        f'<span class="peer-strip-band peer-strip-band-{BANDS.index((name, start))}" '
        f'style="left:{at(start):.2f}%;width:{at(min(end, high)) - at(start):.2f}%">'
        f"<i>{escape(sentence(name))}<em>, {start} to {end - 1}</em></i></span>"
        for name, start, end in inside
    )
    stacked: dict[int, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (not row["named"], row["name"])):
        stacked.setdefault(row["percentage"], []).append(row)
    above = 1 if spec.own is not None else 0
    dots = "".join(
        _dot(row, at(value), level + (above if value == spec.own else 0))
        for value, there in stacked.items()
        for level, row in enumerate(there)
    )
    tallest = max((len(there) + (above if v == spec.own else 0) for v, there in stacked.items()),
                  default=1)  # fmt: skip
    names, deep = (
        _names(spec, stacked, at) if len(rows) <= MOST_NAMED else _values(spec, stacked, at)
    )
    height = max(38, 14 * tallest + 12)
    return (
        f'<div class="peer-strip" role="img" aria-label="{escape(alternative)}">'
        f'<div class="peer-strip-bands" style="height:{height + 20}px">{ground}'
        f"{_ours(spec, at)}{dots}</div>"
        f'<div class="peer-strip-names" style="height:{deep}px">{names}</div></div>'
        f"{_said(spec, stacked)}"
    )


def _dot(row: Row, left: float, level: int) -> str:
    said = f"{row['name']}: {row['percentage']}%, {row['published']}"
    named = " peer-strip-dot-named" if row["named"] else ""
    return (
        f'<span class="peer-strip-dot{named}" data-says="{escape(said)}" '
        f'style="left:{left:.2f}%;bottom:{8 + 14 * level}px"></span>'
    )


def _ours(spec: DotDistribution, at: Any) -> str:
    if spec.own is not None:
        return f'<span class="peer-strip-us" style="left:{at(spec.own):.2f}%"></span>'
    if spec.own_low is None or spec.own_high is None:
        return ""
    left, right = at(spec.own_low), at(spec.own_high)
    return (
        f'<span class="peer-strip-range" style="left:{left:.2f}%;width:{right - left:.2f}%"></span>'
    )


def _labels(spec: DotDistribution, stacked: dict[int, list[Row]]) -> dict[int, list[str]]:
    """What stands under each value: ours first."""
    said = {value: [f"<b>{value}%</b>", *map(_name, there)] for value, there in stacked.items()}
    if spec.own is not None:
        us = f'<b class="peer-strip-our">{escape(spec.own_label)} {spec.own}%</b>'
        said[spec.own] = [us, *map(_name, stacked.get(spec.own, []))]
    return dict(sorted(said.items()))


def _name(row: Row) -> str:
    name = escape(row["name"])
    return f"<b>{name}</b>" if row["named"] else name


def _names(spec: DotDistribution, stacked: dict[int, list[Row]], at: Any) -> tuple[str, int]:
    """Names under their values, each as high as there is room without touching another; ours, which
    is the longest, where the others leave room."""
    lengths = {value: [len(row["name"]) for row in there] for value, there in stacked.items()}
    if spec.own is not None:
        lengths.setdefault(spec.own, []).append(len(spec.own_label) + 4)
    placed: list[_Box] = []
    found = []
    ours_last = sorted(_labels(spec, stacked).items(), key=lambda each: each[0] == spec.own)
    for value, lines in ours_last:
        wide = _LETTER * max(4, *lengths[value])
        centre = min(max(at(value) * _WIDTH / 100, wide / 2), _WIDTH - wide / 2)
        near = [each for each in placed if abs(each.centre - centre) * 2 < each.wide + wide + 16]
        deep = _LINE * len(lines)
        tops = sorted({0, *(each.bottom for each in near)})
        top = next(t for t in tops if all(t >= e.bottom or t + deep <= e.top for e in near))
        placed.append(_Box(centre, wide, top, top + deep))
        if top:
            place = f"left:{at(value):.2f}%;height:{top + _ABOVE}px"
            found.append(f'<i class="peer-strip-lead" style="{place}"></i>')
        found.append(
            f'<span class="peer-strip-name" style="left:{100 * centre / _WIDTH:.2f}%;'
            f'top:{top + _ABOVE}px">{"<br>".join(lines)}</span>'
        )
    deepest = max((each.bottom for each in placed), default=0)
    return "".join(found), deepest + 2 * _ABOVE


def _values(spec: DotDistribution, stacked: dict[int, list[Row]], at: Any) -> tuple[str, int]:
    """Of many councils, ours and the one beside us are named; the marks say the others."""
    few = {value: [row for row in there if row["named"]] for value, there in stacked.items()}
    few = {value: there for value, there in few.items() if there}
    return _names(spec, few, at)


def _said(spec: DotDistribution, stacked: dict[int, list[Row]]) -> str:
    """The same in words, for screens too narrow for names under marks."""
    items = "".join(
        f"<li><b>{value}%</b> {escape(', '.join(row['name'] for row in there))}</li>"
        for value, there in sorted(stacked.items())
    )
    us = f"<li><b>{spec.own}% {escape(spec.own_label)}</b></li>" if spec.own is not None else ""
    return f'<ul class="peer-strip-said" aria-hidden="true">{us}{items}</ul>'
