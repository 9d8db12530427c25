"""What the findings say, counted. Sentences are counted, not weighed: long is not bad."""

from __future__ import annotations

import polars as pl

from vocabulary.findings import Polarity

POLARITIES: tuple[str, ...] = tuple(Polarity.labels())


def newest_document(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings of the newest document of each kind for each statement (a re-assessment takes
    the place of the one before; undated ones count from when they were recorded)."""
    day = pl.coalesce("published", pl.col("recorded_at").dt.date())
    return findings.filter(day == day.max().over("statement", "source_kind"))


def balance_by_theme(findings: pl.DataFrame, codebook: pl.DataFrame) -> pl.DataFrame:
    """Findings per theme and polarity. A finding counts once in each of its themes.

    Columns: theme, name, strength, shortfall, mixed, in_progress, context, total. Most
    shortfalls first, then most findings.
    """
    names = codebook.select("theme", "name")
    return (
        _counted(
            findings.explode("themes", keep_nulls=False).rename({"themes": "theme"})
            if findings.height
            else findings.with_columns(theme=pl.lit(None, pl.String)),
            "theme",
        )
        .join(names, on="theme", how="left", maintain_order="left")
        .with_columns(name=pl.coalesce("name", pl.col("theme").str.replace_all("_", " ")))
        .select("theme", "name", *POLARITIES, "total")
        .sort(["shortfall", "total", "name"], descending=[True, True, False])
    )


def balance_by_statement(findings: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """Findings per statement and polarity, every statement of the framework in its order.

    Columns: statement, order, name, strength, shortfall, mixed, in_progress, context, total.
    """
    counted = _counted(findings, "statement")
    return (
        statements.select("statement", "order", "name")
        .join(counted, on="statement", how="left", maintain_order="left")
        .with_columns(pl.col(*POLARITIES, "total").fill_null(0))
        .sort("order")
    )


def coding_review(findings: pl.DataFrame) -> dict[str, int]:
    """How far people have been through the suggested coding.

    findings: how many there are; decided: by a person, one by one or together; together: accepted
    together with others, which nobody decided one by one; confirmed: decided as suggested;
    corrected: decided otherwise (polarity, evidence category or themes); polarity_kept: decided
    with the suggested polarity.
    """
    decided = findings.filter(pl.col("coded_by") != "rule")
    one_by_one = decided.filter(pl.col("coded_by") == "person")
    suggested = one_by_one.filter(pl.col("suggested_polarity").is_not_null())
    same_polarity = pl.col("polarity") == pl.col("suggested_polarity")
    same = (
        same_polarity
        & (pl.col("category") == pl.col("suggested_category"))
        & (
            pl.col("themes").fill_null([]).list.sort()
            == pl.col("suggested_themes").fill_null([]).list.sort()
        )
    )
    confirmed = suggested.filter(same).height
    return {
        "findings": findings.height,
        "decided": decided.height,
        "together": decided.height - one_by_one.height,
        "confirmed": confirmed,
        "corrected": suggested.height - confirmed,
        "polarity_kept": suggested.filter(same_polarity).height,
    }


def _counted(findings: pl.DataFrame, by: str) -> pl.DataFrame:
    return findings.group_by(by).agg(
        *((pl.col("polarity") == p).sum().cast(pl.Int64).alias(p) for p in POLARITIES),
        total=pl.len().cast(pl.Int64),
    )
