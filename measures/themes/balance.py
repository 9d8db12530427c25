"""Themes: how much there is on each, by the quality statements it bears on."""

from __future__ import annotations

import polars as pl

from measures.findings.counts import POLARITIES
from measures.statistics.columns import require


def by_statement(
    evidence: pl.DataFrame, codebook: pl.DataFrame, statements: pl.DataFrame
) -> pl.DataFrame:
    """Cross themes with quality statements.

    `evidence`: what `theme_evidence` gave. `codebook`: theme, name, statements (list: those it
    bears on). `statements`: statement, order, short_name. Gives a row for every theme and
    statement, themes with most findings first, statements in the framework's order: theme,
    theme_name, statement, order, short_name, bears_on (the codebook says so), strength,
    shortfall, mixed, in_progress, context, findings (all five), actions, innovation.

    Raises ValueError naming the column that is missing.
    """
    require(evidence, "theme", "source", "polarity", "count", "statement")
    require(codebook, "theme", "name", "statements")
    require(statements, "statement", "order", "short_name")
    finding, count = pl.col("source") == "finding", pl.col("count")
    counts = evidence.group_by("theme", "statement").agg(
        *(count.filter(finding & (pl.col("polarity") == p)).sum().alias(p) for p in POLARITIES),
        count.filter(finding).sum().alias("findings"),
        count.filter(pl.col("source") == "action").sum().alias("actions"),
        count.filter(pl.col("source") == "innovation").sum().alias("innovation"),
    )
    numbers = [*POLARITIES, "findings", "actions", "innovation"]
    bears = (
        codebook.select("theme", statement="statements")
        .explode("statement", keep_nulls=False)
        .unique()
        .with_columns(bears_on=pl.lit(value=True))
    )
    most = counts.group_by("theme").agg(most=pl.col("findings").sum())
    return (
        named_themes(counts.select("theme").unique(), codebook)
        .rename({"name": "theme_name"})
        .join(most, on="theme", how="left")
        .join(statements.select("statement", "order", "short_name"), how="cross")
        .join(counts, on=["theme", "statement"], how="left")
        .join(bears, on=["theme", "statement"], how="left")
        .with_columns(
            pl.col(*numbers, "most").fill_null(0), pl.col("bears_on").fill_null(value=False)
        )
        .sort(["most", "theme_name", "theme", "order"], descending=[True, False, False, False])
        .select(
            "theme", "theme_name", "statement", "order", "short_name", "bears_on", *numbers,
        )
    )  # fmt: skip


def named_themes(counts: pl.DataFrame, codebook: pl.DataFrame) -> pl.DataFrame:
    """Give every theme its name, those of the codebook without a row too.

    `counts`: theme and any further columns, one row per theme. `codebook`: theme, name. A theme
    that has left the codebook is called by its id. Columns: theme, name, the further ones.

    Raises ValueError naming the column that is missing.
    """
    require(codebook, "theme", "name")
    names = codebook.select("theme", "name").unique("theme", keep="first", maintain_order=True)
    return names.join(counts, on="theme", how="full", coalesce=True).with_columns(
        name=pl.coalesce("name", "theme")
    )
