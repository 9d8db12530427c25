"""Which measures bear on which quality statement: by name, or through a theme."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.statistics.columns import require

BEARING_SCHEMA: Final[dict[str, pl.DataType]] = {
    "statement": pl.String(),
    "measure": pl.String(),
    "own": pl.Boolean(),
    "themes": pl.List(pl.String()),
}
_SIGNALS: Final = ("attention", "improved", "usual", "unknown")


def bearing(held: pl.DataFrame, codebook: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """Say on which quality statements each measure bears.

    `held`: measure, statements and themes (lists; of the catalogue of indicators and of the rows),
    one row per measure, in the order in which a reader wants them. `codebook`: theme, statements
    (list). `statements`: the framework's, with statement and order.

    Gives BEARING_SCHEMA, one row per statement and measure, in the framework's order, a statement's
    own measures first, each in the order of `held`: own (the measure names the statement; one that
    names none of the framework is of every statement that one of its themes is tied to) and themes
    (of the measure, that the codebook ties to the statement). A measure that names another
    statement and shares a theme bears on this one too, and is not its own.

    Raises ValueError naming the column that is missing.
    """
    require(held, "measure", "statements", "themes")
    require(codebook, "theme", "statements")
    require(statements, "statement", "order")
    known = statements.get_column("statement").to_list()
    rows = (
        held.select(
            "measure",
            "themes",
            statements=pl.col("statements").fill_null([]).list.set_intersection(known),
        )
        .with_columns(names=pl.col("statements").list.len() > 0)
        .with_row_index("place")
    )
    named = rows.select("place", "measure", statement="statements").explode(
        "statement", keep_nulls=False
    )
    tied = (
        rows.select("place", "measure", "names", theme="themes")
        .explode("theme", keep_nulls=False)
        .join(
            codebook.select("theme", statement="statements").explode("statement", keep_nulls=False),
            on="theme",
            maintain_order="left",
        )
        .group_by("place", "measure", "statement", maintain_order=True)
        .agg(themes="theme", own=~pl.col("names").first())
    )
    by_name = named.unique(maintain_order=True).with_columns(named=pl.lit(value=True))
    return (
        by_name.join(tied, on=["place", "measure", "statement"], how="full", coalesce=True)
        .with_columns(
            own=pl.col("named").fill_null(value=False) | pl.col("own").fill_null(value=False),
            themes=pl.col("themes").fill_null([]),
        )
        .join(statements.select("statement", "order"), on="statement")
        .sort("order", "own", "place", descending=[False, True, False])
        .select(pl.col(name).cast(kind) for name, kind in BEARING_SCHEMA.items())
    )


def signals_by_statement(
    held: pl.DataFrame, codebook: pl.DataFrame, statements: pl.DataFrame
) -> pl.DataFrame:
    """Count each statement's own measures by signal.

    `held`: as `bearing` takes it, with signal (attention, improved, usual, unknown); the others as
    there. Gives a row per statement of the framework, in its order: statement, measures, attention,
    improved, usual, unknown.

    Raises ValueError naming the column that is missing.
    """
    require(held, "signal")
    own = bearing(held, codebook, statements).filter("own").select("statement", "measure")
    rows = own.join(held.select("measure", "signal"), on="measure")
    return (
        statements.sort("order")
        .select("statement")
        .join(_counted(rows, "statement"), on="statement", how="left", maintain_order="left")
        .with_columns(pl.col("measures", *_SIGNALS).fill_null(0))
    )


def signals_by_theme(held: pl.DataFrame) -> pl.DataFrame:
    """Count the measures on each theme by signal.

    `held`: measure, themes (list) and signal (attention, improved, usual, unknown). Gives a row per
    theme that a measure is on, by theme: theme, measures, attention, improved, usual, unknown.

    Raises ValueError naming the column that is missing.
    """
    require(held, "measure", "themes", "signal")
    rows = held.select("measure", "signal", theme="themes").explode("theme", keep_nulls=False)
    return _counted(rows, "theme").sort("theme")


def _counted(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    return rows.group_by(by).agg(
        pl.len().cast(pl.Int64).alias("measures"),
        *((pl.col("signal") == each).sum().cast(pl.Int64).alias(each) for each in _SIGNALS),
    )
