"""Rows of England, regions and similar councils together, in files of indicators: they are kept
beside the councils' to compare with, and are never councils themselves."""

from __future__ import annotations

import polars as pl

from data_access.datasets import COMPARATOR
from data_access.importing.stages.meaning.areas import Area, area_of
from data_access.importing.stages.values.log import Log
from data_access.ledger.as_known import row_key
from data_access.reference.council_register import region_of
from vocabulary.indicators import ComparatorLevel
from vocabulary.wording import listed, number_of

_AREA = {"level": pl.String(), "area": pl.String()}


def areas_beside(rows: pl.DataFrame, own: str | None, log: Log) -> pl.DataFrame:
    """The rows that the council is compared with: England's, its region's, and those of similar
    councils together. `rows`: typed rows that are of no council, with line and, as they stand in
    the file, authority, and area_code and level_said where there are such columns.

    Gives the rows with the council as authority, level and area. Of regions only the council's own
    is taken; where nobody knows which that is, the file's, if it has no other.
    """
    none = rows.clear().with_columns(pl.lit(None, kind).alias(name) for name, kind in _AREA.items())
    if own is None or rows.is_empty():
        return none
    region = region_of(own)
    asked = [name for name in ("authority", "area_code", "level_said") if name in rows.columns]
    found: dict[tuple[str | None, ...], Area | None] = {}
    for place in rows.select(asked).unique(maintain_order=True).iter_rows(named=True):
        found[tuple(place.values())] = area_of(
            place.get("authority"), place.get("area_code"), place.get("level_said"), region
        )
    regions = {
        area.name for area in found.values() if area and area.level == ComparatorLevel.REGION
    }
    theirs = regions if len(regions) == 1 and region is None else {region, "Region"}
    areas = [found[place] for place in rows.select(asked).iter_rows()]
    told = rows.with_columns(
        pl.Series("level", [str(each.level) if each else None for each in areas], pl.String),
        pl.Series("area", [each.name if each else None for each in areas], pl.String),
        authority=pl.lit(own),
    ).filter(
        pl.col("level").is_not_null()
        & ((pl.col("level") != str(ComparatorLevel.REGION)) | pl.col("area").is_in(theirs))
    )
    if told.height:
        names = sorted(told.get_column("area").unique())
        log.notes.append(
            f"figures of {listed(names)} are no council's: they are kept to compare with"
        )
    if regions - theirs and region is None:
        log.notes.append(
            f"figures of {number_of(len(regions), 'region')} are not kept: in which region {own} "
            "lies is not known"
        )
    return told if told.height else none


def comparators_of(rows: pl.DataFrame, wrong: pl.Series) -> pl.DataFrame:
    """Rows of the dataset of comparators, made of what `areas_beside` gave: no lines with
    something wrong, none without a figure, indicator or period; of two of one key the last."""
    full = rows.with_columns(
        pl.lit(None, spec.polars_type).alias(spec.name)
        for spec in COMPARATOR.fields
        if spec.name not in rows.columns
    )
    needed = [spec.name for spec in COMPARATOR.fields if spec.required]
    return (
        full.filter(
            ~pl.col("line").is_in(wrong.implode())
            & pl.all_horizontal(pl.col(needed).is_not_null())
            & pl.any_horizontal(pl.col("numerator", "denominator", "value").is_not_null())
            & (pl.col("period_start") <= pl.col("period_end"))
        )
        .select(pl.col(name).cast(kind) for name, kind in COMPARATOR.schema.items())
        .with_columns(row_key(COMPARATOR))
        .unique("row_key", keep="last", maintain_order=True)
        .drop("row_key")
    )


def with_held(rows: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Rows of comparators with what is held of them where a file says nothing. `held`: those that
    stand, as `rows_as_known` gives them."""
    others = [name for name in COMPARATOR.columns if name not in COMPARATOR.natural_key]
    return (
        rows.with_columns(row_key(COMPARATOR))
        .join(held.select("row_key", *others), on="row_key", how="left", suffix="_held",
              maintain_order="left")
        .with_columns(pl.coalesce(name, f"{name}_held").alias(name) for name in others)
        .select(COMPARATOR.columns)
    )  # fmt: skip
