"""How a measure's standing is said: as NHS readers know it from variation and assurance marks."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.indicators.outlook import Outlook
from measures.indicators.standings import StandingVerdict
from measures.process_control.special_causes import Meaning
from vocabulary.indicators import ChartKind
from vocabulary.values import figure_in

VARIATION: Final = {
    Meaning.COMMON_CAUSE.value: "as usual",
    Meaning.IMPROVEMENT.value: "getting better",
    Meaning.CONCERN.value: "getting worse",
    Meaning.NEUTRAL_HIGH.value: "higher than usual",
    Meaning.NEUTRAL_LOW.value: "lower than usual",
}
PROVISIONAL: Final = ", provisionally"
TOO_FEW: Final = "too few figures to judge"
OUTLOOK: Final = {
    Outlook.CONSISTENT_PASS.value: "will meet the target",
    Outlook.INCONSISTENT.value: "may or may not meet the target",
    Outlook.CONSISTENT_FAIL.value: "will miss the target",
    Outlook.TOO_EARLY.value: "too early to say",
}
NO_TARGET: Final = "no target"
NOT_JUDGED: Final = "not judged"
BEYOND_CHANCE: Final = "misses the target by more than chance"
_PER_YEAR: Final = {
    StandingVerdict.WORSE_THAN_OTHERS.value: "worse than at other councils",
    StandingVerdict.TARGET_MISSED.value: "a figure a year",
    StandingVerdict.BETTER_THAN_OTHERS.value: "better than at other councils",
    StandingVerdict.LIKE_OTHERS.value: "as at other councils",
    StandingVerdict.UNLIKE_OTHERS.value: "unlike other councils",
    StandingVerdict.TOO_FEW.value: "too few people to judge",
    StandingVerdict.NOTHING_TO_COMPARE.value: "nothing to compare with yet",
}


def with_standing_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Standings with how they are said: latest ("62% (412 of 640)"), target_words, variation_words,
    and outlook_words.

    `rows`: columns of `measures.indicators.standings.standings`.
    """
    latest, targets = [], []
    for figure, unit, numerator, denominator, target in rows.select(
        "figure", "unit", "numerator", "denominator", "target"
    ).iter_rows():
        latest.append(figure_in(figure, unit) + _parts(numerator, denominator))
        targets.append("none" if target is None else figure_in(target, unit))
    yearly = pl.col("chart") == ChartKind.YEARLY.value
    said = pl.col("variation").replace_strict(VARIATION, default=None, return_dtype=pl.String)
    by_year = pl.col("verdict").replace_strict(_PER_YEAR, default=None, return_dtype=pl.String)
    return rows.with_columns(
        pl.Series("latest", latest, pl.String),
        pl.Series("target_words", targets, pl.String),
        variation_words=pl.when(pl.col("verdict") == StandingVerdict.NO_FIGURE.value)
        .then(pl.lit(StandingVerdict.NO_FIGURE.value))
        .when(yearly)
        .then(by_year)
        .when(pl.col("verdict") == StandingVerdict.TOO_FEW.value)
        .then(pl.lit(TOO_FEW))
        .when("provisional")
        .then(pl.concat_str(said, pl.lit(PROVISIONAL)))
        .otherwise(said),
        outlook_words=pl.when(yearly & (pl.col("verdict") == StandingVerdict.TARGET_MISSED.value))
        .then(pl.lit(BEYOND_CHANCE))
        .when(pl.col("target").is_null())
        .then(pl.lit(NO_TARGET))
        .otherwise(
            pl.col("outlook").replace_strict(OUTLOOK, default=NOT_JUDGED, return_dtype=pl.String)
        ),
    )


def _parts(numerator: float | None, denominator: float | None) -> str:
    """The numerator of its denominator, where both are known and counted."""
    if numerator is None or denominator is None:
        return ""
    if numerator != int(numerator) or denominator != int(denominator):
        return ""
    return f" ({numerator:,.0f} of {denominator:,.0f})"
