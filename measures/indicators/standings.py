"""Where every measure of the whole service stands, what is worst first."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import polars as pl

from measures.indicators.outlook import Outlook, sentence_of_outlook
from measures.indicators.series import IndicatorSeries
from measures.process_control.special_causes import Meaning
from measures.statistics.columns import require
from measures.statistics.funnel import FunnelVerdict
from vocabulary.indicators import BreakdownKind, Direction
from vocabulary.values import figure_in

STANDINGS_SCHEMA: Final[dict[str, pl.DataType]] = {
    "measure": pl.String(),
    "series": pl.String(),
    "name": pl.String(),
    "statements": pl.List(pl.String()),
    "themes": pl.List(pl.String()),
    "unit": pl.String(),
    "direction": pl.String(),
    "frequency": pl.String(),
    "chart": pl.String(),
    "target": pl.Float64(),
    "figure": pl.Float64(),
    "last_date": pl.Date(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "n": pl.Int64(),
    "variation": pl.String(),
    "special_cause": pl.String(),
    "assurance": pl.String(),
    "outlook": pl.String(),
    "since": pl.Date(),
    "moved_by": pl.Date(),
    "provisional": pl.Boolean(),
    "how_far": pl.Float64(),
    "sentence": pl.String(),
    "verdict": pl.String(),
    "signal": pl.String(),
}


class StandingVerdict(StrEnum):
    """What there is to say of a measure, worst first."""

    WORSE = "changed for the worse"
    WORSE_THAN_OTHERS = "worse than at other councils"
    TARGET_MISSED = "as usual, and misses its target"
    CHANGED = "changed"
    BETTER = "changed for the better"
    AS_USUAL = "as usual"
    LIKE_OTHERS = "as at other councils"
    BETTER_THAN_OTHERS = "better than at other councils"
    UNLIKE_OTHERS = "unlike other councils"
    TOO_FEW = "too few figures to judge"
    NOTHING_TO_COMPARE = "nothing to compare with"
    NO_FIGURE = "no figure of the whole service yet"


_SIGNALS: Final = {
    StandingVerdict.WORSE: "attention",
    StandingVerdict.WORSE_THAN_OTHERS: "attention",
    StandingVerdict.TARGET_MISSED: "attention",
    StandingVerdict.CHANGED: "attention",
    StandingVerdict.BETTER: "improved",
    StandingVerdict.AS_USUAL: "usual",
    StandingVerdict.LIKE_OTHERS: "usual",
    StandingVerdict.BETTER_THAN_OTHERS: "usual",
    StandingVerdict.UNLIKE_OTHERS: "usual",
    StandingVerdict.TOO_FEW: "unknown",
    StandingVerdict.NOTHING_TO_COMPARE: "unknown",
    StandingVerdict.NO_FIGURE: "unknown",
}
_WITHOUT: Final = {
    "n": 0,
    "provisional": True,
    "sentence": "Only teams or groups have figures, or no period is over yet.",
    "verdict": StandingVerdict.NO_FIGURE.value,
    "signal": _SIGNALS[StandingVerdict.NO_FIGURE],
}
"""What is said of a measure that has no figure of the whole service."""
_ORDER: Final = {verdict.value: place for place, verdict in enumerate(StandingVerdict)}


def standings(found: IndicatorSeries, yearly: pl.DataFrame) -> pl.DataFrame:
    """Say where each measure of the whole service stands.

    `found`: what `indicator_series` gave. `yearly`: what `against_peers` gave for its yearly
    figures.

    Gives STANDINGS_SCHEMA, one row per measure that has a figure of the whole service (of no team
    and no breakdown): what `declared` says it is; the newest figure that is whole, of which day,
    with its parts; n, figures so far; variation, special cause, assurance, outlook, since and
    moved_by as `indicator_series` gives them (missing for yearly figures); sentence, which says
    the outlook and not the assurance; verdict (one of `StandingVerdict`)
    and signal: attention where it changed for the worse, changed and nobody says which way is
    better, misses its target while nothing changes (a yearly one: its interval lies beyond the
    target), or is worse than at other councils by more than chance allows; improved where it
    changed for the better; usual; unknown where there are too few figures, or none to compare with.
    how_far: from mean to figure in reaches of the limits (as usual, and misses: from mean to
    target). Where a measure has figures of several lengths of period, those over time go before
    yearly ones, and of those the newest, then the most.

    In order: by verdict as `StandingVerdict` has them, then those of enough figures before
    provisional ones, then how far, the farthest first, then by name.

    Raises ValueError naming the column that is missing.
    """
    require(yearly, "series", "measure", "breakdown", "date", "figure", "low", "high", "verdict")
    whole = found.latest.filter(
        pl.col("team").is_null()
        & pl.col("breakdown").is_null()
        & pl.col("last_value").is_not_null()
    ).sort("last_date", "n", descending=True, maintain_order=True)
    rows = pl.concat([_over_time(whole), _by_year(found, yearly)])
    rows = _told(rows.unique("measure", keep="first", maintain_order=True), found)
    place = pl.col("verdict").replace_strict(_ORDER, return_dtype=pl.Int64)
    return rows.with_columns(place=place).sort(
        "place", "provisional", "how_far", "name", "measure",
        descending=[False, False, True, False, False], nulls_last=True,
    ).select(pl.col(name).cast(kind) for name, kind in STANDINGS_SCHEMA.items())  # fmt: skip


def without_standing(found: IndicatorSeries, held: pl.DataFrame) -> pl.DataFrame:
    """The measures that have rows and do not stand among those of the whole service: only teams or
    groups have figures, or no period is over.

    `found`: what `indicator_series` gave. `held`: what `standings` gave. Gives STANDINGS_SCHEMA, by
    name: what `declared` says each is, with no figure; verdict and signal say that it is not known.

    Raises ValueError naming the column that is missing.
    """
    require(held, "measure")
    rows = found.measures.join(held.select("measure"), on="measure", how="anti")
    return rows.sort("name", "measure").select(
        pl.col(name).cast(kind)
        if name in ("measure", "name", "statements", "themes", "unit", "direction", "frequency",
                    "chart", "target")
        else pl.lit(_WITHOUT.get(name), kind).alias(name)
        for name, kind in STANDINGS_SCHEMA.items()
    )  # fmt: skip


def standings_of_groups(found: IndicatorSeries) -> pl.DataFrame:
    """Say where each series of a team or a group stands, by itself: against its own past, not
    against the others.

    `found`: what `indicator_series` gave. Gives STANDINGS_SCHEMA with team, breakdown_kind and
    breakdown, one row per series over time of a team or a group, by measure and series; a group of
    no kind is of the kind "other".
    """
    parts = found.latest.filter(
        (pl.col("team").is_not_null() | pl.col("breakdown").is_not_null())
        & pl.col("last_value").is_not_null()
    )
    kind = pl.col("breakdown_kind").fill_null(BreakdownKind.OTHER.value)
    groups = parts.select(
        "series",
        "team",
        "breakdown",
        breakdown_kind=pl.when(pl.col("breakdown").is_not_null()).then(kind),
    )
    added = dict.fromkeys(("team", "breakdown_kind", "breakdown"), pl.String())
    return (
        _told(_over_time(parts), found)
        .join(groups, on="series", how="left")
        .select(pl.col(name).cast(kind) for name, kind in {**STANDINGS_SCHEMA, **added}.items())
        .sort("measure", "series")
    )


def _told(rows: pl.DataFrame, found: IndicatorSeries) -> pl.DataFrame:
    """Rows with what their measure is, and the signal of their verdict."""
    told = found.measures.select(
        "measure", "name", "statements", "themes", "unit", "direction", "frequency"
    )
    signals = {verdict.value: signal for verdict, signal in _SIGNALS.items()}
    return rows.join(told, on="measure", how="left", maintain_order="left").with_columns(
        signal=pl.col("verdict").replace_strict(signals, return_dtype=pl.String)
    )


def _over_time(latest: pl.DataFrame) -> pl.DataFrame:
    meaning, prospect = pl.col("variation"), pl.col("outlook")
    # A few figures draw the average, and those since have settled: nothing changed of late.
    settled = pl.col("moved_by").is_not_null() & pl.col("mean_since").is_not_null()
    neutral = [Meaning.NEUTRAL_HIGH.value, Meaning.NEUTRAL_LOW.value]
    verdict = (
        pl.when(pl.col("lower_limit").is_null())
        .then(pl.lit(StandingVerdict.TOO_FEW.value))
        .when(settled & (prospect == Outlook.CONSISTENT_FAIL.value))
        .then(pl.lit(StandingVerdict.TARGET_MISSED.value))
        .when(settled)
        .then(pl.lit(StandingVerdict.AS_USUAL.value))
        .when(meaning == Meaning.CONCERN.value)
        .then(pl.lit(StandingVerdict.WORSE.value))
        .when(meaning == Meaning.IMPROVEMENT.value)
        .then(pl.lit(StandingVerdict.BETTER.value))
        .when(meaning.is_in(neutral))
        .then(pl.lit(StandingVerdict.CHANGED.value))
        .when(prospect == Outlook.CONSISTENT_FAIL.value)
        .then(pl.lit(StandingVerdict.TARGET_MISSED.value))
        .otherwise(pl.lit(StandingVerdict.AS_USUAL.value))
    )
    reach = pl.col("upper_limit") - pl.col("mean")
    far_from = (
        pl.when(pl.col("verdict") == StandingVerdict.TARGET_MISSED.value)
        .then("target")
        .otherwise("last_value")
    )
    said = [sentence_of_outlook(row) for row in latest.iter_rows(named=True)]
    latest = latest.with_columns(verdict=verdict, sentence=pl.Series(said, dtype=pl.String))
    return latest.select(
        "measure", "series", "chart", "target", figure="last_value", last_date="last_date",
        numerator="last_numerator", denominator="last_denominator",
        n=pl.col("n") - pl.col("missing"),
        variation="variation", special_cause="special_cause", assurance="assurance",
        outlook="outlook", since="since", moved_by="moved_by",
        provisional="provisional",
        how_far=pl.when(reach > 0).then((far_from - pl.col("mean")).abs() / reach),
        sentence="sentence", verdict="verdict",
    )  # fmt: skip


def _by_year(found: IndicatorSeries, yearly: pl.DataFrame) -> pl.DataFrame:
    direction = found.measures.select("measure", "direction", "unit")
    rows = (
        yearly.filter(pl.col("breakdown").is_null() & pl.col("figure").is_not_null())
        .join(direction, on="measure", how="left")
        .join(found.yearly.select("series", "date", "chart", "so_far"), on=["series", "date"])
        .filter(~pl.col("so_far"))
        .sort("series", "date")
        .group_by("series", maintain_order=True)
        .agg(pl.all().last(), pl.len().cast(pl.Int64).alias("n"))
    )
    up = pl.col("direction") == Direction.INCREASE.value
    neither = pl.col("direction") == Direction.NEUTRAL.value
    high = pl.col("verdict") == FunnelVerdict.HIGHER.value
    beyond = high | (pl.col("verdict") == FunnelVerdict.LOWER.value)
    missed = (
        pl.when(up)
        .then(pl.col("high") < pl.col("target"))
        .otherwise(pl.col("low") > pl.col("target"))
    )
    verdict = (
        pl.when(beyond & ~neither & (high != up))
        .then(pl.lit(StandingVerdict.WORSE_THAN_OTHERS.value))
        .when((missed & ~neither).fill_null(value=False))
        .then(pl.lit(StandingVerdict.TARGET_MISSED.value))
        .when(beyond & neither)
        .then(pl.lit(StandingVerdict.UNLIKE_OTHERS.value))
        .when(beyond)
        .then(pl.lit(StandingVerdict.BETTER_THAN_OTHERS.value))
        .when(pl.col("verdict") == FunnelVerdict.WITHIN_CHANCE.value)
        .then(pl.lit(StandingVerdict.LIKE_OTHERS.value))
        .when(pl.col("verdict") == FunnelVerdict.TOO_FEW.value)
        .then(pl.lit(StandingVerdict.TOO_FEW.value))
        .otherwise(pl.lit(StandingVerdict.NOTHING_TO_COMPARE.value))
    )
    nothing = pl.lit(None, pl.String)
    rows = rows.with_columns(standing=verdict).sort("date", "n", descending=True)
    return rows.with_columns(
        pl.Series("sentence", list(map(_yearly_sentence, rows.iter_rows(named=True))), pl.String)
    ).select(
        "measure", "series", "chart", "target", "figure", last_date="date", numerator="numerator",
        denominator="denominator", n="n", variation=nothing, special_cause=nothing,
        assurance=nothing, outlook=nothing, since=pl.lit(None, pl.Date),
        moved_by=pl.lit(None, pl.Date),
        provisional=pl.lit(value=False), how_far=pl.lit(None, pl.Float64),
        sentence="sentence", verdict="standing",
    )  # fmt: skip


_AGAINST: Final = {
    FunnelVerdict.HIGHER.value: "that is higher, by more than chance allows",
    FunnelVerdict.LOWER.value: "that is lower, by more than chance allows",
    FunnelVerdict.WITHIN_CHANCE.value: "the difference is within what chance allows",
    FunnelVerdict.TOO_FEW.value: "too few to judge",
}


def _yearly_sentence(row: dict[str, object]) -> str:
    figure = figure_in(_float(row["figure"]), _text(row["unit"]))
    peers, median = row["peers"], _float(row["peers_median"])
    if not peers or median is None:
        return f"The latest year's figure is {figure}; there is nothing to compare it with."
    beside = f"{figure} against a median of {figure_in(median, _text(row['unit']))}"
    said = f"{beside} at {peers} other councils"
    against = _AGAINST.get(str(row["verdict"]))
    return f"{said}: {against}." if against else f"{said}."


def _float(value: object) -> float | None:
    return value if isinstance(value, float) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
