"""Figures by group of people: whether one group fares otherwise than the others, beyond chance."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import polars as pl

from measures.statistics.columns import numbers, require
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.statistics.intervals import CONFIDENCE, wilson
from vocabulary.indicators import Direction

PER_POPULATION: Final = 1000.0
OF_POPULATION: Final = "per 1,000 adults"
ENOUGH: Final = 10
"""People that a group's figure has to be out of before it is held against others."""
ACCESS_THEMES: Final = ("front_door", "information_advice", "direct_payments")
WAITING_THEMES: Final = ("waiting_times",)


class EquitySubject(StrEnum):
    """What a measure by group tells of."""

    ACCESS = "access"
    WAITING = "waiting"
    OUTCOMES = "outcomes"


class GroupVerdict(StrEnum):
    """How a group compares with all others together."""

    BETTER = "better than others"
    WORSE = "worse than others"
    HIGHER = "higher than others"
    LOWER = "lower than others"
    WITHIN_CHANCE = "within chance"
    TOO_FEW = "too few to judge"
    NOTHING_TO_COMPARE = "nothing to compare with"


GROUPS_SCHEMA: Final[dict[str, pl.DataType]] = {
    "measure": pl.String(),
    "name": pl.String(),
    "subject": pl.String(),
    "direction": pl.String(),
    "unit": pl.String(),
    "group": pl.String(),
    "first": pl.Date(),
    "last": pl.Date(),
    "periods": pl.Int64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "figure": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "others": pl.Float64(),
    "difference": pl.Float64(),
    "difference_low": pl.Float64(),
    "difference_high": pl.Float64(),
    "share_of_all": pl.Float64(),
    "population": pl.Float64(),
    "share_of_population": pl.Float64(),
    "verdict": pl.String(),
}
RECORDING_SCHEMA: Final[dict[str, pl.DataType]] = {
    "measure": pl.String(),
    "name": pl.String(),
    "date": pl.Date(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "figure": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "target": pl.Float64(),
    "variation": pl.String(),
}
POPULATION: Final = "adult_population"
RECORDED: Final = ("ethnicity_recorded", "language_recorded")


def by_group(
    points: pl.DataFrame, yearly: pl.DataFrame, measures: pl.DataFrame, kind: str
) -> pl.DataFrame:
    """Hold each group's figure against all other groups together.

    `points`, `yearly` and `measures` as `indicator_series` gives them; `kind`: what groups are by
    (a `BreakdownKind`). Of each measure of the whole service that is broken down so, the whole
    periods of the year to its newest are added up: counts out of people of the group. A measure of
    plain counts is taken at its newest period, out of the adults of the group who live in the area
    (the measure `adult_population` by the same groups), per 1,000. What is no share of people
    (days, scores, more than there are people) is left out.

    Gives GROUPS_SCHEMA, by measure, lowest figure first: subject (one of `EquitySubject`, by the
    measure's themes), first and last day, how many periods, numerator and denominator, figure with
    low and high (Wilson's 95 % interval) and others (the figure of all other groups together), all
    in the measure's unit; difference from the others with Newcombe's interval at 1 − 5 % ÷ the
    number of groups, in the same unit; share_of_all (the group among those counted), population and
    share_of_population (the group among the adults who live here; missing where not known);
    verdict (one of `GroupVerdict`: too few where fewer than ten people or where even all against
    none would be within chance).

    Raises ValueError naming the column that is missing.
    """
    require(points, "measure", "team", "breakdown_kind", "breakdown", "date", "numerator", "so_far")
    people = _population(yearly, points, kind)
    rows = _pooled(points, measures, kind, people)
    if rows.is_empty():
        return pl.DataFrame(schema=GROUPS_SCHEMA)
    parts = [_compared(part) for part in rows.partition_by("measure", maintain_order=True)]
    return (
        pl.concat(parts)
        .join(people, on="group", how="left")
        .with_columns(
            share_of_population=pl.col("population") / pl.col("population").sum().over("measure")
        )
        .select(pl.col(name).cast(kind_) for name, kind_ in GROUPS_SCHEMA.items())
        .sort("name", "measure", "figure", "group")
    )


def _population(yearly: pl.DataFrame, points: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The adults who live here by group, as counted last: group, population."""
    columns = ("measure", "team", "breakdown_kind", "breakdown", "date", "figure")
    rows = pl.concat([yearly.select(columns), points.select(columns)]).filter(
        (pl.col("measure") == POPULATION)
        & (pl.col("breakdown_kind") == kind)
        & pl.col("team").is_null()
        & (pl.col("figure") > 0)
    )
    newest = rows.filter(pl.col("date") == pl.col("date").max())
    return newest.select(group="breakdown", population="figure").unique("group", keep="last")


def _pooled(
    points: pl.DataFrame, measures: pl.DataFrame, kind: str, people: pl.DataFrame
) -> pl.DataFrame:
    """Each measure's counts by group: those of a year's periods together, or the newest."""
    told = measures.select("measure", "name", "direction", "unit", "per", "themes")
    rows = points.filter(
        (pl.col("breakdown_kind") == kind)
        & pl.col("breakdown").is_not_null()
        & pl.col("team").is_null()
        & ~pl.col("so_far")
        & (pl.col("measure") != POPULATION)
    )
    rows = rows.drop("name", "direction", "unit", "per", strict=False).join(told, on="measure")
    newest = pl.col("date").max().over("measure")
    out_of = rows.filter(
        pl.col("denominator").is_not_null() & (pl.col("date") > newest.dt.offset_by("-12mo"))
    )
    counted = rows.filter(pl.col("denominator").is_null().all().over("measure"))
    counted = counted.filter((pl.col("date") == newest) & (pl.col("numerator") == pl.col("figure")))
    counted = (
        counted.join(people, left_on="breakdown", right_on="group")
        .with_columns(
            denominator="population", per=pl.lit(PER_POPULATION), unit=pl.lit(OF_POPULATION)
        )
        .select(out_of.columns)
    )
    both = pl.concat([out_of, counted]).filter(
        pl.col("per").is_not_null()
        & (pl.col("denominator") > 0)
        & pl.col("numerator").is_not_null()
    )
    pooled = both.group_by("measure", "breakdown", maintain_order=True).agg(
        pl.col("name", "direction", "unit", "per", "themes").first(),
        pl.col("numerator", "denominator").sum(),
        first=pl.col("period_start").min(),
        last=pl.col("date").max(),
        periods=pl.len(),
    )
    shares = (pl.col("numerator") >= 0) & (pl.col("numerator") <= pl.col("denominator"))
    whole = pl.all_horizontal(pl.col(n) == pl.col(n).round() for n in ("numerator", "denominator"))
    return pooled.filter((shares & whole).all().over("measure")).rename({"breakdown": "group"})


def _compared(part: pl.DataFrame) -> pl.DataFrame:
    """The groups of one measure, each against all others together."""
    x, n, per = (numbers(part, name) for name in ("numerator", "denominator", "per"))
    rest_x, rest_n = x.sum() - x, n.sum() - n
    judged = difference(
        pl.DataFrame({"x1": x, "n1": n, "x2": rest_x, "n2": rest_n}),
        confidence=1 - (1 - CONFIDENCE) / max(part.height, 1),
    )
    interval = wilson(x, n)
    verdicts = [
        _verdict(verdict, direction, size, others)
        for verdict, direction, size, others in zip(
            judged["verdict"], part["direction"], n, rest_n, strict=True
        )
    ]
    both = pl.DataFrame({"x": rest_x, "n": rest_n}).select(
        pl.when(pl.col("n") > 0).then(pl.col("x") / pl.col("n"))
    )
    total = pl.col("numerator").sum()
    return part.with_columns(
        subject=_subject(),
        figure=pl.col("numerator") / pl.col("denominator") * pl.col("per"),
        low=pl.Series(interval.low * per),
        high=pl.Series(interval.high * per),
        others=both.to_series() * pl.Series(per),
        difference=judged["difference"] * pl.Series(per),
        difference_low=judged["newcombe_low"] * pl.Series(per),
        difference_high=judged["newcombe_high"] * pl.Series(per),
        share_of_all=pl.when(total > 0).then(pl.col("numerator") / total),
        verdict=pl.Series(verdicts, dtype=pl.String),
    )


def _subject() -> pl.Expr:
    themes = pl.col("themes").fill_null(pl.lit([], pl.List(pl.String)))
    return (
        pl.when(themes.list.set_intersection(list(WAITING_THEMES)).list.len() > 0)
        .then(pl.lit(EquitySubject.WAITING.value))
        .when(themes.list.set_intersection(list(ACCESS_THEMES)).list.len() > 0)
        .then(pl.lit(EquitySubject.ACCESS.value))
        .otherwise(pl.lit(EquitySubject.OUTCOMES.value))
    )


def _verdict(verdict: str, direction: str | None, size: float, others: float) -> str:
    if verdict == DifferenceVerdict.NOTHING_TO_COMPARE or not others:
        return GroupVerdict.NOTHING_TO_COMPARE
    if verdict == DifferenceVerdict.TOO_FEW or size < ENOUGH:
        return GroupVerdict.TOO_FEW
    if verdict == DifferenceVerdict.WITHIN_CHANCE:
        return GroupVerdict.WITHIN_CHANCE
    higher = verdict == DifferenceVerdict.FIRST_HIGHER
    if direction not in (Direction.INCREASE, Direction.DECREASE):
        return GroupVerdict.HIGHER if higher else GroupVerdict.LOWER
    better = higher == (direction == Direction.INCREASE)
    return GroupVerdict.BETTER if better else GroupVerdict.WORSE


def recording(points: pl.DataFrame, latest: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Say of how many people it is recorded to which group they belong: what comes before any
    figure by group.

    `points`, `latest` and `measures` as `indicator_series` gives them. Gives RECORDING_SCHEMA, one
    row each for the recording of ethnicity and of language where the whole service has a whole
    figure: its newest, with Wilson's 95 % interval in percent where its parts are known.
    """
    rows = latest.filter(
        pl.col("measure").is_in(RECORDED)
        & pl.col("team").is_null()
        & pl.col("breakdown").is_null()
        & pl.col("last_value").is_not_null()
    ).join(measures.select("measure", "name"), on="measure", how="left")
    x, n = numbers(rows, "last_numerator"), numbers(rows, "last_denominator")
    interval = wilson(x, n)
    return (
        rows.select(
            "measure",
            "name",
            pl.col("last_date").alias("date"),
            pl.col("last_numerator").alias("numerator"),
            pl.col("last_denominator").alias("denominator"),
            pl.col("last_value").alias("figure"),
            pl.Series("low", interval.low * 100, nan_to_null=True),
            pl.Series("high", interval.high * 100, nan_to_null=True),
            "target",
            "variation",
        )
        .select(pl.col(name).cast(kind) for name, kind in RECORDING_SCHEMA.items())
        .sort("measure")
    )
