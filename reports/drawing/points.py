"""Marks on scales: intervals, the funnel, control charts, councils on a scale, scores over time."""

from __future__ import annotations

import polars as pl

from components.charts.label_places import Mark, label_places
from components.charts.rules import (
    NOT_SHOWN,
    SCORE_KINDS,
    bands,
    funnel_label,
    funnel_mark,
    funnel_rows,
    interval,
    interval_rows,
    own_label,
    room_around,
    stacked_dots,
)
from components.charts.spec import (
    DotDistribution,
    FunnelPlot,
    Intervals,
    ScoreTimeline,
)
from components.tokens import Ink, Signal, Surface
from reports.drawing.canvas import LABEL, SMALL, Canvas, Scale, width_of
from reports.drawing.parts import (
    KeyEntry,
    across,
    draw,
    height_needed,
    key,
    months,
    number_label,
    rows,
    rows_mm,
    steps,
)
from vocabulary.ratings import SCORE_NAMES


@height_needed.register
def _(spec: Intervals, frame: pl.DataFrame, width_mm: float) -> float:
    names = [str(name) for name in interval_rows(spec, frame).get_column(spec.category)]
    return rows_mm(names, width_mm, besides=40)


@draw.register
def _(spec: Intervals, frame: pl.DataFrame, canvas: Canvas) -> None:
    """A mark with its interval a row; rows set apart are triangles, too few are pale rings."""
    frame = interval_rows(spec, frame)
    times, suffix = (100, "%") if spec.percent else (1, "")
    most = spec.most * times if spec.most is not None else (100.0 if spec.percent else None)
    if most is None:
        tops = [
            *frame.get_column(spec.high).drop_nulls(),
            *frame.get_column(spec.value).drop_nulls(),
        ]
        most = float(max([*tops, spec.reference or 0, 0.0]) or 1.0) * 1.04
    least = spec.least * times
    top, foot = (16.0 if spec.reference is not None else 4.0), canvas.height - 16
    lines = rows(
        canvas, [str(name) for name in frame.get_column(spec.category)], top=top, bottom=foot
    )
    scale = Scale(least, most, lines.left + 6, canvas.width - 46)
    ticks = [t for t in (0.0, 25.0, 50.0, 75.0, 100.0) if least <= t <= most]
    if not spec.percent or spec.most is not None or least:
        ticks = [least + t for t in steps(most - least) if least + t <= most]
    if spec.reference_low is not None and spec.reference_high is not None:
        band = scale(spec.reference_low * times), scale(spec.reference_high * times)
        canvas.block(band[0], top, band[1], foot, colour=Surface.BAND.value)
    across(canvas, scale, foot, ticks, top=top, suffix=suffix)
    if spec.reference is not None:
        x = scale(spec.reference * times)
        label = spec.reference_label or number_label(spec.reference * times, suffix)
        canvas.line([(x, top), (x, foot)], colour=Ink.TEXT.value, width=0.9, dash="dash")
        half = width_of(label, SMALL) / 2
        canvas.words(
            min(max(x, half), canvas.width - half), top - 8, label, side="center", size=SMALL
        )
    for middle, row in zip(lines.middles, frame.iter_rows(named=True), strict=True):
        found = interval(spec, row)
        if found is None:
            canvas.words(
                scale(least) + 4, middle, NOT_SHOWN, colour=Ink.SECONDARY.value, size=lines.size
            )
            continue
        end = found.value
        if found.low is not None and found.high is not None:
            end = max(found.high, found.value)
            canvas.line(
                [(scale(found.low), middle), (scale(end), middle)],
                colour=found.colour,
                width=2.6 if found.enough else 1.2,
            )
        canvas.mark(
            scale(found.value), middle, "triangle" if found.apart else "circle",
            colour=found.colour, filled=found.enough,
        )  # fmt: skip
        canvas.words(
            scale(end) + 7,
            middle,
            found.label,
            colour=found.colour if found.enough else Ink.SECONDARY.value,
            bold=True,
            size=lines.size,
        )


