"""What changed between two moments, put in the order in which a leader should hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl

from measures.changes.change import ranked
from measures.changes.differences import (
    action_changes,
    data_changes,
    finding_changes,
    lesson_changes,
    measure_changes,
    score_changes,
    signal_changes,
)
from measures.learning.learning_loop import lesson_stages
from measures.plan.progress import action_states
from vocabulary.wording import long_date, number_of

SHOWN: Final = 10
"""As many changes as people take in at the start of a board."""


def what_changed(
    earlier: Mapping[str, pl.DataFrame],
    later: Mapping[str, pl.DataFrame],
    since: date,
    until: date,
    statements: pl.DataFrame,
    *,
    signals: tuple[pl.DataFrame, pl.DataFrame] | None = None,
    measures: tuple[pl.DataFrame, pl.DataFrame] | None = None,
    fresh: tuple[pl.DataFrame, pl.DataFrame] | None = None,
) -> pl.DataFrame:
    """List what changed between two moments, most important first.

    `earlier`, `later`: frames by dataset name as known at the two moments (of score, finding,
    learning and action those there are). `since`, `until`: the days of the two moments.
    `statements`: the framework's, with statement, order, name, short_name, theme. `signals`: what
    `process_control.charts.xmr` gave as latest at both moments, with a name for people;
    `measures`: the same of the council's measures, series being the measure; `fresh`: what
    `freshness.freshness` gave.

    Gives one row per change: rank (from 1), kind (rating, score, finding, signal, lesson, action,
    data), change (one of `changes.WEIGHTS`), direction (worse, better, neutral), sentence, size
    (points, shortfalls, reaches of the limits, lessons, actions, days), importance (its weight),
    target_kind (rating, statement, finding, signal, measure, lesson, action, dataset), target_id
    (the first to link to), targets (list of all ids). Show the first `SHOWN`.

    The rule: by weight, then by size. What the regulator says comes before what the figures say,
    that before what was done about it; what got worse before what got better; proof before
    activity. Actions, lessons, late datasets and codings of one kind are one change.

    Raises ValueError naming the column that is missing, or when `until` is before `since`.
    """
    if until < since:
        raise ValueError(f"until ({until}) is before since ({since})")

    def both(name: str) -> tuple[pl.DataFrame, pl.DataFrame] | None:
        return (earlier[name], later[name]) if name in earlier and name in later else None

    changes = []
    if frames := both("score"):
        changes += score_changes(*frames, statements)
    if frames := both("finding"):
        changes += finding_changes(*frames)
    if signals is not None:
        changes += signal_changes(*signals)
    if measures is not None:
        changes += measure_changes(*measures)
    if frames := both("learning"):
        changes += lesson_changes(lesson_stages(frames[0], since), lesson_stages(frames[1], until))
    if frames := both("action"):
        changes += action_changes(action_states(frames[0], since), action_states(frames[1], until))
    if fresh is not None:
        changes += data_changes(*fresh)
    return ranked(changes)


def changes_in_words(changes: pl.DataFrame, since: date) -> str:
    """Say in a sentence how much changed, from what `what_changed` gave."""
    day = long_date(since)
    if changes.is_empty():
        return f"Nothing has changed since {day}."
    ways = changes.get_column("direction")
    worse, better = int((ways == "worse").sum()), int((ways == "better").sum())
    other = changes.height - worse - better
    said = (
        f"Since {day}: {number_of(worse, 'change')} for the worse, "
        f"{better or 'none'} for the better"
    )
    return f"{said}, {number_of(other, 'other')}." if other else f"{said}."
