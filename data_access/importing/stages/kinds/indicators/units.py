"""Which figures of a file are percentages, by how they are written; they are then in percent."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.files.book import PERCENT as SHOWN_AS_PERCENT
from data_access.importing.stages.table.table import Table
from vocabulary.indicators import PERCENT

_SAID = r"(?i)%|\b(?:percent|per ?cent|percentage)\b"
_POINTS = r"(?i)(?:%|\bpercent(?:age)?|per ?cent) ?points?\b"


def with_percent(
    table: Table, columns: Columns, typed: pl.DataFrame, known: Collection[str]
) -> pl.DataFrame:
    """The rows of measures that are percentages, and whose unit nobody gives, in percent of their
    denominator: every figure is written with %, or the name says so. `known`: codes of the
    catalogue, which says what these are in."""
    if not {"indicator", "period_start"} <= set(typed.columns):
        return typed
    empty = {"unit": pl.String, "per": pl.Float64, "name": pl.String}
    typed = typed.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in empty.items() if name not in typed.columns
    )
    value = pl.col("value") if "value" in typed.columns else pl.lit(None, pl.Float64)
    said = pl.concat_str(
        pl.col("indicator", "name").cast(pl.String), separator=" ", ignore_nulls=True
    )
    named = said.str.contains(_SAID) & ~said.str.contains(_POINTS)
    of_measure = ["indicator", "name"]
    marked = typed.with_columns(marked=marked_percent(table, columns, typed), given=value)
    all_marked = (
        marked.with_columns(written=pl.col("marked") | pl.col("given").is_null())
        .select(pl.col("written").all().over(of_measure) & pl.col("marked").any().over(of_measure))
        .to_series()
    )
    bare = pl.all_horizontal(pl.col("unit", "per").is_null().all().over(of_measure))
    are = bare & (named | all_marked) & ~pl.col("indicator").is_in(sorted(known))
    return typed.with_columns(
        unit=pl.when(are).then(pl.lit("percent")).otherwise("unit"),
        per=pl.when(are).then(pl.lit(PERCENT)).otherwise("per"),
    )


def marked_percent(table: Table, columns: Columns, typed: pl.DataFrame) -> pl.Series:
    """Whether each row's figure is written as a percentage in the file."""
    place = columns.place("value")
    if place is None:
        return pl.Series([False] * typed.height, dtype=pl.Boolean)
    shown = table.texts(place).cast(pl.String).str.contains("%").fill_null(value=False)
    kinds = table.kinds(place)
    if kinds is not None:
        shown |= (kinds == SHOWN_AS_PERCENT).fill_null(value=False)
    percent = pl.DataFrame({"line": table.cells.get_column("line"), "percent": shown})
    joined = typed.select("line").join(
        percent.unique("line", keep="first"), on="line", how="left", maintain_order="left"
    )
    return joined.get_column("percent").fill_null(value=False)
