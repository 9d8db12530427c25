"""A measure's last figures as a small line: its usual range shaded, the newest marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from components.charts.rules import SIGNALS
from components.tokens import Ink, Signal, Surface

WIDE: Final = 112
HIGH: Final = 30
_EDGE: Final = 5.0  # room for the mark at the end
_Figures = Sequence[float | None]


def spark_line(figures: _Figures, lower: _Figures, upper: _Figures, meaning: str | None) -> str:
    """The line as SVG; empty where no figure is known.

    `figures`: oldest first, None where there is none. `lower` and `upper`: the usual range at each;
    None where there is none. `meaning`: what the newest figure means, which shapes its mark as on
    control charts.
    """
    known = [at for at, figure in enumerate(figures) if figure is not None]
    if not known:
        return ""
    levels = [each for part in (figures, lower, upper) for each in part if each is not None]
    least, most = min(levels), max(levels)
    step = (WIDE - 2 * _EDGE) / max(len(figures) - 1, 1)
    scale = (HIGH - 2 * _EDGE) / (most - least) if most > least else 0.0
    middle = HIGH / 2

    def place(at: int, level: float) -> str:
        down = HIGH - _EDGE - (level - least) * scale if scale else middle
        return f"{_EDGE + at * step:.4g} {down:.3g}"

    parts = [
        f'<path d="M{"L".join(_around(part, lower, upper, place))}z" fill="{Surface.EMPTY}"/>'
        for part in _stretches(lower, upper)
    ]
    lines = ["L".join(place(at, _at(figures, at)) for at in part) for part in _stretches(figures)]
    line = "".join(f"M{each}" if "L" in each else f"M{each}h.1" for each in lines)
    parts.append(
        f'<path d="{line}" fill="none" stroke="{Ink.QUIET}" stroke-width="1.6" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )
    across, down = place(known[-1], _at(figures, known[-1])).split()
    parts.append(_mark(float(across), float(down), meaning))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" '
        f'viewBox="0 0 {WIDE} {HIGH}">{"".join(parts)}</svg>'
    )


def _at(figures: _Figures, place: int) -> float:
    figure = figures[place]
    assert figure is not None
    return figure


def _stretches(*columns: _Figures) -> Iterator[list[int]]:
    """Places in a row at which every column has a number."""
    stretch: list[int] = []
    for at, row in enumerate(zip(*columns, strict=True)):
        if None not in row:
            stretch.append(at)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _around(
    part: list[int], lower: _Figures, upper: _Figures, place: Callable[[int, float], str]
) -> list[str]:
    """The corners of a usual range: along its top, and back along its foot."""
    top = [at for at in part if _turns(upper, part, at)]
    foot = [at for at in reversed(part) if _turns(lower, part, at)]
    return [*(place(at, _at(upper, at)) for at in top), *(place(at, _at(lower, at)) for at in foot)]


def _turns(limits: _Figures, part: list[int], at: int) -> bool:
    """Whether a corner is needed: limits are the same for many figures in a row."""
    ends = (part[0], part[-1])
    return at in ends or not limits[at - 1] == limits[at] == limits[at + 1]


def _mark(across: float, down: float, meaning: str | None) -> str:
    found = SIGNALS.get(meaning or "")
    shape, colour = (found.shape, found.colour) if found else ("circle", Signal.BRAND.value)
    if shape == "triangle":
        return f'<path d="M{across} {down - 4.2:.1f}l4.2 7.4h-8.4z" fill="{colour}"/>'
    if shape == "circle":
        return f'<circle cx="{across}" cy="{down}" r="3" fill="{colour}"/>'
    wide = 2 if shape == "ring" else 1
    return (
        f'<circle cx="{across}" cy="{down}" r="3.2" fill="{Surface.PAPER}" stroke="{colour}" '
        f'stroke-width="{wide}"/>'
    )
