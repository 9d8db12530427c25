"""Figures of measures as series: one for each team and breakdown, of periods of one length."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.indicators.declared import frequency_of, measure_of
from measures.statistics.columns import require
from vocabulary.indicators import PERCENT, ChartKind, Frequency, chart_kind

FIGURES_SCHEMA: Final[dict[str, pl.DataType]] = {
    "series": pl.String(),
    "measure": pl.String(),
    "team": pl.String(),
    "breakdown_kind": pl.String(),
    "breakdown": pl.String(),
    "frequency": pl.String(),
    "chart": pl.String(),
    "direction": pl.String(),
    "per": pl.Float64(),
    "period_start": pl.Date(),
    "date": pl.Date(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "figure": pl.Float64(),
    "target": pl.Float64(),
    "so_far": pl.Boolean(),
}
_SEPARATOR: Final = " | "
_SELDOM: Final = (Frequency.YEARLY, Frequency.EVERY_TWO_YEARS)


def figures(
    indicators: pl.DataFrame,
    catalogue: pl.DataFrame,
    measures: pl.DataFrame,
    whole_to: date | None = None,
) -> pl.DataFrame:
    """Lay the rows of indicators out as series.

    `indicators` and `catalogue`: the datasets' columns. `measures`: what `declared` gave for them.
    `whole_to`: the last day up to which the record is whole (None: all of it).

    Gives FIGURES_SCHEMA, by series and date: series (measure, team, breakdown, and how often where
    one measure has periods of several lengths), measure, team, breakdown_kind, breakdown,
    frequency, chart (of this series: a p- or u-chart only where every figure has its parts, and
    a share is no more than one), direction, per, period_start, date (the period's last day),
    numerator, denominator, figure (as reported, else numerator ÷ denominator × per, else
    numerator; in the measure's unit), target (the row's, else the measure's), so_far (the period
    is not whole yet). Of two rows for one period the one that was recorded last counts.

    Raises ValueError naming the column that is missing.
    """
    parts = ("measure", "team", "breakdown_kind", "breakdown", "frequency")
    rows = _laid_out(indicators, catalogue, measures, whole_to, parts)
    return rows.select(pl.col(name).cast(kind) for name, kind in FIGURES_SCHEMA.items()).sort(
        "series", "date"
    )


def figures_of_councils(
    indicators: pl.DataFrame, catalogue: pl.DataFrame, measures: pl.DataFrame
) -> pl.DataFrame:
    """Lay the rows of many councils out: authority, and the columns of `figures`, each council's as
    `figures` gives them.

    Raises ValueError naming the column that is missing.
    """
    require(indicators, "authority")
    parts = ("authority", "measure", "team", "breakdown_kind", "breakdown", "frequency")
    rows = _laid_out(indicators, catalogue, measures, None, parts)
    kinds = {"authority": pl.String(), **FIGURES_SCHEMA}
    return rows.select(pl.col(name).cast(kind) for name, kind in kinds.items()).sort(
        "authority", "series", "date"
    )


def _laid_out(
    indicators: pl.DataFrame,
    catalogue: pl.DataFrame,
    measures: pl.DataFrame,
    whole_to: date | None,
    parts: tuple[str, ...],
) -> pl.DataFrame:
    require(indicators, "indicator", "period_start", "period_end", "team", "breakdown", "value")
    require(indicators, "numerator", "denominator", "target")
    require(measures, "measure", "per", "direction", "target", "frequency", "chart", "out_of")
    newest = [name for name in ("recorded_at", "batch_id") if name in indicators.columns]
    kind = (
        pl.col("breakdown_kind")
        if "breakdown_kind" in indicators.columns
        else pl.lit(None, pl.String)
    )
    told = measures.select(
        "measure", "per", "direction", "chart", "out_of",
        declared_target="target", usual="frequency",
    )  # fmt: skip
    whole = pl.lit(value=True) if whole_to is None else pl.col("period_end") <= whole_to
    rows = (
        indicators.with_columns(
            measure=measure_of(catalogue),
            breakdown_kind=kind,
            length=frequency_of("period_start", "period_end"),
        )
        .drop("per", "direction", strict=False)
        .join(told, on="measure", how="left", maintain_order="left")
        .with_columns(
            # Surveys every two years are of a year each.
            frequency=pl.when(
                (pl.col("length") == Frequency.YEARLY.value) & pl.col("usual").is_in(_SELDOM)
            )
            .then("usual")
            .otherwise("length"),
            target=pl.coalesce("target", "declared_target"),
            so_far=~whole,
        )
        .with_columns(figure=_figure())
    )
    if newest:
        rows = rows.sort(newest, maintain_order=True)
    rows = rows.unique([*parts, "period_end"], keep="last", maintain_order=True)
    rows = rows.with_columns(_charts(parts)).with_columns(series=_series())
    return rows.rename({"period_end": "date"})


def _figure() -> pl.Expr:
    ratio = pl.col("numerator") / pl.col("denominator") * pl.col("per").fill_null(1.0)
    return pl.coalesce(
        "value",
        pl.when(pl.col("denominator") > 0).then(ratio),
        pl.when(pl.col("denominator").is_null()).then("numerator"),
    )


def _is_its_ratio() -> pl.Expr:
    """Whether a figure that was reported with its parts is what they give, but for rounding. One
    that is not (a median, an average of scores) cannot be judged by them."""
    ratio = pl.col("numerator") / pl.col("denominator") * pl.col("per").fill_null(1.0)
    rounded = pl.when(pl.col("figure") == pl.col("figure").round()).then(0.5).otherwise(0.06)
    return (ratio - pl.col("figure")).abs() <= rounded + ratio.abs() * 0.02


def _charts(parts: tuple[str, ...]) -> pl.Expr:
    """The chart of each series: as declared, where its figures allow it."""
    seldom = pl.col("frequency").is_in(_SELDOM)
    # Nothing to divide by leaves a gap, whatever stands in the other part.
    gap = pl.col("figure").is_null()
    whole = (pl.col("numerator") >= 0) & (pl.col("denominator") > 0) & _is_its_ratio()
    parted = (whole | gap).fill_null(value=False)
    share = ((pl.col("numerator") <= pl.col("denominator")) | gap).fill_null(value=True)
    # Declared for a year, but figures come more often: as any measure of its kind.
    often = (
        pl.when(pl.col("chart") != ChartKind.YEARLY.value)
        .then("chart")
        .when(pl.col("out_of").is_null() | pl.col("per").is_null())
        .then(pl.lit(ChartKind.XMR.value))
        .when(pl.col("per") == PERCENT)
        .then(pl.lit(chart_kind(None, PERCENT, "counted").value))
        .otherwise(pl.lit(chart_kind(None, 1.0, "counted").value))
    )
    all_parted, all_shares = parted.all().over(parts), share.all().over(parts)
    allowed = (
        pl.when((often == ChartKind.P.value) & ~(all_parted & all_shares))
        .then(pl.lit(ChartKind.XMR.value))
        .when((often == ChartKind.U.value) & ~all_parted)
        .then(pl.lit(ChartKind.XMR.value))
        .otherwise(often)
    )
    chart = pl.when(seldom).then(pl.lit(ChartKind.YEARLY.value)).otherwise(allowed)
    return chart.alias("chart")


def _series() -> pl.Expr:
    several = pl.col("frequency").n_unique().over("measure", "team", "breakdown") > 1
    return pl.concat_str(
        "measure",
        "team",
        # A group of no kind is not a team of the same name.
        pl.when(pl.col("breakdown").is_not_null()).then(pl.col("breakdown_kind").fill_null("")),
        "breakdown",
        pl.when(several).then("frequency"),
        separator=_SEPARATOR,
        ignore_nulls=True,
    )
