"""What every renderer of a chart shows alike: its rows, words, shapes and shades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any, Final, Literal, NamedTuple, cast

import polars as pl

from components.charts.spec import (
    Bars,
    DotDistribution,
    FunnelPlot,
    Grid,
    Intervals,
    OpposedBars,
    StackedBars,
)
from components.tokens import Ink, Scale, Signal, Surface, Tint
from vocabulary.wording import SO_FAR

Shape = Literal["circle", "dash", "dotted", "ring", "square", "triangle"]
"""Filled circle: ours, or as usual. Ring: what stood out. Triangle: needs attention. Dotted circle:
not known yet. Dash and square: who gave a score, if not the regulator."""

HIDDEN: Final = "Where numbers are hidden, nothing is drawn."
NOT_SHOWN: Final = "not shown"
TOO_FEW: Final = "too few people to judge"
LIGHT_LETTERS_ON: Final = frozenset({Tint.FIRST, Tint.SECOND})
# Text reads at 7:1 or better on each; the deepest is for the most, or the furthest from good.
SHADES: Final = (Surface.PAPER.value, Tint.FOURTH.value, Scale.THIRD.value, Tint.THIRD.value)


class SignalMark(NamedTuple):
    """How a point of a control chart is marked, and what that means."""

    shape: Shape
    colour: str
    words: str


SIGNALS: Final[Mapping[str, SignalMark]] = {
    "concern": SignalMark("triangle", Signal.ATTENTION.value, "worse than usual"),
    "improvement": SignalMark("ring", Signal.BRAND.value, "better than usual"),
    "neutral_high": SignalMark("ring", Ink.TEXT.value, "higher than usual"),
    "neutral_low": SignalMark("ring", Ink.TEXT.value, "lower than usual"),
    "so_far": SignalMark("dotted", Ink.SECONDARY.value, f"{SO_FAR}: not judged"),
}
USUAL: Final = SignalMark("circle", Ink.QUIET.value, "as usual")


class ScoreMark(NamedTuple):
    """How a score of a kind is marked along time."""

    shape: Shape
    colour: str
    filled: bool


SCORE_KINDS: Final[Mapping[str, ScoreMark]] = {
    "published": ScoreMark("circle", Signal.BRAND.value, filled=True),
    "self_assessed": ScoreMark("dash", Ink.TEXT.value, filled=True),
    "peer_review": ScoreMark("square", Ink.SECONDARY.value, filled=False),
}


def bar_labels(spec: Bars, frame: pl.DataFrame) -> list[str]:
    """What stands beside each bar."""
    counts = frame.get_column(spec.count).to_list()
    parts = frame.get_column(spec.part).to_list() if spec.part else [None] * len(counts)
    labels: list[str] = []
    for count, part in zip(counts, parts, strict=True):
        if count is None:
            labels.append(NOT_SHOWN)
        elif part is not None:
            labels.append(f"{part:,} of {count:,} {spec.part_label}" if count else "none")
        elif spec.steps and counts[0] and labels:
            labels.append(f"{count:,} ({count / counts[0]:.0%})")
        else:
            labels.append(f"{count:,}")
    return labels


def lost_labels(spec: Bars, frame: pl.DataFrame) -> dict[int, str]:
    """What is lost before a step, by its place; nothing where it is not a chart of steps."""
    counts = frame.get_column(spec.count).to_list() if spec.steps else []
    pairs = enumerate(pairwise(counts), start=1)
    return {
        place: f"{before - count:,} lost here"
        for place, (before, count) in pairs
        if before is not None and count is not None and before > count
    }


def edge_of(colour: Tint) -> Surface:
    """The edge of a block: white between dark blocks, a line round what is too pale to be seen."""
    return Surface.CONTROL if colour is Tint.FOURTH else Surface.PAPER


def stacked_series(
    spec: StackedBars, frame: pl.DataFrame
) -> Iterator[tuple[list[int | None], str, Tint]]:
    """Each kind's counts, label and colour, in stacking order."""
    for (column, label), colour in zip(spec.kinds, Tint, strict=False):
        yield frame.get_column(column).to_list(), label, colour


def open_periods(spec: StackedBars, frame: pl.DataFrame) -> list[bool]:
    """By row, whether it is a period whose record is not whole yet, as its name says: its bar says
    it too."""
    if not spec.date or "name" not in frame.columns:
        return [False] * frame.height
    return frame.get_column("name").str.ends_with(SO_FAR).to_list()


