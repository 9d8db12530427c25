"""Every series of a council's indicators, judged at once: limits, signals, and whether targets will
be met.

The arithmetic is that of `measures.process_control`: XmR charts for any figure, p- and u-charts for
shares and rates whose parts are known. On p- and u-charts the same rules mark points as on XmR
charts, measured in standard deviations of each point's own size.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from measures.indicators.declared import declared
from measures.indicators.dispersion import dispersion, sigmas
from measures.indicators.events import marks, with_rebases
from measures.indicators.figures import figures
from measures.indicators.outlook import FEWEST_FIGURES, last_stretch, outlooks
from measures.process_control.attribute_charts import SIGMAS, p_chart, u_chart
from measures.process_control.charts import PROVISIONAL_BELOW, assurance, xmr
from measures.process_control.series import Groups, directions, lay_out, split_at_rebases
from measures.process_control.series_wording import Assurance, Standing, sentence
from measures.process_control.special_causes import (
    EQUAL_WITHIN,
    Limits,
    Meaning,
    SpecialCause,
    mark,
    meanings,
    steps,
)
from measures.statistics.columns import Codes, Floats, numbers, words
from vocabulary.indicators import ChartKind, Direction

POINTS_SCHEMA: Final[dict[str, pl.DataType]] = {
    "series": pl.String(),
    "measure": pl.String(),
    "team": pl.String(),
    "breakdown_kind": pl.String(),
    "breakdown": pl.String(),
    "chart": pl.String(),
    "period_start": pl.Date(),
    "date": pl.Date(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "figure": pl.Float64(),
    "target": pl.Float64(),
    "so_far": pl.Boolean(),
    "rebase_group": pl.Int32(),
    "mean": pl.Float64(),
    "lower_limit": pl.Float64(),
    "upper_limit": pl.Float64(),
    "special_cause": pl.String(),
    "meaning": pl.String(),
    "provisional": pl.Boolean(),
    "mean_before": pl.Float64(),
    "lower_before": pl.Float64(),
    "upper_before": pl.Float64(),
}
LATEST_SCHEMA: Final[dict[str, pl.DataType]] = {
    "series": pl.String(),
    "measure": pl.String(),
    "team": pl.String(),
    "breakdown_kind": pl.String(),
    "breakdown": pl.String(),
    "chart": pl.String(),
    "dispersion": pl.Float64(),
    "n": pl.Int64(),
    "missing": pl.Int64(),
    "direction": pl.String(),
    "target": pl.Float64(),
    "mean": pl.Float64(),
    "lower_limit": pl.Float64(),
    "upper_limit": pl.Float64(),
    "last_date": pl.Date(),
    "last_value": pl.Float64(),
    "last_numerator": pl.Float64(),
    "last_denominator": pl.Float64(),
    "special_cause": pl.String(),
    "variation": pl.String(),
    "since": pl.Date(),
    "points_since": pl.Int64(),
    "assurance": pl.String(),
    "outlook": pl.String(),
    "mean_since": pl.Float64(),
    "lower_since": pl.Float64(),
    "upper_since": pl.Float64(),
    "moved_by": pl.Date(),
    "provisional": pl.Boolean(),
    "sentence": pl.String(),
}
_PARTED: Final = (ChartKind.P.value, ChartKind.U.value)
_TELLING: Final = ("measure", "team", "breakdown_kind", "breakdown")


class IndicatorSeries(NamedTuple):
    """All series of a council: `measures` (what each is), `points`, `latest` (one row per series),
    `marks` (events on series), and `yearly`: figures that come once a year or less, which are set
    against other councils and not on a chart over time."""

    measures: pl.DataFrame
    points: pl.DataFrame
    latest: pl.DataFrame
    marks: pl.DataFrame
    yearly: pl.DataFrame


def indicator_series(
    indicators: pl.DataFrame,
    catalogue: pl.DataFrame,
    events: pl.DataFrame,
    whole_to: date | None = None,
    *,
    whole_service: bool = False,
) -> IndicatorSeries:
    """Judge every series of a council's indicators.

    `indicators`, `catalogue`, `events`: the datasets' columns, as a snapshot gives them.
    `whole_to`: the last day up to which indicators are whole; later periods are "so far", have
    their figure, and are judged by nothing. `whole_service`: leave out the series of teams and
    groups, which are many; what a measure is follows from all rows as ever.

    `points`: POINTS_SCHEMA, by series and date. Limits and mean are in the unit of the figure; a
    p- or u-chart's differ from point to point with the denominator. mean_before, lower_before and
    upper_before are those that held before the last rebase, so that old limits stay visible.
    `latest`: LATEST_SCHEMA, one row per series: as `xmr` gives it, with what the series is of;
    chart (the one it was judged by: XmR for a share or rate that counting alone does not explain,
    see `dispersion`), the last figure's numerator and denominator, and since, points_since,
    outlook, mean_since, lower_since, upper_since and moved_by: see `outlook.outlooks`. `assurance`
    is by the limits of the whole series; `outlook` is what can be said.
    `marks`: see `events.marks`. `yearly`: as `figures` gives them.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    measures = declared(indicators, catalogue)
    if whole_service:
        of_parts = pl.col("team").is_not_null() | pl.col("breakdown").is_not_null()
        indicators = indicators.filter(~of_parts)
    rows = figures(indicators, catalogue, measures, whole_to)
    seldom = rows.get_column("chart") == ChartKind.YEARLY.value
    yearly, rows = rows.filter(seldom), rows.filter(~seldom)
    marked = marks(rows, measures, events)
    rows = with_rebases(rows, marked)
    spread = dispersion(rows)
    rows = rows.join(spread, on="series", how="left", maintain_order="left").with_columns(
        chart=pl.when(pl.col("explained") | ~pl.col("chart").is_in(_PARTED))
        .then("chart")
        .otherwise(pl.lit(ChartKind.XMR.value))
    )
    points, latest = _judged(rows)
    stretch = last_stretch(points)
    enough = stretch.filter(pl.len().over("series") >= FEWEST_FIGURES)
    _, anew = _judged(
        rows.join(enough, on=["series", "date"], how="semi").with_columns(
            rebase=pl.lit(value=False)
        )
    )
    told = rows.select("series", *_TELLING, "chart", "dispersion").unique("series")
    last = points.select(
        "series", last_date="date", last_numerator="numerator", last_denominator="denominator"
    )
    latest = (
        latest.join(told, on="series", how="left")
        .join(last, on=["series", "last_date"], how="left")
        .join(outlooks(points, latest, stretch, anew), on="series", how="left")
        .select(pl.col(name).cast(kind) for name, kind in LATEST_SCHEMA.items())
        .sort("series")
    )
    return IndicatorSeries(measures, points, latest, marked, yearly)


