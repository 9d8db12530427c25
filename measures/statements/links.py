"""Which actions and lessons belong to which quality statement, and through what."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.plan.answers import answers_given, may_answer
from measures.statistics.breakdown import plain
from measures.statistics.columns import require

THROUGH: Final = (
    "drawn from a finding on the statement",
    "answered by an action for the statement",
    "on a theme in which the statement falls short",
)
"""What ties a lesson to a statement, the closest tie first."""


def statement_actions(states: pl.DataFrame, answered: pl.DataFrame) -> pl.DataFrame:
    """List the actions of every quality statement: those named for it, and those that answer one
    of its shortfalls.

    `states`: what `plan.action_states` gave. `answered`: what `plan_links.shortfalls` gave. Gives
    the columns of `states`, with statement as the one it is listed under, in the order of
    `states`; an action may stand under several statements.

    Raises ValueError naming the column that is missing.
    """
    require(states, "reference", "statement", "state")
    require(answered, "statement", "actions")
    named = states.select("reference", "statement").drop_nulls("statement")
    through = answered.select("statement", reference="actions").explode(
        "reference", keep_nulls=False
    )
    pairs = pl.concat([named, through.select("reference", "statement")]).unique()
    return (
        states.with_row_index("row")
        .drop("statement")
        .join(pairs, on="reference", maintain_order="left_right")
        .sort("row", "statement")
        .select(states.columns)
    )


def statement_lessons(
    stages: pl.DataFrame, findings: pl.DataFrame, actions: pl.DataFrame
) -> pl.DataFrame:
    """List the lessons of every quality statement, with what ties them to it.

    `stages`: what `learning_loop.lesson_stages` gave. `findings`: the statements' findings that
    count (`statement_record.standing_findings`): reference, statement, polarity, themes.
    `actions`: what `statement_actions` gave. A lesson belongs to a statement when it was found in
    one of its findings, when one of its actions answers the lesson, or when it is on a theme of
    one of its shortfalls. Gives a row per lesson and statement, closest tie first, then in the
    order of `stages`: statement, through (one of `THROUGH`), and the columns of `stages`.

    Raises ValueError naming the column that is missing.
    """
    require(stages, "reference", "origin", "origin_reference", "themes")
    require(findings, "reference", "statement", "polarity", "themes")
    require(actions, "statement", "reference")
    rows = stages.with_row_index("row")
    drawn = (
        rows.filter(pl.col("origin") == "finding")
        .select("row", key=plain(pl.col("origin_reference")))
        .join(findings.select("statement", key=plain(pl.col("reference"))), on="key")
        .filter(pl.col("key") != "")
    )
    acted = (
        rows.select("row", key=plain(pl.col("reference")))
        .join(answers_given(actions).filter(may_answer("learning")), on="key")
        .join(actions.select("statement", action="reference"), on="action")
    )
    short = (
        findings.filter(pl.col("polarity") == "shortfall")
        .select("statement", theme="themes")
        .explode("theme", keep_nulls=False)
        .unique()
    )
    shared = (
        rows.select("row", theme="themes")
        .explode("theme", keep_nulls=False)
        .join(short, on="theme")
    )
    ties = pl.concat(
        pairs.select("row", "statement", tie=pl.lit(place))
        for place, pairs in enumerate((drawn, acted, shared))
    )
    closest = ties.group_by("row", "statement").agg(pl.col("tie").min())
    return (
        rows.join(closest, on="row")
        .sort("statement", "tie", "row")
        .with_columns(
            through=pl.col("tie").replace_strict(dict(enumerate(THROUGH)), return_dtype=pl.String)
        )
        .select("statement", "through", *stages.columns)
    )
