"""Counts as bars and blocks: bars, steps, stacks, opposed bars, shares of scores, the heat map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from components.charts.spec import (
    Bars,
    Grid,
    OpposedBars,
    ScoreShares,
    StackedBars,
)
from components.tokens import Category, Ink, Signal, Surface
from components.tokens import Scale as Band
from reports.drawing.canvas import LINE, SMALL, Canvas, Scale, fold, width_of
from reports.drawing.parts import across, draw, key, months, needs, rows, rows_mm, said, steps
from vocabulary.ratings import SCORE_NAMES

_HIDDEN = "Where numbers are hidden, nothing is drawn."
_LIGHT_ON: Final = {Category.DARK_BLUE, Category.DARK_PINK}
# As the heat map on screen: ink reads at 7:1 or better on each.
_WARM: Final = ("#FFFFFF", "#FDF1E7", "#F9E0CC", "#F3CCAE")
_COOL: Final = ("#FFFFFF", Band.FIRST.value, Band.SECOND.value, Band.THIRD.value)
_FOLDED_HEAD: Final = 4


def _names(frame: pl.DataFrame, column: str) -> list[str]:
    return [str(name) for name in frame.get_column(column)]


@needs.register
def _(spec: Bars, frame: pl.DataFrame, width_mm: float) -> float:
    return rows_mm(
        _names(frame, spec.category), width_mm, besides=10 + (9 if spec.steps else 3) * frame.height
    )


@draw.register
def _(spec: Bars, frame: pl.DataFrame, canvas: Canvas) -> None:
    """One bar a row from zero, its count beside it; what is lost between steps said there."""
    counts = frame.get_column(spec.count).to_list()
    beside = beside_bars(spec, frame)
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
        whole = Surface.EMPTY if spec.part else Signal.BRAND
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
        before = counts[place - 1] if place else None
        if spec.steps and before is not None and count is not None and before > count:
            lost = f"{before - count:,} lost here"
            x, edge = scale(count), middle - lines.tall / 2
            inside = x - lines.left > width_of(lost, SMALL) + 12
            canvas.words(
                x - 6 if inside else x + 6, edge, lost, colour=Signal.ATTENTION.value,
                size=min(SMALL, lines.size), side="right" if inside else "left",
            )  # fmt: skip


def beside_bars(spec: Bars, frame: pl.DataFrame) -> list[str]:
    """What stands beside each bar."""
    counts = frame.get_column(spec.count).to_list()
    parts = frame.get_column(spec.part).to_list() if spec.part else [None] * len(counts)
    texts: list[str] = []
    for count, part in zip(counts, parts, strict=True):
        if count is None:
            texts.append("not shown")
        elif part is not None:
            texts.append(f"{part:,} of {count:,} {spec.part_label}" if count else "none")
        elif spec.steps and counts[0] and texts:
            texts.append(f"{count:,} ({count / counts[0]:.0%})")
        else:
            texts.append(f"{count:,}")
    return texts


@needs.register
def _(spec: StackedBars, frame: pl.DataFrame, width_mm: float) -> float:
    if spec.horizontal:
        return rows_mm(_names(frame, spec.category), width_mm, besides=52)
    return 82.0


@draw.register
def _(spec: StackedBars, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Counts of a few kinds stacked from zero, each labelled, the number in each where it fits."""
    series = [
        (frame.get_column(column).to_list(), label, colour)
        for (column, label), colour in zip(spec.kinds, Category, strict=False)
    ]
    hidden = any(count is None for counts, _, _ in series for count in counts)
    bottom = canvas.height - (12 if hidden else 0)
    if spec.horizontal:
        _lying(spec, frame, canvas, series, bottom)
    else:
        _standing(spec, frame, canvas, series, bottom)
    if hidden:
        canvas.words(0, canvas.height - 6, _HIDDEN, size=SMALL, colour=Ink.SECONDARY.value)


_Series = Sequence[tuple[list[int | None], str, Category]]


def _totals(series: _Series) -> list[int]:
    return [
        sum(count or 0 for count in counts) for counts in zip(*(s[0] for s in series), strict=True)
    ]


def _number(canvas: Canvas, x: float, y: float, count: int, colour: Category, size: float) -> None:
    light = Surface.PAPER if colour in _LIGHT_ON else Ink.TEXT
    canvas.words(x, y, f"{count:,}", colour=light.value, side="center", size=size)


def _lying(
    spec: StackedBars, frame: pl.DataFrame, canvas: Canvas, series: _Series, bottom: float
) -> None:
    top = key(canvas, [("block", c.value, True, label) for _, label, c in series], top=0) + 4
    foot = bottom - 18
    lines = rows(canvas, _names(frame, spec.category), top=top, bottom=foot)
    ticks = steps(max([*_totals(series), 1]))
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
                    edge=Surface.PAPER.value, width=0.8,
                )  # fmt: skip
                if right - left > width_of(f"{count:,}", lines.size - 1) + 3:
                    _number(canvas, (left + right) / 2, middle, count, colour, lines.size - 1)
            begin += count
        if any(counts[place] is None for counts, _, _ in series):
            text = "part not shown" if begin else "not shown"
            canvas.words(
                scale(begin) + 5, middle, text, colour=Ink.SECONDARY.value, size=lines.size
            )


