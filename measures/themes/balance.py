"""Themes: how much there is on each, how good and bad balance over time, and where it bears."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.findings.counts import POLARITIES
from measures.statistics.columns import require
from measures.statistics.periods import Every, calendar, period_of
from measures.statistics.shares import with_share
from measures.themes.timeline import SOURCES, SPEAKING


def by_theme(evidence: pl.DataFrame, codebook: pl.DataFrame) -> pl.DataFrame:
    """Count what there is on every theme: good, short, and being done.

    `evidence`: what `theme_evidence` gave (filter it by current to count what counts today).
    `codebook`: theme, name. Gives one row per theme, also without evidence, most shortfalls
    first: theme, name, strength, shortfall, mixed, in_progress, context, total, one column per
    source of `SOURCES` with how much comes from it, first and last (days).

    Raises ValueError naming the column that is missing.
    """
    require(evidence, "theme", "source", "polarity", "count", "day")
    count = pl.col("count")
    counts = evidence.group_by("theme").agg(
        *(count.filter(pl.col("polarity") == p).sum().alias(p) for p in POLARITIES),
        count.sum().alias("total"),
        *(count.filter(pl.col("source") == s).sum().alias(s) for s in SOURCES),
        first=pl.col("day").min(),
        last=pl.col("day").max(),
    )
    return (
        named_themes(counts, codebook)
        .with_columns(pl.col(*POLARITIES, "total", *SOURCES).fill_null(0))
        .sort(["shortfall", "total", "name"], descending=[True, True, False])
        .select("theme", "name", *POLARITIES, "total", *SOURCES, "first", "last")
    )


def balance_over_time(
    evidence: pl.DataFrame,
    as_at: date,
    every: Every = "quarter",
    sources: tuple[str, ...] = SPEAKING,
) -> pl.DataFrame:
    """Follow strengths against shortfalls, quarter by quarter.

    `evidence`: what `theme_evidence` gave. `sources`: which of them speak; those that only say
    what is being done say nothing here. Gives a row for every theme and every period from the
    first evidence's to that of `as_at`: theme, period (its first day), name, complete, strength,
    shortfall, mixed, spoke (strength + shortfall), share (strength ÷ spoke), low, high and
    verdict (see `shares.with_share`).

    Raises ValueError naming the column that is missing.
    """
    require(evidence, "theme", "source", "day", "polarity", "count")
    shown = ("strength", "shortfall", "mixed")
    told = evidence.filter(pl.col("source").is_in(sources) & pl.col("polarity").is_in(shown))
    count = pl.col("count")
    counts = told.group_by("theme", period_of("day", every).alias("period")).agg(
        count.filter(pl.col("polarity") == p).sum().alias(p) for p in shown
    )
    first = told.get_column("day").min()
    periods = calendar(first if isinstance(first, date) else None, as_at, every)
    grid = (
        told.select("theme")
        .unique()
        .sort("theme")
        .join(periods, how="cross", maintain_order="left_right")
        .join(counts, on=["theme", "period"], how="left", maintain_order="left")
        .with_columns(pl.col(shown).fill_null(0))
        .with_columns(spoke=pl.col("strength") + pl.col("shortfall"))
    )
    return with_share(grid, "strength", "spoke")


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
