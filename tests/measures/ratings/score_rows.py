"""Made-up rows of the score and finding datasets, as a snapshot hands them to the measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

RECORDED = datetime(2026, 1, 5, 12, 0)

STATEMENTS = pl.DataFrame(
    {
        "framework": ["2023"] * 3,
        "statement": ["needs", "equity", "learning"],
        "order": [1, 2, 3],
        "name": ["Assessing needs", "Equity in outcomes", "Learning and improvement"],
        "short_name": ["Needs", "Equity", "Learning"],
        "theme": ["People", "People", "Leadership"],
    },
    schema_overrides={"order": pl.Int64()},
)
SCORE_SCHEMA: dict[str, pl.DataType] = {
    "authority": pl.String(),
    "statement": pl.String(),
    "kind": pl.String(),
    "framework": pl.String(),
    "score": pl.Int64(),
    "published": pl.Date(),
    "published_as_stated": pl.String(),
    "commitment": pl.String(),
    "rationale": pl.String(),
    "evidence": pl.List(pl.String()),
    "source": pl.String(),
    "pilot": pl.Boolean(),
    "note": pl.String(),
    "nature": pl.String(),
    "recorded_at": pl.Datetime("us"),
}
FINDING_SCHEMA: dict[str, pl.DataType] = {
    "statement": pl.String(),
    "source_kind": pl.String(),
    "published": pl.Date(),
    "polarity": pl.String(),
    "category": pl.String(),
    "themes": pl.List(pl.String()),
    "coded_by": pl.String(),
    "suggested_polarity": pl.String(),
    "suggested_category": pl.String(),
    "suggested_themes": pl.List(pl.String()),
    "recorded_at": pl.Datetime("us"),
}


def score(
    statement: str,
    score: int | None,
    published: date | None = None,
    *,
    kind: str = "published",
    authority: str = "Somewhere",
    as_stated: str | None = None,
    commitment: str | None = None,
    framework: str = "2023",
    recorded_at: datetime = RECORDED,
) -> dict[str, object]:
    """One row of the score dataset."""
    return {
        "authority": authority,
        "statement": statement,
        "kind": kind,
        "framework": framework,
        "score": score,
        "published": published,
        "published_as_stated": as_stated,
        "commitment": commitment,
        "source": "made up",
        "nature": "published",
        "recorded_at": recorded_at,
    }


def scores(*rows: dict[str, object]) -> pl.DataFrame:
    """Rows of the score dataset."""
    return pl.DataFrame(list(rows), schema=SCORE_SCHEMA)


def finding(
    polarity: str,
    *themes: str,
    statement: str = "learning",
    category: str = "processes",
    published: date | None = date(2025, 3, 14),
    source_kind: str = "cqc_assessment",
    coded_by: str = "rule",
    suggested: tuple[str, str, Sequence[str]] | None = None,
    recorded_at: datetime = RECORDED,
) -> dict[str, object]:
    """One row of the finding dataset; `suggested`: polarity, category and themes."""
    was = suggested or (None, None, None)
    return {
        "statement": statement,
        "source_kind": source_kind,
        "published": published,
        "polarity": polarity,
        "category": category,
        "themes": list(themes),
        "coded_by": coded_by,
        "suggested_polarity": was[0],
        "suggested_category": was[1],
        "suggested_themes": list(was[2]) if was[2] is not None else None,
        "recorded_at": recorded_at,
    }


def findings(*rows: dict[str, object]) -> pl.DataFrame:
    """Rows of the finding dataset."""
    return pl.DataFrame(list(rows), schema=FINDING_SCHEMA)
