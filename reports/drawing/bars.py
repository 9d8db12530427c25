"""Counts as bars and blocks: bars, steps, stacks, opposed bars, shares of scores, the heat map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from components.charts.panels import events, middles
from components.charts.rules import (
    HIDDEN,
    LIGHT_LETTERS_ON,
    NOT_SHOWN,
    TOO_FEW,
    GridCells,
    bar_labels,
    edge_of,
    lost_labels,
    open_periods,
    opposed_rows,
    shade,
    stacked_series,
)
from components.charts.spec import (
    Bars,
    Grid,
    OpposedBars,
    ScoreShares,
    StackedBars,
)
from components.tokens import Ink, Signal, Surface, Tint
from reports.drawing.canvas import LINE, SMALL, Canvas, Scale, fold, width_of
from reports.drawing.parts import (
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
from vocabulary.wording import SO_FAR, short_date


def _names(frame: pl.DataFrame, column: str) -> list[str]:
    return [str(name) for name in frame.get_column(column)]


@height_needed.register
def _(spec: Bars, frame: pl.DataFrame, width_mm: float) -> float:
    return rows_mm(
        _names(frame, spec.category), width_mm, besides=10 + (9 if spec.steps else 3) * frame.height
    )


@draw.register
def _(spec: Bars, frame: pl.DataFrame, canvas: Canvas) -> None:
    """One bar a row from zero, its count beside it; what is lost between steps said there."""
    counts = frame.get_column(spec.count).to_list()
    beside, lost = bar_labels(spec, frame), lost_labels(spec, frame)
    lines = rows(canvas, _names(frame, spec.category), top=4, bottom=canvas.height - 4)
    room = max((width_of(text) for text in beside), default=0) + 10
    most = max([count or 0 for count in counts] + [1])
    scale = Scale(0, most, lines.left, max(canvas.width - room, lines.left + 20))
    half = lines.tall * (0.25 if spec.steps else 0.29)
    parts = frame.get_column(spec.part).to_list() if spec.part else [None] * len(counts)
    canvas.line(
        [(lines.left, 2), (lines.left, canvas.height - 2)], colour=Ink.TEXT.value, width=0.7
    )
    for place, (middle, count, part) in enumerate(zip(lines.middles, counts, parts, strict=True)):
        whole = Tint.FOURTH if spec.part else Signal.BRAND
        if count:
            canvas.block(lines.left, middle - half, scale(count), middle + half, colour=whole.value)
        if count and spec.part:
            canvas.block(
                lines.left, middle - half, scale(count), middle + half, colour="none",
                edge=Surface.CONTROL.value, width=0.7,
            )  # fmt: skip
        if part:
            canvas.block(
                lines.left, middle - half, scale(part), middle + half, colour=Signal.BRAND.value
            )
        colour = Ink.TEXT if count is not None else Ink.SECONDARY
        canvas.words(
            scale(count or 0) + 5, middle, beside[place], colour=colour.value, size=lines.size
        )
        if place in lost:
            x, edge = scale(count), middle - lines.tall / 2
            inside = x - lines.left > width_of(lost[place], SMALL) + 12
            canvas.words(
                x - 6 if inside else x + 6, edge, lost[place], colour=Ink.SECONDARY.value,
                size=min(SMALL, lines.size), side="right" if inside else "left",
            )  # fmt: skip


@height_needed.register
def _(spec: StackedBars, frame: pl.DataFrame, width_mm: float) -> float:
    if spec.horizontal:
        return rows_mm(_names(frame, spec.category), width_mm, besides=52)
    return 82.0


@draw.register
def _(spec: StackedBars, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Counts of a few kinds stacked from zero, each labelled, the number in each where it fits."""
    series = list(stacked_series(spec, frame))
    hidden = any(count is None for counts, _, _ in series for count in counts)
    bottom = canvas.height - (12 if hidden else 0)
    if spec.horizontal:
        _lying(spec, frame, canvas, series, bottom)
    else:
        _standing(spec, frame, canvas, series, bottom)
    if hidden:
        canvas.words(0, canvas.height - 6, HIDDEN, size=SMALL, colour=Ink.SECONDARY.value)


_Series = Sequence[tuple[list[int | None], str, Tint]]


def _totals(series: _Series) -> list[int]:
    return [
        sum(count or 0 for count in counts) for counts in zip(*(s[0] for s in series), strict=True)
    ]


def _number(canvas: Canvas, x: float, y: float, count: int, colour: Tint, size: float) -> None:
    light = Surface.PAPER if colour in LIGHT_LETTERS_ON else Ink.TEXT
    canvas.words(x, y, f"{count:,}", colour=light.value, side="center", size=size)