def _standing(
    spec: StackedBars, frame: pl.DataFrame, canvas: Canvas, series: _Series, bottom: float
) -> None:
    categories = frame.get_column(spec.category).to_list()
    totals = _totals(series)
    ticks = steps(max([*totals, 1]))
    left = max(width_of(said(tick), SMALL) for tick in ticks) + 8
    beside = max(width_of(label) for _, label, _ in series) + 26
    right, foot = canvas.width - beside, bottom - 18
    scale = Scale(0, ticks[-1], foot, 8)
    for tick in ticks:
        y = scale(tick)
        canvas.line([(left, y), (right, y)], colour=Surface.EMPTY.value, width=0.6)
        canvas.words(left - 5, y, said(tick), side="right", size=SMALL, colour=Ink.SECONDARY.value)
    wide = (right - left) / max(len(categories), 1)
    tops = [0.0] * len(categories)
    ends: list[tuple[float, str, Category]] = []
    for counts, label, colour in series:
        for place, given in enumerate(counts):
            count = given or 0
            low, high = scale(tops[place]), scale(tops[place] + count)
            x = left + wide * place
            if count:
                canvas.block(
                    x + wide * 0.15, high, x + wide * 0.85, low, colour=colour.value,
                    edge=Surface.PAPER.value, width=0.8,
                )  # fmt: skip
                if low - high > 9 and wide * 0.7 > width_of(f"{count:,}", SMALL - 1):
                    _number(canvas, x + wide / 2, (low + high) / 2, count, colour, SMALL - 1)
            tops[place] += count
        last = scale(tops[-1] - (counts[-1] or 0)) if tops else foot
        ends.append(((last + scale(tops[-1])) / 2 if tops else foot, label, colour))
    canvas.line([(left, foot), (right, foot)], colour=Ink.TEXT.value, width=0.7)
    _ends(canvas, ends, right + 6, foot)
    _below(spec, canvas, categories, left, wide, foot)


def _ends(
    canvas: Canvas, ends: Sequence[tuple[float, str, Category]], x: float, foot: float
) -> None:
    """The kinds' names beside the last stack, in its order, none on another."""
    below = foot + 6
    for y, label, colour in ends:
        place = min(y, below - 12)
        canvas.block(x, place - 4, x + 9, place + 4, colour=colour.value)
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


@needs.register
def _(spec: Grid, frame: pl.DataFrame, width_mm: float) -> float:
    names = [str(name) for name in frame.get_column(spec.rows).unique(maintain_order=True)]
    return rows_mm(names, width_mm, besides=60, share=0.24)


@draw.register
def _(spec: Grid, frame: pl.DataFrame, canvas: Canvas) -> None:
    """A number in each cell, the ground deeper the greater (or the further from good)."""
    names = [str(name) for name in frame.get_column(spec.rows).unique(maintain_order=True)]
    heads = [str(name) for name in frame.get_column(spec.columns).unique(maintain_order=True)]
    cells = {(str(r[spec.rows]), str(r[spec.columns])): r for r in frame.iter_rows(named=True)}
    values = [float(value) for value in frame.get_column(spec.value).drop_nulls()]
    most = 1.0 if spec.percent else max([*values, 1.0])
    wide = canvas.width * 0.76 / max(len(heads), 1)
    size = SMALL
    folded = [fold(head, wide - 4, size) for head in heads]
    while size > 5.5 and max(width_of(head, size) for head in [*folded, ""]) > wide - 3:
        size -= 0.5
        folded = [fold(head, wide - 4, size) for head in heads]
    top = max(head.count("\n") + 1 for head in folded) * size * LINE + 6
    few = bool(spec.few) and bool(frame.get_column(spec.few or "").any())
    foot = canvas.height - (14 if few else 0)
    lines = rows(canvas, names, top=top, bottom=foot, share=0.24)
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
    for middle, name in zip(lines.middles, names, strict=True):
        for across_, head in enumerate(heads):
            row = cells.get((name, head))
            left = lines.left + wide * across_
            text, ground = grid_cell(spec, row, most)
            canvas.block(
                left + 1, middle - lines.tall / 2 + 1, left + wide - 1,
                middle + lines.tall / 2 - 1, colour=ground, edge=Surface.EMPTY.value, width=0.5,
            )  # fmt: skip
            fits = lines.size
            while fits > 5.5 and width_of(text, fits) > wide - 4:
                fits -= 0.5
            canvas.words(left + wide / 2, middle, text, side="center", size=fits)
    if few:
        canvas.words(
            0,
            canvas.height - 6,
            "○ too few people to judge",
            size=SMALL,
            colour=Ink.SECONDARY.value,
        )


def grid_cell(spec: Grid, row: dict[str, object] | None, most: float) -> tuple[str, str]:
    """A cell's words and its ground."""
    if row is None:
        return "–", _WARM[0]
    value = row[spec.value]
    number = None if value is None else float(str(value))
    if spec.said:
        text = str(row[spec.said] or "–")
    elif number is None:
        text = "[c]"
    else:
        text = f"{number:.0%}" if spec.percent else f"{number:,.0f}"
    if spec.few and row[spec.few]:
        text += " ○"
    if number is None:
        return text, _WARM[0]
    share = number / most
    if spec.high_is_good:
        return text, _WARM[(share < 0.9) + (share < 0.8) + (share < 0.65)]
    return text, _COOL[(share > 0) + (share > 1 / 3) + (share > 2 / 3)]


_SHADES: Final = ("#FFFFFF", Band.FIRST.value, Band.SECOND.value, Band.THIRD.value)


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