@draw.register
def _(spec: FunnelPlot, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Shares against size between limits that widen as numbers get small; ours filled."""
    known = funnel_rows(spec, frame)
    sizes = [float(size) for size in known.get_column(spec.denominator)]
    left, foot = 30.0, canvas.height - 32
    ticks = steps(max([*sizes, 1.0]))
    x = Scale(0, ticks[-1], left, canvas.width - 12)
    y = Scale(0, 100, foot, 8)
    across(canvas, x, foot, ticks, top=8)
    canvas.words(
        (left + canvas.width) / 2, canvas.height - 7, spec.unit, side="center",
        size=SMALL, colour=Ink.SECONDARY.value,
    )  # fmt: skip
    for tick in (0, 25, 50, 75, 100):
        canvas.line([(left, y(tick)), (x.end, y(tick))], colour=Surface.EMPTY.value, width=0.6)
        canvas.words(
            left - 5, y(tick), f"{tick}%", side="right", size=SMALL, colour=Ink.SECONDARY.value
        )
    for column in (spec.lower, spec.upper):
        limit = [
            (x(size), y(float(value) * 100))
            for size, value in zip(sizes, known.get_column(column), strict=True)
            if value is not None
        ]
        if len(limit) > 1:
            canvas.line(limit, colour=Ink.QUIET.value, width=0.9, dash="dash")
    centre = known.get_column(spec.centre).drop_nulls()
    if centre.len():
        at = y(float(centre[0]) * 100)
        canvas.line([(left, at), (x.end, at)], colour=Ink.TEXT.value, width=0.9)
        right, above = funnel_label(spec, known)
        canvas.words(
            x.end if right else left + 4,
            at + (-6 if above else 8),
            f"{spec.all_of} {centre[0]:.0%}",
            side="right" if right else "left",
            size=SMALL,
        )
    for row in known.sort(spec.own).iter_rows(named=True):  # ours last, over the others
        place = x(float(row[spec.denominator])), y(row["share"] * 100)
        ours = bool(row[spec.own])
        shape, colour = funnel_mark(spec, own=ours)
        canvas.mark(
            *place,
            "triangle" if shape == "triangle" else "circle",
            colour=colour,
            size=9 if ours else 6,
            filled=shape != "ring",
        )
        if ours:
            name = str(row[spec.group])
            half = width_of(name, LABEL, bold=True) / 2
            middle = min(max(place[0], left + half), x.end - half)
            under = place[1] + 14 < foot - 8
            canvas.words(
                middle, place[1] + (14 if under else -14), name, side="center", bold=True,
                colour=colour,
            )  # fmt: skip


@height_needed.register
def _(spec: DotDistribution, frame: pl.DataFrame, width_mm: float) -> float:
    return min(100.0, 36 + 5.2 * _tallest(spec, frame))


def _tallest(spec: DotDistribution, frame: pl.DataFrame) -> int:
    return max(frame.group_by(spec.value).len().get_column("len").to_list(), default=1)


@draw.register
def _(spec: DotDistribution, frame: pl.DataFrame, canvas: Canvas) -> None:
    """A dot a council, stacked along the scale and its bands; ours filled, below."""
    stacked = stacked_dots(spec, frame)
    legend: list[KeyEntry] = [
        ("ring", Ink.TEXT.value, False, spec.highlight_label),
        ("circle", Ink.QUIET.value, False, spec.other_label),
    ]
    top = key(canvas, [entry for entry in legend if entry[3]], top=0) + 4
    foot = canvas.height - (36 if spec.own is not None else 46)
    scale = Scale(spec.low, spec.high + 1, 12, canvas.width - 14)
    _bands(spec, canvas, scale, top, foot)
    tall = min(13.0, (foot - top - 22) / max(_tallest(spec, stacked), 1))
    for row in stacked.iter_rows(named=True):
        canvas.mark(
            scale(row[spec.value]), foot - tall * (row["level"] - 0.4),
            "ring" if row[spec.highlight] else "circle",
            colour=Ink.TEXT.value if row[spec.highlight] else Ink.QUIET.value,
            size=min(8.5, tall * 0.72), filled=False,
        )  # fmt: skip
    below = foot + 20
    if spec.own is not None:
        x = scale(spec.own)
        canvas.mark(x, below, "circle", colour=Signal.BRAND.value, size=9)
        _own(canvas, x, below, own_label(spec), 9)
    elif spec.own_low is not None and spec.own_high is not None:
        low, high = scale(spec.own_low), scale(spec.own_high)
        canvas.line([(low, below), (high, below)], colour=Signal.BRAND.value, width=3)
        for end in (low, high):
            canvas.mark(end, below, "circle", colour=Signal.BRAND.value, size=7)
        text = own_label(spec)
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
    shades = (Surface.GROUND, Surface.BAND, Surface.GROUND, Surface.BAND)
    for (name, start, end), shade in zip(bands(spec), shades, strict=False):
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


@height_needed.register
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
    begin, end = room_around(given.get_column(spec.day))
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
    for kind, right, down in marks:
        shape, colour, filled = SCORE_KINDS[kind]
        canvas.mark(right, down, shape, colour=colour, size=8.5, filled=filled)
    words = dict(spec.kinds)
    places = label_places(
        [Mark(kind, right - left, foot - down) for kind, right, down in marks if kind in words],
        {kind: width_of(label) for kind, label in spec.kinds},
        height=foot - 2,
    )
    labelled = [mark for mark in marks if mark[0] in words]
    for kind, place in places.items():
        _, right, down = labelled[place.mark]
        half = width_of(words[kind]) / 2
        canvas.words(
            min(max(right, left + half), canvas.width - half), down - place.shift * 0.8,
            words[kind], colour=SCORE_KINDS[kind].colour, side="center",
        )  # fmt: skip