def _lying(
    spec: StackedBars, frame: pl.DataFrame, canvas: Canvas, series: _Series, bottom: float
) -> None:
    top = key(canvas, [("block", c.value, True, label) for _, label, c in series], top=0) + 4
    foot = bottom - 18
    lines = rows(canvas, _names(frame, spec.category), top=top, bottom=foot)
    ticks = steps(max([*_totals(series), 1]), whole=True)
    scale = Scale(0, ticks[-1], lines.left, canvas.width - 14)
    across(canvas, scale, foot, ticks, top=top)
    half = lines.tall * 0.34
    for place, middle in enumerate(lines.middles):
        begin = 0
        for counts, _, colour in series:
            count = counts[place] or 0
            left, right = scale(begin), scale(begin + count)
            if count:
                canvas.block(
                    left, middle - half, right, middle + half, colour=colour.value,
                    edge=edge_of(colour).value, width=0.8,
                )  # fmt: skip
                if right - left > width_of(f"{count:,}", lines.size - 1) + 3:
                    _number(canvas, (left + right) / 2, middle, count, colour, lines.size - 1)
            begin += count
        if any(counts[place] is None for counts, _, _ in series):
            text = "part not shown" if begin else NOT_SHOWN
            canvas.words(
                scale(begin) + 5, middle, text, colour=Ink.SECONDARY.value, size=lines.size
            )


def _standing(
    spec: StackedBars, frame: pl.DataFrame, canvas: Canvas, series: _Series, bottom: float
) -> None:
    categories = frame.get_column(spec.category).to_list()
    totals = _totals(series)
    ticks = steps(max([*totals, 1]), whole=True)
    left = max(width_of(number_label(tick), SMALL) for tick in ticks) + 8
    beside = max(width_of(label) for _, label, _ in series) + 26
    right, foot = canvas.width - beside, bottom - 18
    scale = Scale(0, ticks[-1], foot, 8)
    for tick in ticks:
        y = scale(tick)
        canvas.line([(left, y), (right, y)], colour=Surface.EMPTY.value, width=0.6)
        canvas.words(
            left - 5, y, number_label(tick), side="right", size=SMALL, colour=Ink.SECONDARY.value
        )
    wide = (right - left) / max(len(categories), 1)
    tops = [0.0] * len(categories)
    ends: list[tuple[float, str, Tint]] = []
    for counts, label, colour in series:
        for place, given in enumerate(counts):
            count = given or 0
            low, high = scale(tops[place]), scale(tops[place] + count)
            x = left + wide * place
            if count:
                canvas.block(
                    x + wide * 0.15, high, x + wide * 0.85, low, colour=colour.value,
                    edge=edge_of(colour).value, width=0.8,
                )  # fmt: skip
                if low - high > 9 and wide * 0.7 > width_of(f"{count:,}", SMALL - 1):
                    _number(canvas, x + wide / 2, (low + high) / 2, count, colour, SMALL - 1)
            tops[place] += count
        last = scale(tops[-1] - (counts[-1] or 0)) if tops else foot
        ends.append(((last + scale(tops[-1])) / 2 if tops else foot, label, colour))
    begins = [day for day in categories if isinstance(day, date)]
    if spec.date and len(begins) > 1:
        days = middles(begins)
        over = Scale(days[0].toordinal(), days[-1].toordinal(), left + wide / 2, right - wide / 2)
        for day, what in events(spec, days):
            at = over(day.toordinal())
            canvas.line([(at, 2), (at, foot)], colour=Ink.TEXT.value, width=0.8)
            near = at > (left + right) / 2
            words = f"{what}, {short_date(day)}" if what else ""
            canvas.words(at - 4 if near else at + 4, 6, words,
                         side="right" if near else "left", size=SMALL)  # fmt: skip
    for place, still_open in enumerate(open_periods(spec, frame)):
        if still_open:
            canvas.words(
                left + wide * (place + 0.5), scale(tops[place]) - 7, SO_FAR, side="center",
                size=SMALL, colour=Ink.SECONDARY.value,
            )  # fmt: skip
    canvas.line([(left, foot), (right, foot)], colour=Ink.TEXT.value, width=0.7)
    _ends(canvas, ends, right + 6, foot)
    _below(spec, canvas, categories, left, wide, foot)


def _ends(canvas: Canvas, ends: Sequence[tuple[float, str, Tint]], x: float, foot: float) -> None:
    """The kinds' names beside the last stack, in its order, none on another."""
    below = foot + 6
    for y, label, colour in ends:
        place = min(y, below - 12)
        canvas.block(x, place - 4, x + 9, place + 4, colour=colour.value,
                     edge=edge_of(colour).value, width=0.6)  # fmt: skip
        canvas.words(x + 13, place, label)
        below = place


