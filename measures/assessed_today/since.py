"""From which day on evidence counts as new, for each quality statement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import polars as pl

from measures.ratings.scores import latest, stated_day
from measures.statistics.columns import require
from vocabulary.assessed_today import Basis
from vocabulary.findings import SourceKind

WITHOUT: Final = timedelta(days=365)
"""As far back as one looks where no assessment is published."""


def counted_since(
    scores: pl.DataFrame, findings: pl.DataFrame, statements: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Say of every quality statement from which day on evidence is newer than its assessment.

    `scores`, `findings`: the datasets' columns. `statements`: the framework's frame. Gives one row
    per statement, in the framework's order: statement, order, name, short_name, score (the newest
    published one; missing where none is known), since and basis (one of `Basis`). since is the day
    the newest score was published; where none is known, the newest day of the regulator's findings
    on the statement; where there is neither, that of the council's newest assessment; without any,
    365 days before `as_at`. The regulator publishes when it looked too, but no dataset holds it:
    what lies between the end of its evidence and the day of publication counts as seen by it.

    Raises ValueError naming the column that is missing.
    """
    require(findings, "statement", "source_kind", "published")
    stated = stated_day()
    known = scores.filter(stated.is_null() | (stated <= as_at))
    told = latest(known, statements).select(
        "statement", "order", "name", "short_name", "score", "published", "published_as_stated",
        since="stated",
    )  # fmt: skip
    read = (
        findings.filter(
            (pl.col("source_kind") == SourceKind.CQC_ASSESSMENT.value)
            & (pl.col("published") <= as_at)
        )
        .group_by("statement")
        .agg(found=pl.col("published").max())
    )
    length = pl.col("published_as_stated").str.len_chars()
    dated = (
        told.join(read, on="statement", how="left", maintain_order="left")
        .with_columns(
            basis=pl.when(pl.col("since").is_null() & pl.col("found").is_null())
            .then(None)
            .when(pl.col("published").is_not_null() | pl.col("since").is_null())
            .then(pl.lit(Basis.PUBLISHED.value))
            .when(length == len("2024"))
            .then(pl.lit(Basis.YEAR.value))
            .otherwise(pl.lit(Basis.MONTH.value)),
            since=pl.coalesce("since", "found"),
        )
        .sort("order")
    )
    newest = dated.drop_nulls("since").sort("since").tail(1)
    day, basis = newest.select("since", "basis").row(0) if newest.height else (None, None)
    return dated.select(
        "statement",
        "order",
        "name",
        "short_name",
        "score",
        since=pl.coalesce("since", pl.lit(day, pl.Date), pl.lit(as_at - WITHOUT)),
        basis=pl.coalesce("basis", pl.lit(basis, pl.String), pl.lit(Basis.NONE.value)),
    )


def bears_on(
    frame: pl.DataFrame, codebook: pl.DataFrame, *themes: str, statement: str | None = None
) -> pl.DataFrame:
    """Rows of a frame under each quality statement they bear on: by one of the themes in the list
    columns `themes`, or because they name it in column `statement`. A row comes once for each.

    `codebook`: theme, statements (list). Gives the columns of the frame, with statement as the one
    it bears on. Raises ValueError naming the column that is missing.
    """
    require(codebook, "theme", "statements")
    require(frame, *themes)
    tied = codebook.select("theme", on="statements").explode("on", keep_nulls=False)
    rows = frame.with_row_index("_row")
    ties = [
        rows.select("_row", theme=name)
        .explode("theme", keep_nulls=False)
        .join(tied, on="theme")
        .select("_row", "on")
        for name in themes
    ]
    if statement is not None:
        ties.append(rows.select("_row", on=statement).drop_nulls("on"))
    pairs = pl.concat(ties).unique().sort("_row", "on")
    kept = [name for name in frame.columns if name != "statement"]
    return pairs.join(rows, on="_row", maintain_order="left").select(*kept, statement="on")
