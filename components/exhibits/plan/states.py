"""The actions of a choice as they stand, and what is said alike wherever they are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from components.exhibits.filters import Filters
from measures.plan.progress import action_states

SOURCE: Final = "The improvement plan."
NOT_CLOSING: Final = "Which actions are closed is not recorded"
NOT_DUE: Final = "when actions are due is not recorded"
EVIDENCE: Final = (
    "Evidence of impact is what the record says; nobody has judged here how good it is."
)


def states_of(actions: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Actions of the team and theme that were open at some time in the period, as
    `measures.plan.progress.action_states` gives them."""
    ever = replace(filters, since=None).within(actions, "opened")
    states = action_states(ever, filters.until)
    if filters.since is None:
        return states
    return states.filter(pl.col("closed").is_null() | (pl.col("closed") >= filters.since))