def _below(
    spec: StackedBars, canvas: Canvas, categories: Sequence[object], left: float, wide: float,
    foot: float,
) -> None:  # fmt: skip
    """What the stacks are called: months, or names as many as fit."""
    days = [day for day in categories if isinstance(day, date)]
    if spec.date and days:
        chosen = set(months(min(days), max(days)))
        shown = [f"{day:%b %Y}" if date(day.year, day.month, 1) in chosen else "" for day in days]
    else:
        shown = [str(name) for name in categories]
        widest = max((width_of(name, SMALL) for name in shown), default=0) + 6
        every = max(1, int(-(-widest // wide)))
        shown = [name if place % every == 0 else "" for place, name in enumerate(shown)]
    for place, name in enumerate(shown):
        canvas.words(
            left + wide * (place + 0.5), foot + 5, name, side="center", at="top", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip


@height_needed.register
def _(spec: Grid, frame: pl.DataFrame, width_mm: float) -> float:
    names = [str(name) for name in frame.get_column(spec.rows).unique(maintain_order=True)]
    return rows_mm(names, width_mm, besides=60, share=0.24)


@draw.register
def _(spec: Grid, frame: pl.DataFrame, canvas: Canvas) -> None:
    """A number in each cell, the ground deeper the greater (or the further from good)."""
    cells = GridCells(spec, frame)
    heads = [str(name) for name in cells.columns]
    wide = canvas.width * 0.76 / max(len(heads), 1)
    size = SMALL
    folded = [fold(head, wide - 4, size) for head in heads]
    while size > 5.5 and max(width_of(head, size) for head in [*folded, ""]) > wide - 3:
        size -= 0.5
        folded = [fold(head, wide - 4, size) for head in heads]
    top = max(head.count("\n") + 1 for head in folded) * size * LINE + 6
    foot = canvas.height - (14 if cells.any_few else 0)
    lines = rows(canvas, [str(name) for name in cells.rows], top=top, bottom=foot, share=0.24)
    wide = (canvas.width - lines.left) / max(len(heads), 1)
    for across_, head in enumerate(folded):
        canvas.words(
            lines.left + wide * (across_ + 0.5),
            top - 3,
            head,
            side="center",
            at="bottom",
            size=size,
        )
    for middle, name in zip(lines.middles, cells.rows, strict=True):
        for across_, column in enumerate(cells.columns):
            cell = cells.cell(name, column)
            left = lines.left + wide * across_
            canvas.block(
                left + 1, middle - lines.tall / 2 + 1, left + wide - 1,
                middle + lines.tall / 2 - 1, colour=cell.ground, edge=Surface.EMPTY.value,
                width=0.5,
            )  # fmt: skip
            fits = lines.size
            while fits > 5.5 and width_of(cell.marked, fits) > wide - 4:
                fits -= 0.5
            canvas.words(left + wide / 2, middle, cell.marked, side="center", size=fits)
    if cells.any_few:
        canvas.words(
            0,
            canvas.height - 6,
            f"○ {TOO_FEW}",
            size=SMALL,
            colour=Ink.SECONDARY.value,
        )


@height_needed.register
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
        (spec.left, spec.left_label, Tint.FIRST.value, -1),
        (spec.right, spec.right_label, Tint.THIRD.value, 1),
    )
    most = max((*shown.get_column(spec.left), *shown.get_column(spec.right), 1))
    middle = (lines.left + canvas.width) / 2
    room = width_of(f"{most:,}") + 8
    scale = Scale(0, most, 0, (canvas.width - lines.left) / 2 - room)
    for column, label, colour, way in sides:
        side = "right" if way < 0 else "left"
        canvas.words(middle + way * 6, 9, label, bold=True, side=side)  # type: ignore[arg-type]
        for y, count in zip(lines.middles, shown.get_column(column), strict=True):
            if not count:
                continue
            end, half = middle + way * scale(count), lines.tall * 0.29
            canvas.block(min(middle, end), y - half, max(middle, end), y + half, colour=colour)
            canvas.words(end + way * 4, y, f"{count:,}", side=side, size=lines.size)  # type: ignore[arg-type]
    canvas.line([(middle, 18), (middle, canvas.height)], colour=Ink.TEXT.value, width=0.8)


@height_needed.register
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
                colour=shade(share),
                edge=Signal.BRAND.value if ours else Surface.EMPTY.value,
                width=1.8 if ours else 0.5,
            )  # fmt: skip
            canvas.words(
                left + wide / 2, y, f"{count}  ● ours" if ours else str(count), side="center",
                bold=ours, size=lines.size,
            )  # fmt: skip