def _judged(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Points (POINTS_SCHEMA) and where each series stands (as `xmr`'s latest)."""
    judged = [
        _judged_xmr(rows.filter(~pl.col("chart").is_in(_PARTED))),
        *(_judged_parted(rows.filter(pl.col("chart") == kind), kind) for kind in _PARTED),
    ]
    points = pl.concat([each[0] for each in judged]).sort("series", "date")
    return points, pl.concat([each[1] for each in judged])


def _value() -> pl.Expr:
    """What is judged: figures of periods that are whole."""
    return pl.when(~pl.col("so_far")).then("figure")


def _judged_xmr(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    charts = xmr(rows.with_columns(value=_value()))
    return _points(charts.points), charts.latest


def _judged_parted(rows: pl.DataFrame, kind: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Points and standings of p- or u-charts, in the figures' unit."""
    there = ~pl.col("so_far") & pl.col("figure").is_not_null()
    whole = rows.with_columns(
        value=pl.when(there).then("numerator"),
        size="denominator",
        denominator=pl.when(there).then("denominator"),
    )
    chart = p_chart(whole) if kind == ChartKind.P.value else u_chart(whole)
    layout = lay_out(chart)
    groups = split_at_rebases(chart, layout)
    y, centre = numbers(chart, "y"), numbers(chart, "cl")
    sigma = sigmas(centre, numbers(chart, "n"), kind)
    cause = _marked(y, centre, sigma, groups, chart.get_column("special_cause"))
    direction = directions(chart, layout)
    height = np.where(cause == 0, 0, 2 - cause % 2).astype(np.int8)
    known = np.add.reduceat(~np.isnan(y), groups.starts) if y.size else np.zeros(0, np.int64)
    meaning = meanings(np.repeat(direction, layout.lengths), height)
    per = pl.col("per").fill_null(1.0)
    points = chart.with_columns(
        words(SpecialCause, cause).alias("special_cause"),
        words(Meaning, meaning).alias("meaning"),
        pl.Series("provisional", np.repeat(known < PROVISIONAL_BELOW, groups.lengths)),
        mean=pl.col("cl") * per,
        lower_limit=pl.col("lcl") * per,
        upper_limit=pl.col("ucl") * per,
        value=pl.col("y") * per,
        denominator="size",
    )
    return _points(points), _standings(points, direction)


def _marked(y: Floats, centre: Floats, sigma: Floats, groups: Groups, outside: pl.Series) -> Codes:
    """Positions in `SpecialCause`: outside the limits as the chart says, else by the rules for
    runs of points, which are measured in each point's own standard deviations."""
    if y.size == 0:
        return np.zeros(0, np.int8)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(sigma > 0, (y - centre) / sigma, np.where(np.isnan(y), np.nan, 0.0))
    many = groups.starts.size
    size = np.fmax.reduceat(np.abs(np.nan_to_num(y)), groups.starts)
    limits = Limits(
        np.zeros(many),
        np.full(many, float(SIGMAS)),
        np.full(many, EQUAL_WITHIN),
        np.zeros(many, np.int64),
    )
    step = steps(y, groups)
    step = np.where(np.abs(step) <= groups.spread(size * EQUAL_WITHIN), 0.0, step)
    runs = mark(z, step, groups, limits)
    ways = list(SpecialCause)
    limit = {SpecialCause.ABOVE_LIMIT: 1, SpecialCause.BELOW_LIMIT: 2}
    said = outside.replace_strict(limit, default=0, return_dtype=pl.Int8).to_numpy()
    beyond = (runs == ways.index(SpecialCause.ABOVE_LIMIT)) | (
        runs == ways.index(SpecialCause.BELOW_LIMIT)
    )
    answer: Codes = np.where(said > 0, said, np.where(beyond, 0, runs)).astype(np.int8)
    return answer


def _points(points: pl.DataFrame) -> pl.DataFrame:
    """POINTS_SCHEMA, with the limits of before the last rebase beside those that hold."""
    limits = ("mean", "lower_limit", "upper_limit")
    parted = pl.col("chart").is_in(_PARTED) & pl.col("mean_before").is_not_null()
    before = (
        points.group_by("series", "rebase_group")
        .agg(pl.col(limits).drop_nulls().last())
        .with_columns(pl.col("rebase_group") + 1)
        .rename({"mean": "mean_before", "lower_limit": "low_before", "upper_limit": "high_before"})
    )
    joined = points.join(before, on=["series", "rebase_group"], how="left", maintain_order="left")
    per = pl.col("per").fill_null(1.0)
    centre = pl.col("mean_before") / per
    spread = (
        pl.when(pl.col("chart") == ChartKind.P.value).then(centre * (1 - centre)).otherwise(centre)
    )
    reach = SIGMAS * (spread.clip(0) / pl.col("denominator")).sqrt()
    highest = pl.when(pl.col("chart") == ChartKind.P.value).then(1.0).otherwise(float("inf"))
    return joined.with_columns(
        lower_before=pl.when(parted)
        .then(pl.max_horizontal(centre - reach, 0.0) * per)
        .otherwise("low_before"),
        upper_before=pl.when(parted)
        .then(pl.min_horizontal(centre + reach, highest) * per)
        .otherwise("high_before"),
    ).select(pl.col(name).cast(kind) for name, kind in POINTS_SCHEMA.items())


def _standings(points: pl.DataFrame, direction: Codes) -> pl.DataFrame:
    """Where each series stands by its last point that has a value; columns as `xmr`'s latest.
    `points` lies by series and date, `direction` has one value per series."""
    series = points.group_by("series", maintain_order=True).agg(
        n=pl.len().cast(pl.Int64), missing=pl.col("value").is_null().sum().cast(pl.Int64)
    )
    known = points.filter(pl.col("value").is_not_null())
    of_limits = known.group_by("series", "rebase_group").agg(points=pl.len())
    last = (
        known.group_by("series", maintain_order=True)
        .agg(
            pl.col("rebase_group", "mean", "lower_limit", "upper_limit", "target", "special_cause",
                   "provisional").last(),
            last_date=pl.col("date").last(),
            last_value=pl.col("value").last(),
            variation=pl.col("meaning").last(),
        )
        .join(of_limits, on=["series", "rebase_group"], how="left")
    )  # fmt: skip
    latest = series.with_columns(words(Direction, direction).alias("direction")).join(
        last, on="series", how="left", maintain_order="left"
    )
    figures_of = [numbers(latest, name) for name in ("mean", "lower_limit", "upper_limit")]
    target = numbers(latest, "target")
    codes = assurance(direction, target, *figures_of)
    latest = latest.with_columns(
        words(Assurance, codes).alias("assurance"),
        pl.col("special_cause").fill_null(SpecialCause.COMMON_CAUSE.value),
        pl.col("variation").fill_null(Meaning.COMMON_CAUSE.value),
        pl.col("provisional").fill_null(value=True),
    )
    said = [
        sentence(Standing(int(count or 0), *_floats(value), SpecialCause(cause), Meaning(meaning),
                          Assurance(prospect), bool(short), False))
        for count, *value, cause, meaning, prospect, short in latest.select(
            "points", "last_value", "mean", "lower_limit", "upper_limit", "target",
            "special_cause", "variation", "assurance", "provisional",
        ).iter_rows()
    ]  # fmt: skip
    return latest.with_columns(pl.Series("sentence", said, pl.String)).select(
        "series", "n", "missing", "direction", "target", "mean", "lower_limit", "upper_limit",
        "last_date", "last_value", "special_cause", "variation", "assurance", "provisional",
        "sentence",
    )  # fmt: skip


def _floats(values: list[float | None]) -> tuple[float, float, float, float, float]:
    last, mean, lower, upper, target = (
        float("nan") if value is None else float(value) for value in values
    )
    return last, mean, lower, upper, target
