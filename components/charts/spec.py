"""What a chart shows, said without a drawing library, so that every renderer draws the same.

Each specification names columns of the exhibit's frame; none holds figures of its own except
marks that are rules (a band's start). What a specification is written like (`repr`) is part of a
kept pack's digest: renaming a field would make kept packs seem changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class OpposedBars:
    """Two counts per category, drawn left and right of a middle line, with direct labels.

    shown: how many rows are drawn; the table has them all.
    """

    category: str
    left: str
    right: str
    left_label: str
    right_label: str
    shown: int


@dataclass(frozen=True)
class DotDistribution:
    """Whole values stacked as dots along a scale; ours marked apart by shape and label.

    value: column on the scale. name: whose value (hover). highlight: boolean column for peers to
    set apart. own: our value, or None; own_low and own_high: the range still possible.
    """

    value: str
    name: str
    highlight: str
    highlight_label: str
    other_label: str
    low: int
    high: int
    bands: tuple[tuple[str, int], ...] = ()
    own: int | None = None
    own_low: int | None = None
    own_high: int | None = None
    own_label: str = ""


@dataclass(frozen=True)
class ScoreShares:
    """Per category the number of councils with each score, as a row of four blocks; ours marked."""

    category: str
    counts: tuple[str, str, str, str]
    own: str


@dataclass(frozen=True)
class ScoreTimeline:
    """Scores from 1 to 4 over time, one shape per kind."""

    day: str
    score: str
    kind: str
    kinds: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class ControlChart:
    """A series over time with its mean and expected range; signals marked by shape.

    Columns as `measures.process_control.charts.xmr` (or p and u charts) gives them; `meaning`
    decides the mark: concern a triangle, what stood out otherwise a ring, else a circle. percent:
    values are shares from 0 to 1, shown in percent. target: column with a target, or None. events:
    as of `SeriesPanels`. late: first days of months that are over and not in yet.
    """

    date: str
    value: str
    mean: str
    lower: str
    upper: str
    meaning: str
    unit: str = ""
    percent: bool = False
    target: str | None = None
    events: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    late: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SeriesPanels:
    """Series over time in panels on the same axes: mean and usual range of each, and where the
    range began anew, the one before it; signals marked by shape, events by upright lines.

    Columns as `measures.indicators.series.indicator_series` gives points. panel: what a panel is
    called; its rows lie together, and one panel alone is not named. note: what stands under a
    panel's name. period: what a point's period is called. unit: of the figures, as
    `vocabulary.values` says them. events: the day (as 2026-02-01) and what happened. late: first
    days of months that are over and not in yet.
    """

    panel: str
    note: str
    period: str
    date: str
    value: str
    mean: str
    lower: str
    upper: str
    meaning: str
    target: str
    rebased: str
    mean_before: str
    lower_before: str
    upper_before: str
    unit: str = ""
    events: tuple[tuple[str, str], ...] = ()
    late: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Intervals:
    """One row a category: a share or number with its interval; what needs attention apart by shape.

    value, low, high: columns (null: not known). apart: boolean column for rows to set apart (they
    need attention, and are triangles). enough: boolean column, False where there
    are too few to judge (drawn pale and said so), or None. reference: a value to compare with, and
    its own interval from reference_low to reference_high, drawn as a band. percent: values are
    shares from 0 to 1. drawn: boolean column, False for rows that the table alone shows, or None.
    said: column with what is written beside a row in place of its share, such as "8 of 9", or None.
    """

    category: str
    value: str
    low: str
    high: str
    apart: str | None = None
    enough: str | None = None
    reference: float | None = None
    reference_label: str = ""
    percent: bool = True
    least: float = 0.0
    most: float | None = None
    # Later than the first kept packs: left out of what a specification is written like.
    reference_low: float | None = field(default=None, repr=False)
    reference_high: float | None = field(default=None, repr=False)
    drawn: str | None = field(default=None, repr=False)
    said: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class FunnelPlot:
    """Shares against size with limits that widen as numbers get small; ours marked apart.

    Columns as `measures.statistics.comparison.funnel` gives them. unit: what is counted across.
    all_of: whom the line in the middle is of. parts: the marks are parts of ours, such as teams:
    all filled, and those of `own` named, as triangles, because they need attention.
    """

    group: str
    numerator: str
    denominator: str
    centre: str
    lower: str
    upper: str
    own: str
    # Later than the first kept packs: left out of what a specification is written like.
    unit: str = field(default="Investigations decided", repr=False)
    all_of: str = field(default="all councils", repr=False)
    parts: bool = field(default=False, repr=False)


@dataclass(frozen=True)
class Bars:
    """One bar a row, with its count; `part` (a column) is filled darker, such as those in date.

    Read from top to bottom as steps when `steps` is true: what is lost from one to the next is
    written between them.
    """

    category: str
    count: str
    part: str | None = None
    part_label: str = ""
    steps: bool = False
    unit: str = ""


@dataclass(frozen=True)
class StackedBars:
    """Counts of a few kinds (four at most) per period or category, stacked, labelled directly.

    kinds: (column, label) in stacking order. date: the category is a period's first day, shown as
    month. events: as of `SeriesPanels`, drawn where the category is a date.
    """

    category: str
    kinds: tuple[tuple[str, str], ...]
    date: bool = False
    horizontal: bool = False
    events: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Grid:
    """A heat map: a number in each cell, deeper the greater; `mark` says what a cell's shape is.

    rows, columns, value: columns of a long frame. percent: values are shares. few: boolean column,
    True where there are too few to judge (the cell is marked by a small circle). said: column with
    the words to write in a cell in place of its number, or None.
    """

    rows: str
    columns: str
    value: str
    percent: bool = False
    few: str | None = None
    high_is_good: bool = False
    said: str | None = None


ChartSpec = (
    OpposedBars
    | DotDistribution
    | ScoreShares
    | ScoreTimeline
    | ControlChart
    | SeriesPanels
    | Intervals
    | FunnelPlot
    | Bars
    | StackedBars
    | Grid
)
