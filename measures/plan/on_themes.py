"""What the improvement plan has on a subject: how much is open, and what comes due next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from measures.plan.progress import OPEN_STATES, ActionState
from measures.statistics.columns import require


@dataclass(frozen=True)
class OnThemes:
    """Open actions on some themes: how many, and how many of them overdue. owner: the role that all
    of them have, empty where they have several or none is recorded: of several, nobody can say who
    answers for the subject. reference, due: of the owner's action that comes due next, or where all
    are overdue of the one that has been so the longest."""

    open: int = 0
    overdue: int = 0
    owner: str = ""
    reference: str = ""
    due: date | None = None


def on_themes(states: pl.DataFrame, themes: Collection[str]) -> OnThemes:
    """What is open on any of the themes.

    `states`: what `progress.action_states` gave. Of actions due on one day, the first by reference
    is told. Raises ValueError naming the column that is missing.
    """
    require(states, "reference", "themes", "owner", "due", "state")
    shared = pl.col("themes").list.set_intersection(list(themes)).list.len() > 0
    found = states.filter(shared.fill_null(value=False) & pl.col("state").is_in(OPEN_STATES))
    if found.is_empty():
        return OnThemes()
    late = pl.col("state") == ActionState.OVERDUE
    told = OnThemes(found.height, found.filter(late).height)
    owners = found.get_column("owner").unique().to_list()
    if len(owners) > 1 or not owners[0]:
        return told
    first = found.sort(late, "due", "reference", nulls_last=True).row(0, named=True)
    return replace(told, owner=owners[0], reference=first["reference"], due=first["due"])
