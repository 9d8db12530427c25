"""A process control chart: is this month like the others?"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from components.charts.spec import ControlChart
from components.look.tokens import Ink, Signal, Surface
from reports.drawing.canvas import SMALL, Canvas, Scale, width_of
from reports.drawing.parts import draw, key, months, said, steps
from vocabulary.wording import expected_range

_MARKS: Final[dict[str, tuple[str, str, str]]] = {
    "concern": ("^", Signal.ATTENTION.value, "signal: needs a look"),
    "improvement": ("D", Signal.GOOD.value, "signal: improvement"),
    "neutral_high": ("s", Signal.BRAND.value, "signal: higher than usual"),
    "neutral_low": ("s", Signal.BRAND.value, "signal: lower than usual"),
}
_USUAL: Final = ("o", Ink.QUIET.value, "usual variation")


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
    entries = dict.fromkeys([_USUAL, *(_MARKS[m] for m in meanings if m in _MARKS)])
    head = key(canvas, [(s, c, s == "o", label) for s, c, label in entries], top=0) + 10
    ends = [(name, series[-1]) for name, series in (("target", target), ("mean", mean)) if series]
    labels = [f"{name} {said(end, suffix)}" for name, end in ends if end is not None]
    left = max(width_of(said(tick, suffix), SMALL) for tick in ticks) + 8
    right = canvas.width - max([width_of(label, SMALL) for label in labels], default=0) - 12
    foot = canvas.height - 16
    y = Scale(0, max([ticks[-1], *known]), foot, head + 6)
    for tick in ticks:
        canvas.words(
            left - 5, y(tick), said(tick, suffix), side="right", size=SMALL,
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
        (target, Signal.BRAND.value, 1.2, "dot"),
        (values, Surface.CONTROL.value, 1.0, ""),
    ):
        for run in _runs(at, series):
            canvas.line([(a, y(v)) for a, v in run], colour=colour, width=width, dash=dash)  # type: ignore[arg-type]
    for a, value, meaning in zip(at, values, meanings, strict=True):
        if value is not None:
            shape, colour, _ = _MARKS.get(meaning, _USUAL)
            signal = meaning in _MARKS
            canvas.mark(
                a, y(value), shape, colour=colour, size=7.5 if signal else 4, filled=not signal
            )
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
        (y(series[-1]), f"{name} {said(series[-1], suffix)}")
        for name, series in (("mean", mean), ("target", target))
        if series[-1] is not None
    ]
    ends.sort()
    last = -99.0
    for place, text in ends:
        last = max(place, last + 11)
        canvas.words(x + 6, last, text, size=SMALL)