def opposed_rows(spec: OpposedBars, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that are drawn."""
    return frame.filter((pl.col(spec.left) + pl.col(spec.right)) > 0).head(spec.shown)


class GridCell(NamedTuple):
    """A cell of a heat map: its words, whether there are too few to judge, and its ground."""

    text: str
    few: bool
    ground: str

    @property
    def marked(self) -> str:
        """The words with a small circle where there are too few to judge."""
        return f"{self.text} ○" if self.few else self.text


class GridCells:
    """A heat map's names of rows and columns, in order, and its cells."""

    def __init__(self, spec: Grid, frame: pl.DataFrame) -> None:
        self._spec = spec
        self.rows, self.columns = (
            list(dict.fromkeys(frame.get_column(name))) for name in (spec.rows, spec.columns)
        )
        self._found = {(r[spec.rows], r[spec.columns]): r for r in frame.iter_rows(named=True)}
        values = [float(value) for value in frame.get_column(spec.value) if value is not None]
        self._most = 1.0 if spec.percent else max([*values, 1.0])
        self.any_few = bool(spec.few) and bool(frame.get_column(spec.few or "").any())

    def record(self, row: object, column: object) -> dict[str, Any] | None:
        """The frame's row behind a cell; None where there is none."""
        return self._found.get((row, column))

    def cell(self, row: object, column: object) -> GridCell:
        """A cell as it is shown: "–" where the frame has none, "[c]" where its number is hidden."""
        spec, record = self._spec, self.record(row, column)
        if record is None:
            return GridCell("–", few=False, ground=SHADES[0])
        value = record[spec.value]
        number = None if value is None else float(value)
        if spec.said:
            text = str(record[spec.said] or "–")
        elif number is None:
            text = "[c]"
        else:
            text = f"{number:.0%}" if spec.percent else f"{number:,.0f}"
        return GridCell(text, few=bool(spec.few and record[spec.few]), ground=self._ground(number))

    def _ground(self, number: float | None) -> str:
        if number is None:
            return SHADES[0]
        share = number / self._most
        if self._spec.high_is_good:
            # Nine in ten and more is as it should be; each tenth or so below is a step deeper.
            return SHADES[(share < 0.9) + (share < 0.8) + (share < 0.65)]
        return shade(share)


def shade(share: float) -> str:
    """A ground that is deeper the more, in thirds; none is paper."""
    return SHADES[(share > 0) + (share > 1 / 3) + (share > 2 / 3)]


class Interval(NamedTuple):
    """A row of intervals as it is drawn, in the axis's units: its value, its ends where they are
    known, and how sure and how much apart it is."""

    value: float
    low: float | None
    high: float | None
    enough: bool
    apart: bool
    label: str

    @property
    def colour(self) -> str:
        """Pale where there are too few to judge, in the attention colour where set apart."""
        strong = Signal.ATTENTION if self.apart else Signal.BRAND
        return strong.value if self.enough else Ink.QUIET.value


def interval_rows(spec: Intervals, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that are drawn."""
    return frame.filter(pl.col(spec.drawn)) if spec.drawn else frame


def interval(spec: Intervals, row: Mapping[str, Any]) -> Interval | None:
    """The interval of a row; None where its value is not shown."""
    if row[spec.value] is None:
        return None
    times = 100 if spec.percent else 1
    value = float(row[spec.value]) * times
    low, high = row[spec.low], row[spec.high]
    known = low is not None and high is not None
    return Interval(
        value,
        float(low) * times if known else None,
        float(high) * times if known else None,
        enough=bool(row[spec.enough]) if spec.enough else True,
        apart=bool(row[spec.apart]) if spec.apart else False,
        label=str(row[spec.said])
        if spec.said and row[spec.said]
        else f"{value:,.0f}%"
        if spec.percent
        else f"{value:,.3g}",
    )


def funnel_rows(spec: FunnelPlot, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that have a share, from small to large; `share` from 0 to 1 is added."""
    known = frame.drop_nulls([spec.numerator, spec.denominator])
    known = known.filter(pl.col(spec.denominator) > 0).sort(spec.denominator)
    return known.with_columns(share=pl.col(spec.numerator) / pl.col(spec.denominator))


_LABEL_WIDE, _LABEL_HIGH = 0.42, 0.11  # of a chart in a row of cards


def funnel_label(spec: FunnelPlot, rows: pl.DataFrame) -> tuple[bool, bool]:
    """Where the words on the line in the middle lie on fewest marks: at its right end, above it.
    `rows`: those of `funnel_rows`."""
    centre = float(rows.get_column(spec.centre).drop_nulls()[0])
    across = pl.col(spec.denominator) / pl.col(spec.denominator).max()
    higher = pl.col("share") - centre

    def covered(place: tuple[bool, bool]) -> int:
        right, above = place
        beside = across > 1 - _LABEL_WIDE if right else across < _LABEL_WIDE
        within = (higher if above else -higher).is_between(-_LABEL_HIGH / 2, _LABEL_HIGH)
        return rows.filter(beside & within).height

    return min(product((True, False), (True, False)), key=covered)


def funnel_mark(spec: FunnelPlot, *, own: bool) -> tuple[Shape, str]:
    """Shape and colour of a mark; a ring is another council's."""
    if spec.parts:
        return ("triangle", Signal.ATTENTION.value) if own else ("circle", Signal.BRAND.value)
    return ("circle", Signal.BRAND.value) if own else ("ring", Ink.QUIET.value)


def stacked_dots(spec: DotDistribution, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that have a value, with `level` from 1: how high a dot is over the scale."""
    return (
        frame.drop_nulls(spec.value)
        .sort(spec.value, spec.highlight, descending=[False, True])
        .with_columns(level=pl.int_range(1, pl.len() + 1).over(spec.value))
    )


def bands(spec: DotDistribution) -> list[tuple[str, int, int]]:
    """Each band's name, where it begins, and where the next does."""
    ends = [start for _, start in spec.bands[1:]] + [spec.high + 1]
    return [(name, start, end) for (name, start), end in zip(spec.bands, ends, strict=True)]


def own_label(spec: DotDistribution) -> str:
    """What is written beside our own value, or beside the range still possible."""
    if spec.own is not None:
        return f"{spec.own_label} {spec.own}%"
    return f"{spec.own_label}: {spec.own_low} to {spec.own_high}% still possible"


def room_around(days: pl.Series) -> tuple[date, date]:
    """From when to when an axis of scores goes: four months or a sixth of the time shown on either
    side, whichever is more, so that no label is cut off and a single score has an axis."""
    first, last = cast("date", days.min()), cast("date", days.max())
    room = max(timedelta(days=122), (last - first) / 6)
    return first - room, last + room
