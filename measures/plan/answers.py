"""Which action says that it answers what."""

from __future__ import annotations

import polars as pl

from measures.statistics.breakdown import plain
from measures.statistics.columns import require


def answers_given(actions: pl.DataFrame) -> pl.DataFrame:
    """List what each action says it answers.

    `actions`: reference, answers_kind, answers (list of references). Gives one row per action and
    reference: action, stated_kind (missing where it states none), key (the reference as
    `breakdown.plain` has it).

    Raises ValueError naming the column that is missing.
    """
    require(actions, "reference", "answers_kind", "answers")
    return (
        actions.select("reference", "answers_kind", "answers")
        .explode("answers", keep_nulls=False)
        .select(action="reference", stated_kind="answers_kind", key=plain(pl.col("answers")))
        .filter(pl.col("key") != "")
    )


def may_answer(kind: str) -> pl.Expr:
    """Expression for whether a row of `answers_given` may answer something of this kind: it says
    so, or does not say what it answers."""
    return pl.col("stated_kind").is_null() | (pl.col("stated_kind") == kind)
