"""Marks on scales: intervals, the funnel, control charts, councils on a scale, scores over time."""

from __future__ import annotations

from datetime import date

import polars as pl

from components.charts.label_places import Mark, label_places
from components.charts.rules import (
    NOT_SHOWN,
    SCORE_KINDS,
    SIGNALS,
    USUAL,
    bands,
    funnel_rows,
    interval,
    interval_rows,
    own_label,
    room_around,
    stacked_dots,
)
from components.charts.spec import (
    ControlChart,
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
from vocabulary.wording import expected_range


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
        place = x(float(row[spec.denominator])), y(row["share"] * 100)
        ours = bool(row[spec.own])
        colour = Signal.BRAND.value if ours else Ink.QUIET.value
        canvas.mark(
            *place,
            "circle",
            colour=colour,
            size=9 if ours else 6,
            filled=ours,
        )
        if ours:
            name = str(row[spec.group])
            half = width_of(name, LABEL, bold=True) / 2
            middle = min(max(place[0], left + half), x.end - half)
            under = place[1] + 14 < foot - 8
            canvas.words(
                middle, place[1] + (14 if under else -14), name, side="center", bold=True,
                colour=Signal.BRAND.value,
            )  # fmt: skip


@draw.register
def _(spec: ControlChart, frame: pl.DataFrame, canvas: Canvas) -> None:
    """The series between its expected limits, with its mean; signals marked by shape."""
    rows = frame.sort(spec.date)
    times, suffix = (100, "%") if spec.percent else (1, "")
    days: list[date] = rows.get_column(spec.date).to_list()

    def column(name: str) -> list[float | None]:
        return [None if v is None else float(v) * times for v in rows.get_column(name)]

    values, mean = column(spec.value), column(spec.mean)
    upper = column(spec.upper)
    lower = [None if value is None else max(value, 0.0) for value in column(spec.lower)]
    target: list[float | None] = column(spec.target) if spec.target else [None] * len(days)
    known = [v for series in (values, mean, upper, target) for v in series if v is not None]
    ticks = steps(max([*known, 1.0]) * 1.02)
    if spec.percent:
        ticks = [tick for tick in ticks if tick <= 100] if ticks[-1] > 100 else ticks
    meanings = [str(meaning) for meaning in rows.get_column(spec.meaning)]
    found = [SIGNALS.get(meaning, USUAL) for meaning in meanings]
    entries = dict.fromkeys([USUAL, *found])
    head = key(canvas, [(s, c, True, label) for s, c, label in entries], top=0) + 10
    ends = [(name, series[-1]) for name, series in (("target", target), ("mean", mean)) if series]
    labels = [f"{name} {number_label(end, suffix)}" for name, end in ends if end is not None]
    left = max(width_of(number_label(tick, suffix), SMALL) for tick in ticks) + 8
    right = canvas.width - max([width_of(label, SMALL) for label in labels], default=0) - 12
    foot = canvas.height - 16
    y = Scale(0, max([ticks[-1], *known]), foot, head + 6)
    for tick in ticks:
        canvas.words(
            left - 5, y(tick), number_label(tick, suffix), side="right", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip
    canvas.line([(left, foot), (right, foot)], colour=Ink.TEXT.value, width=0.7)
    if not days:
        return
    first, last = days[0].toordinal(), days[-1].toordinal()
    room = max(10.0, (last - first) / 60)
    x = Scale(first - room, last + room, left, right)
    at = [x(day.toordinal()) for day in days]
    for day in months(days[0], days[-1]):
        canvas.words(
            x(day.toordinal()), foot + 4, f"{day:%b %Y}", side="center", at="top", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip
    _range(canvas, y, at, lower, upper)
    for series, colour, width, dash in (
        (mean, Ink.TEXT.value, 0.9, ""),
        (target, Ink.TEXT.value, 1.2, "dot"),
        (values, Surface.CONTROL.value, 1.0, ""),
    ):
        for run in _runs(at, series):
            canvas.line([(a, y(v)) for a, v in run], colour=colour, width=width, dash=dash)  # type: ignore[arg-type]
    for a, value, mark in zip(at, values, found, strict=True):
        if value is not None:
            usual = mark is USUAL
            canvas.mark(a, y(value), mark.shape, colour=mark.colour, size=4 if usual else 7.5)
    _words(canvas, y, right, suffix, mean, target)
    if upper[-1] is not None and lower[-1] is not None:
        expected = expected_range(lower[-1], upper[-1], percent=spec.percent)
        canvas.words(
            right, y(upper[-1]) - 4, f"expected range {expected}",
            side="right", at="bottom", size=SMALL, colour=Ink.SECONDARY.value,
        )  # fmt: skip


def _runs(at: list[float], series: list[float | None]) -> list[list[tuple[float, float]]]:
    """The series in pieces without gaps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in zip(at, series, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if len(run) > 1]


def _range(
    canvas: Canvas, y: Scale, at: list[float], lower: list[float | None], upper: list[float | None]
) -> None:
    """The expected range as a pale band with dashed edges."""
    both = [
        (a, low, high)
        for a, low, high in zip(at, lower, upper, strict=True)
        if low is not None and high is not None
    ]
    if len(both) < 2:
        return
    top = [(a, y(high)) for a, _, high in both]
    bottom = [(a, y(low)) for a, low, _ in both]
    canvas.area([*top, *reversed(bottom)], colour=Surface.BAND.value)
    for edge in (top, bottom):
        canvas.line(edge, colour=Ink.QUIET.value, width=0.8, dash="dash")


def _words(
    canvas: Canvas, y: Scale, x: float, suffix: str,
    mean: list[float | None], target: list[float | None],
) -> None:  # fmt: skip
    """The mean's and the target's names at their ends, none on the other."""
    ends = [
        (y(series[-1]), f"{name} {number_label(series[-1], suffix)}")
        for name, series in (("mean", mean), ("target", target))
        if series[-1] is not None
    ]
    ends.sort()
    last = -99.0
    for place, text in ends:
        last = max(place, last + 11)
        canvas.words(x + 6, last, text, size=SMALL)


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
