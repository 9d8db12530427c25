"""Comparisons with how sure they are: intervals by category, and the funnel of small numbers."""

from __future__ import annotations

import polars as pl

from components.charts.spec import FunnelPlot, Intervals
from components.look.tokens import Ink, Signal, Surface
from reports.drawing.canvas import LABEL, SMALL, Canvas, Scale, width_of
from reports.drawing.parts import across, draw, needs, rows, rows_mm, said, steps


@needs.register
def _(spec: Intervals, frame: pl.DataFrame, width_mm: float) -> float:
    names = [str(name) for name in frame.get_column(spec.category)]
    return rows_mm(names, width_mm, besides=40)


@draw.register
def _(spec: Intervals, frame: pl.DataFrame, canvas: Canvas) -> None:
    """A mark with its interval a row; rows set apart are open diamonds, too few are pale rings."""
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
    across(canvas, scale, foot, ticks, top=top, suffix=suffix)
    if spec.reference is not None:
        x = scale(spec.reference * times)
        label = spec.reference_label or said(spec.reference * times, suffix)
        canvas.line([(x, top), (x, foot)], colour=Ink.TEXT.value, width=0.9, dash="dash")
        half = width_of(label, SMALL) / 2
        canvas.words(
            min(max(x, half), canvas.width - half), top - 8, label, side="center", size=SMALL
        )
    for middle, row in zip(lines.middles, frame.iter_rows(named=True), strict=True):
        if row[spec.value] is None:
            canvas.words(
                scale(least) + 4, middle, "not shown", colour=Ink.SECONDARY.value, size=lines.size
            )
            continue
        enough = bool(row[spec.enough]) if spec.enough else True
        apart = bool(row[spec.apart]) if spec.apart else False
        strong = Signal.ATTENTION if apart else Signal.BRAND
        colour = strong.value if enough else Ink.QUIET.value
        value = float(row[spec.value]) * times
        end = value
        if row[spec.low] is not None and row[spec.high] is not None:
            end = max(float(row[spec.high]) * times, value)
            canvas.line(
                [(scale(float(row[spec.low]) * times), middle), (scale(end), middle)],
                colour=colour,
                width=2.6 if enough else 1.2,
            )
        canvas.mark(
            scale(value), middle, "D" if apart else "o", colour=colour, filled=enough and not apart
        )
        canvas.words(
            scale(end) + 7,
            middle,
            f"{value:,.0f}%" if spec.percent else f"{value:,.3g}",
            colour=colour if enough else Ink.SECONDARY.value,
            bold=True,
            size=lines.size,
        )


@draw.register
def _(spec: FunnelPlot, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Shares against size between limits that widen as numbers get small; ours a diamond."""
    known = frame.drop_nulls([spec.denominator, spec.numerator]).sort(spec.denominator)
    sizes = [float(size) for size in known.get_column(spec.denominator)]
    left, foot = 30.0, canvas.height - 32
    ticks = steps(max([*sizes, 1.0]))
    x = Scale(0, ticks[-1], left, canvas.width - 12)
    y = Scale(0, 100, foot, 8)
    across(canvas, x, foot, ticks, top=8)
    canvas.words(
        (left + canvas.width) / 2, canvas.height - 7, "Investigations decided", side="center",
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
        canvas.words(x.end, at - 6, "all councils", side="right", size=SMALL)
    for row in known.sort(spec.own).iter_rows(named=True):  # ours last, over the others
        size = float(row[spec.denominator])
        if not size:
            continue
        place = x(size), y(float(row[spec.numerator]) / size * 100)
        ours = bool(row[spec.own])
        colour = Signal.BRAND.value if ours else Ink.QUIET.value
        canvas.mark(*place, "D" if ours else "o", colour=colour, size=9 if ours else 6, filled=ours)
        if ours:
            name = str(row[spec.group])
            half = width_of(name, LABEL, bold=True) / 2
            middle = min(max(place[0], left + half), x.end - half)
            under = place[1] + 14 < foot - 8
            canvas.words(
                middle, place[1] + (14 if under else -14), name, side="center", bold=True,
                colour=Signal.BRAND.value,
            )  # fmt: skip
