"""What each measure is: by the catalogue of indicators where it has an entry, else by its rows."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.statistics.columns import require
from vocabulary.indicators import Direction, Frequency, chart_kind

DECLARED_SCHEMA: Final[dict[str, pl.DataType]] = {
    "measure": pl.String(),
    "indicator": pl.String(),
    "name": pl.String(),
    "meaning": pl.String(),
    "counted": pl.String(),
    "out_of": pl.String(),
    "unit": pl.String(),
    "per": pl.Float64(),
    "direction": pl.String(),
    "target": pl.Float64(),
    "target_kind": pl.String(),
    "target_source": pl.String(),
    "frequency": pl.String(),
    "chart": pl.String(),
    "statements": pl.List(pl.String()),
    "themes": pl.List(pl.String()),
    "source": pl.String(),
    "comparator": pl.String(),
    "in_catalogue": pl.Boolean(),
}
# Days of a period, at most, and what it is.
_FREQUENCIES: Final = (
    (10, Frequency.WEEKLY),
    (45, Frequency.MONTHLY),
    (135, Frequency.QUARTERLY),
)
_WORDS: Final = ("meaning", "counted", "out_of", "target", "target_kind", "target_source",
                 "source", "comparator")  # fmt: skip


def frequency_of(start: str, end: str) -> pl.Expr:
    """Expression for how often figures of periods as long as from day `start` to day `end` come:
    one of `Frequency`."""
    days = (pl.col(end) - pl.col(start)).dt.total_days() + 1
    said = pl.lit(Frequency.YEARLY.value)
    for most, frequency in reversed(_FREQUENCIES):
        said = pl.when(days <= most).then(pl.lit(frequency.value)).otherwise(said)
    return said


def code_of(catalogue: pl.DataFrame) -> pl.Expr:
    """Expression for the code that an indicator's row counts under: its own, or that of the
    indicator which it is by another name."""
    again = catalogue.filter(pl.col("same_as").is_not_null())
    return pl.col("indicator").replace(dict(again.select("indicator", "same_as").iter_rows()))


def measure_of(catalogue: pl.DataFrame) -> pl.Expr:
    """Expression for the measure that an indicator's row is of: its code, or that of the indicator
    which it is by another name; for figures from before the catalogue's meaning holds, the code and
    "before" that year, a measure of its own, because codes of published frameworks are used again
    for other things."""
    held = catalogue.filter(pl.col("valid_from").is_not_null())
    since = dict(held.select("indicator", "valid_from").iter_rows())
    code = code_of(catalogue)
    day = code.replace_strict(since, default=None, return_dtype=pl.Date())
    before = (pl.col("period_start") < day).fill_null(value=False)
    return pl.when(before).then(pl.format("{} before {}", code, day.dt.year())).otherwise(code)


def declared(indicators: pl.DataFrame, catalogue: pl.DataFrame) -> pl.DataFrame:
    """Say what each measure is that has rows.

    `indicators`: the indicator dataset's columns. `catalogue`: those of the catalogue of
    indicators, one row per indicator. Gives DECLARED_SCHEMA, one row per measure, by name: measure
    (see `measure_of`), indicator, name, what is counted and out of what, unit, per, direction,
    target with its kind and source, frequency (one of `Frequency`), chart (one of `ChartKind`),
    statements, themes, source and comparator, and whether the catalogue has it.

    Unit, per, target and a direction that rows give go before the catalogue's, but a direction of
    the council's own entry goes before theirs; the catalogue's name, how often and chart go before
    what rows say; statements and themes of both count. A chart nobody declared follows from how
    often figures come, what they are multiplied by, and whether they are out of something.

    Raises ValueError naming the column that is missing.
    """
    require(indicators, "indicator", "name", "period_start", "period_end", "denominator", "unit")
    require(indicators, "per", "direction", "target", "statements", "themes")
    require(catalogue, "indicator", "name", "valid_from", "same_as", "frequency", "chart", *_WORDS)
    # An entry of the council itself is what people decided, whatever a file says.
    decided = pl.lit(value=False)
    if "authority" in indicators.columns and "authority" in catalogue.columns:
        theirs = indicators.get_column("authority").unique()
        decided = pl.col("authority").is_in(theirs.implode()).fill_null(value=False)
    rows = indicators.with_columns(
        measure=measure_of(catalogue),
        code=code_of(catalogue),
        often=frequency_of("period_start", "period_end"),
    ).sort("period_end", maintain_order=True)
    said = rows.group_by("measure", maintain_order=True).agg(
        pl.col("code").first().alias("indicator"),
        pl.col("name", "unit", "per").drop_nulls().last().name.suffix("_said"),
        pl.col("direction").filter(pl.col("direction") != Direction.NEUTRAL).last(),
        pl.col("target").drop_nulls().last().alias("target_said"),
        pl.col("often").mode().sort().first(),
        pl.col("denominator").is_not_null().any().alias("divided"),
        *(
            pl.col(name).explode().drop_nulls().unique(maintain_order=True).alias(f"{name}_said")
            for name in ("statements", "themes")
        ),
    )
    entries = catalogue.select(
        "indicator", "name", "unit", "per", "frequency", "chart", "statements", "themes", *_WORDS,
        direction_declared="direction", in_catalogue=pl.lit(value=True), decided=decided,
    )  # fmt: skip
    # Figures from before the catalogue's meaning are none of its.
    entries = entries.with_columns(measure="indicator").drop("indicator")
    found = said.join(entries, on="measure", how="left")
    both = found.with_columns(
        pl.coalesce("name", "name_said", "measure").alias("name"),
        pl.coalesce("unit_said", "unit").alias("unit"),
        pl.coalesce("per_said", "per").alias("per"),
        pl.coalesce("target_said", "target").alias("target"),
        pl.coalesce(
            pl.when("decided").then("direction_declared"),
            "direction",
            "direction_declared",
            pl.lit(Direction.NEUTRAL.value),
        ).alias("direction"),
        pl.coalesce("frequency", "often").alias("frequency"),
        # A target of the rows is the council's own.
        pl.when(pl.col("target_said").is_null()).then("target_kind").alias("target_kind"),
        pl.when(pl.col("target_said").is_null()).then("target_source").alias("target_source"),
        *(
            pl.concat_list(pl.col(name).fill_null([]), pl.col(f"{name}_said").fill_null([]))
            .list.unique(maintain_order=True)
            .alias(name)
            for name in ("statements", "themes")
        ),
        in_catalogue=pl.col("in_catalogue").fill_null(value=False),
    )
    charts = [
        chart or chart_kind(often, per, out_of or ("counted" if divided else None))
        for chart, often, per, out_of, divided in both.select(
            "chart", "frequency", "per", "out_of", "divided"
        ).iter_rows()
    ]
    return (
        both.with_columns(pl.Series("chart", charts, dtype=pl.String))
        .select(pl.col(name).cast(kind) for name, kind in DECLARED_SCHEMA.items())
        .sort("name", "measure")
    )
