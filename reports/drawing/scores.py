"""How scores are drawn: opposed bars, councils along a scale, shares, a timeline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, cast

import polars as pl

from components.charts.label_places import Mark, label_places
from components.charts.spec import DotDistribution, OpposedBars, ScoreShares, ScoreTimeline
from components.look.tokens import Ink, Signal, Surface
from components.look.tokens import Scale as Band
from measures.ratings.rating import SCORE_NAMES
from reports.drawing.canvas import SMALL, Canvas, Scale, width_of
from reports.drawing.parts import draw, key, months, needs, rows, rows_mm

_SHADES: Final = ("#FFFFFF", Band.FIRST.value, Band.SECOND.value, Band.THIRD.value)
_KINDS: Final = {
    "published": ("o", Signal.BRAND.value, True),
    "self_assessed": ("D", Ink.SECONDARY.value, False),
    "peer_review": ("s", Ink.SECONDARY.value, False),
}


def opposed_rows(spec: OpposedBars, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that are drawn."""
    return frame.filter((pl.col(spec.left) + pl.col(spec.right)) > 0).head(spec.shown)


@needs.register
def _(spec: OpposedBars, frame: pl.DataFrame, width_mm: float) -> float:
    names = [str(name) for name in opposed_rows(spec, frame).get_column(spec.category)]
    return rows_mm(names, width_mm, besides=24)


