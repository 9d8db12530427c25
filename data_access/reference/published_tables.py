"""Tables of published facts about councils, as they come with the product and as a fuller one of
the same columns is brought in: which fields their columns are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import polars as pl

from data_access.datasets import COUNCIL_PROFILE, RATING, SCORE, Dataset

_PUBLISHED: Final = "published"


@dataclass(frozen=True)
class PublishedTable:
    """A table's dataset, its columns, and what makes rows of the dataset of it."""

    dataset: Dataset
    columns: tuple[str, ...]
    rows: Callable[[pl.DataFrame], pl.DataFrame]


def published_table(headers: Collection[str | None]) -> PublishedTable | None:
    """The table that has these columns, all of them and no others; None if none has."""
    named = {header for header in headers if header}
    return next((each for each in TABLES if named == set(each.columns)), None)


def dated(frame: pl.DataFrame) -> pl.DataFrame:
    """`published` as a date where the source gives a day; else only as stated."""
    day = pl.col("published").str.to_date("%Y-%m-%d", strict=False)
    return frame.with_columns(
        published=day,
        published_as_stated=pl.when(day.is_null()).then(pl.col("published")),
    )


def _spaced(name: str) -> pl.Expr:
    return pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars()


def _number(name: str, kind: pl.DataType) -> pl.Expr:
    return pl.col(name).cast(kind, strict=False)


def _profiles(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        _spaced("authority"),
        _spaced("short_name"),
        _number("area_km2", pl.Float64()),
        population=_number("population_2020", pl.Int64()),
        population_year=pl.lit(2020, pl.Int64),
        deprivation=_number("imd_2019_average_score", pl.Float64()),
        deprivation_year=pl.lit(2019, pl.Int64),
        source=pl.lit(None, pl.String),
    ).select(COUNCIL_PROFILE.columns)


def _scores(frame: pl.DataFrame) -> pl.DataFrame:
    nothing = {name: pl.lit(None, pl.String) for name in ("commitment", "rationale")}
    return (
        dated(frame)
        .with_columns(
            _spaced("authority"),
            _number("score", pl.Int64()),
            statement="quality_statement",
            kind=pl.lit(_PUBLISHED),
            framework=pl.lit(SCORE.fields_model.model_fields["framework"].default),
            evidence=pl.lit(None, pl.String),
            source="source_url",
            pilot=pl.col("pilot").str.to_lowercase() == "true",
            **nothing,
        )
        .select(SCORE.columns)
    )


def _ratings(frame: pl.DataFrame) -> pl.DataFrame:
    return (
        dated(frame)
        .with_columns(
            _spaced("authority"),
            _number("overall_percentage", pl.Int64()),
            source="source_url",
            pilot=pl.col("pilot").str.to_lowercase() == "true",
        )
        .select(RATING.columns)
    )


TABLES: Final = (
    PublishedTable(
        COUNCIL_PROFILE,
        (
            "authority",
            "short_name",
            "ons_code",
            "former_ons_codes",
            "authority_type",
            "region",
            "population_2020",
            "area_km2",
            "imd_2019_average_score",
        ),
        _profiles,
    ),
    PublishedTable(
        SCORE,
        (
            "authority",
            "ons_code",
            "published",
            "quality_statement",
            "score",
            "pilot",
            "source_url",
            "note",
        ),
        _scores,
    ),
    PublishedTable(
        RATING,
        (
            "authority",
            "ons_code",
            "published",
            "overall_percentage",
            "overall_rating",
            "pilot",
            "source_url",
            "note",
        ),
        _ratings,
    ),
)
"""Beside these, the ombudsman's figures are read like any council's file of them."""