@draw.register
def _(spec: OpposedBars, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Two counts a row, left and right of a middle line, each with its number."""
    shown = opposed_rows(spec, frame)
    lines = rows(
        canvas, [str(name) for name in shown.get_column(spec.category)],
        top=20, bottom=canvas.height - 2,
    )  # fmt: skip
    sides = (
        (spec.left, spec.left_label, Signal.ATTENTION.value, -1),
        (spec.right, spec.right_label, Signal.BRAND.value, 1),
    )
    most = max((*shown.get_column(spec.left), *shown.get_column(spec.right), 1))
    middle = (lines.left + canvas.width) / 2
    room = width_of(f"{most:,}") + 8
    scale = Scale(0, most, 0, (canvas.width - lines.left) / 2 - room)
    for column, label, colour, way in sides:
        side = "right" if way < 0 else "left"
        canvas.words(middle + way * 6, 9, label, colour=colour, bold=True, side=side)  # type: ignore[arg-type]
        for y, count in zip(lines.middles, shown.get_column(column), strict=True):
            if not count:
                continue
            end, half = middle + way * scale(count), lines.tall * 0.29
            canvas.block(min(middle, end), y - half, max(middle, end), y + half, colour=colour)
            canvas.words(end + way * 4, y, f"{count:,}", side=side, size=lines.size)  # type: ignore[arg-type]
    canvas.line([(middle, 18), (middle, canvas.height)], colour=Ink.TEXT.value, width=0.8)


@needs.register
def _(spec: DotDistribution, frame: pl.DataFrame, width_mm: float) -> float:
    return min(100.0, 36 + 5.2 * _tallest(spec, frame))


def _tallest(spec: DotDistribution, frame: pl.DataFrame) -> int:
    return max(frame.group_by(spec.value).len().get_column("len").to_list(), default=1)


@draw.register
def _(spec: DotDistribution, frame: pl.DataFrame, canvas: Canvas) -> None:
    """A dot a council, stacked along the scale and its bands; ours a diamond below."""
    stacked = (
        frame.drop_nulls(spec.value)
        .sort(spec.value, spec.highlight, descending=[False, True])
        .with_columns(level=pl.int_range(1, pl.len() + 1).over(spec.value))
    )
    legend = [
        ("o", Ink.QUIET.value, True, spec.highlight_label),
        ("o", Ink.QUIET.value, False, spec.other_label),
    ]
    top = key(canvas, [entry for entry in legend if entry[3]], top=0) + 4
    foot = canvas.height - (36 if spec.own is not None else 46)
    scale = Scale(spec.low, spec.high + 1, 12, canvas.width - 14)
    _bands(spec, canvas, scale, top, foot)
    tall = min(13.0, (foot - top - 22) / max(_tallest(spec, stacked), 1))
    for row in stacked.iter_rows(named=True):
        canvas.mark(
            scale(row[spec.value]), foot - tall * (row["level"] - 0.4), "o",
            colour=Ink.QUIET.value, size=min(8.5, tall * 0.72), filled=bool(row[spec.highlight]),
        )  # fmt: skip
    below = foot + 20
    if spec.own is not None:
        x = scale(spec.own)
        canvas.mark(x, below, "D", colour=Signal.BRAND.value, size=9)
        _own(canvas, x, below, f"{spec.own_label} {spec.own}%", 9)
    elif spec.own_low is not None and spec.own_high is not None:
        low, high = scale(spec.own_low), scale(spec.own_high)
        canvas.line([(low, below), (high, below)], colour=Signal.BRAND.value, width=3)
        for end in (low, high):
            canvas.mark(end, below, "o", colour=Signal.BRAND.value, size=7)
        text = f"{spec.own_label}: {spec.own_low} to {spec.own_high}% still possible"
        half = width_of(text, bold=True) / 2
        canvas.words(
            min(max((low + high) / 2, half), canvas.width - half), below + 12, text,
            colour=Signal.BRAND.value, bold=True, side="center",
        )  # fmt: skip


def _own(canvas: Canvas, x: float, y: float, text: str, away: float) -> None:
    """Our name beside our mark, on the side where there is room."""
    wide = width_of(text, bold=True)
    right = x + away + wide <= canvas.width
    canvas.words(
        x + away if right else x - away, y, text, colour=Signal.BRAND.value, bold=True,
        side="left" if right else "right",
    )  # fmt: skip


def _bands(spec: DotDistribution, canvas: Canvas, scale: Scale, top: float, foot: float) -> None:
    ends = [start for _, start in spec.bands[1:]] + [spec.high + 1]
    shades = (Surface.GROUND, Surface.BAND, Surface.GROUND, Surface.BAND)
    for (name, start), end, shade in zip(spec.bands, ends, shades, strict=False):
        canvas.block(scale(start), top, scale(end), foot, colour=shade.value)
        canvas.words(
            (scale(start) + scale(end)) / 2, top + 9, name.capitalize(), side="center", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip
    canvas.line([(scale.start, foot), (scale.end, foot)], colour=Ink.TEXT.value, width=0.7)
    for tick in [start for _, start in spec.bands] + [spec.high]:
        canvas.words(
            scale(tick), foot + 3, f"{tick}%", side="center", at="top", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip


@needs.register
def _(spec: ScoreShares, frame: pl.DataFrame, width_mm: float) -> float:
    names = [str(name) for name in frame.get_column(spec.category)]
    return rows_mm(names, width_mm, besides=22)


@draw.register
def _(spec: ScoreShares, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Four blocks a row with how many councils have each score; ours edged and named."""
    own = frame.get_column(spec.own).to_list()
    lines = rows(
        canvas, [str(name) for name in frame.get_column(spec.category)],
        top=20, bottom=canvas.height - 2,
    )  # fmt: skip
    wide = (canvas.width - lines.left - 4) / 4
    most = max(max(frame.get_column(column)) for column in spec.counts) or 1
    for score, column in enumerate(spec.counts, start=1):
        left = lines.left + wide * (score - 1)
        canvas.words(
            left + wide / 2, 9, f"{score} {SCORE_NAMES[score]}", side="center", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip
        for place, (y, count) in enumerate(
            zip(lines.middles, frame.get_column(column), strict=True)
        ):
            ours = own[place] == score
            share = (count or 0) / most
            canvas.block(
                left + 2, y - lines.tall * 0.4, left + wide - 2, y + lines.tall * 0.4,
                colour=_SHADES[(share > 0) + (share > 1 / 3) + (share > 2 / 3)],
                edge=Signal.BRAND.value if ours else Surface.EMPTY.value,
                width=1.8 if ours else 0.5,
            )  # fmt: skip
            canvas.words(
                left + wide / 2, y, f"{count}  ◆ ours" if ours else str(count), side="center",
                bold=ours, size=lines.size,
            )  # fmt: skip


@needs.register
def _(spec: ScoreTimeline, frame: pl.DataFrame, width_mm: float) -> float:
    return 74.0


@draw.register
def _(spec: ScoreTimeline, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Scores from 1 to 4 over time, one shape a kind, each named beside one of its marks."""
    names = [f"{score} {SCORE_NAMES[score]}" for score in range(1, 5)]
    left, foot = max(width_of(name) for name in names) + 10, canvas.height - 18
    y = Scale(0.4, 4.7, foot, 2)
    for score, name in enumerate(names, start=1):
        canvas.line(
            [(left, y(score)), (canvas.width, y(score))], colour=Surface.EMPTY.value, width=0.7
        )
        canvas.words(left - 8, y(score), name, side="right")
    canvas.line([(left, foot), (canvas.width, foot)], colour=Ink.TEXT.value, width=0.7)
    given = frame.drop_nulls([spec.day, spec.score])
    if not given.height:
        return
    days = given.get_column(spec.day)
    first, last = cast("date", days.min()), cast("date", days.max())
    room = max(timedelta(days=122), (last - first) / 6)
    begin, end = first - room, last + room
    x = Scale(begin.toordinal(), end.toordinal(), left, canvas.width)
    for day in months(begin, end, most=6):
        canvas.words(
            x(day.toordinal()), foot + 4, f"{day:%b %Y}", side="center", at="top", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip
    marks = [
        (str(row[spec.kind]), x(row[spec.day].toordinal()), y(row[spec.score]))
        for row in given.sort(spec.day).iter_rows(named=True)
    ]
    for kind, across, down in marks:
        shape, colour, filled = _KINDS[kind]
        canvas.mark(across, down, shape, colour=colour, size=8.5, filled=filled)
    words = dict(spec.kinds)
    places = label_places(
        [Mark(kind, across - left, foot - down) for kind, across, down in marks if kind in words],
        {kind: width_of(label) for kind, label in spec.kinds},
        height=foot - 2,
    )
    labelled = [mark for mark in marks if mark[0] in words]
    for kind, place in places.items():
        _, across, down = labelled[place.mark]
        half = width_of(words[kind]) / 2
        canvas.words(
            min(max(across, left + half), canvas.width - half), down - place.shift * 0.8,
            words[kind], colour=_KINDS[kind][1], side="center",
        )  # fmt: skip
