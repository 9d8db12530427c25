"""Do the sources agree? What each says on a theme, and where one praises what another faults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl

from measures.statistics.columns import require
from measures.statistics.comparison_wording import share as in_words
from measures.statistics.periods import within
from measures.statistics.shares import SHARE_VERDICTS, with_share
from measures.themes.balance import named_themes
from vocabulary.wording import listed_up_to, number_of

VOICES: Final[Mapping[str, str]] = {
    "finding": "findings",
    "complaint": "complaints and compliments",
    "compliment": "complaints and compliments",
    "audit": "audits",
}
"""Sources that speak of strength or shortfall, and the voice they speak with."""
MEASURES: Final = "measures"
SAYS: Final = ("nothing", "too few to judge", "both", "strength", "shortfall")
MEASURED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "training_access": ("training", "staff_voice"),
    "professional_development": ("training", "staff_voice"),
    "career_routes": ("workforce_route",),
    "learning_culture": ("staff_voice", "learning"),
    "learning_embedded": ("learning",),
    "quality_assurance": ("audit",),
    "complaints": ("complaint", "ombudsman"),
    "coproduction": ("coproduction",),
    "equity": ("coproduction",),
    "innovation": ("innovation",),
    "research": ("innovation",),
}
"""Datasets that are about a theme as a whole, beside the records that are coded to it."""


def voices(
    evidence: pl.DataFrame, codebook: pl.DataFrame, signals: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Say what every source says on every theme: strength, shortfall, both, or too little.

    `evidence`: what `theme_evidence` gave; filter it by current for what is said today.
    `codebook`: theme, name. `signals`: theme and meaning (of `process_control.variation`), one row
    per theme and measure that bears on it; they speak with the voice "measures". Gives one row
    per theme and voice that said anything, by the theme's name: theme, name, voice, strength and
    shortfall (how much it says of each; of measures: how many improve and how many are of
    concern), share (strength ÷ both), low, high, says (one of `SAYS`: strength or shortfall where
    that is more than half beyond chance, of measures where all that signal agree), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(evidence, "theme", "source", "polarity", "count")
    parts = [
        evidence.filter(pl.col("source").is_in(list(VOICES))).select(
            "theme", "polarity", "count", voice=pl.col("source").replace(dict(VOICES))
        )
    ]
    if signals is not None:
        require(signals, "theme", "meaning")
        means = {"improvement": "strength", "concern": "shortfall"}
        parts.append(
            signals.select(
                "theme",
                pl.col("meaning").replace(means).alias("polarity"),
                pl.lit(1, pl.Int64).alias("count"),
                pl.lit(MEASURES).alias("voice"),
            )
        )
    count = pl.col("count")
    counts = (
        pl.concat(parts)
        .group_by("theme", "voice")
        .agg(
            strength=count.filter(pl.col("polarity") == "strength").sum(),
            shortfall=count.filter(pl.col("polarity") == "shortfall").sum(),
        )
        .with_columns(spoke=pl.col("strength") + pl.col("shortfall"))
    )
    judged = with_share(counts, "strength", "spoke")
    good, bad = pl.col("strength"), pl.col("shortfall")
    # A signal is beyond chance by itself, so that two measures which agree are enough.
    measured = (
        pl.when(pl.col("spoke") == 0)
        .then(pl.lit(SAYS[0]))
        .when((good > 0) & (bad > 0))
        .then(pl.lit(SAYS[2]))
        .when(good > 0)
        .then(pl.lit(SAYS[3]))
        .otherwise(pl.lit(SAYS[4]))
    )
    counted_voice = pl.col("verdict").replace(dict(zip(SHARE_VERDICTS, SAYS, strict=True)))
    said = judged.with_columns(
        says=pl.when(pl.col("voice") == MEASURES).then(measured).otherwise(counted_voice)
    )
    names = named_themes(said.select("theme").unique(), codebook)
    found = said.join(names, on="theme", how="left").sort("name", "theme", "voice")
    sentences = [_voice_sentence(row) for row in found.iter_rows(named=True)]
    return found.with_columns(pl.Series("sentence", sentences, pl.String)).select(
        "theme", "name", "voice", "strength", "shortfall", "share", "low", "high", "says",
        "sentence",
    )  # fmt: skip


def disagreements(said: pl.DataFrame) -> pl.DataFrame:
    """Find the themes that one source praises and another faults.

    `said`: what `voices` gave. Gives one row per theme where at least one voice says strength and
    at least one says shortfall, those that rest on most evidence first: theme, name, praised_by
    and faulted_by (lists of voices), evidence (how much the two sides rest on), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(said, "theme", "name", "voice", "strength", "shortfall", "says")
    says = pl.col("says")
    sides = (
        said.filter(says.is_in(SAYS[3:]))
        .sort("voice")
        .group_by("theme", "name")
        .agg(
            praised_by=pl.col("voice").filter(says == SAYS[3]),
            faulted_by=pl.col("voice").filter(says == SAYS[4]),
            evidence=(pl.col("strength") + pl.col("shortfall")).sum(),
        )
        .filter((pl.col("praised_by").list.len() > 0) & (pl.col("faulted_by").list.len() > 0))
        .sort(["evidence", "name"], descending=[True, False])
    )
    sentences = [
        f"{row['name']}: a strength by {listed_up_to(row['praised_by'])}, a shortfall by "
        f"{listed_up_to(row['faulted_by'])}."
        for row in sides.iter_rows(named=True)
    ]
    return sides.with_columns(pl.Series("sentence", sentences, pl.String))


def linked_measures(indicators: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """List the indicators that the council has linked to themes.

    `indicators`: the indicator dataset's columns. Gives one row per theme and indicator: theme,
    indicator, name, direction, target, unit, periods (for the whole service), period_end (newest
    that is over by `as_at`) and value of that period (as reported, else numerator ÷ denominator ×
    per, else numerator). Both are missing where figures are kept only by team or breakdown.

    Raises ValueError naming the column that is missing.
    """
    require(indicators, "indicator", "name", "period_end", "team", "breakdown", "numerator")
    require(indicators, "denominator", "value", "per", "unit", "direction", "target", "themes")
    known = indicators.filter(within("period_end", None, as_at))
    ratio = pl.col("numerator") / pl.col("denominator") * pl.col("per").fill_null(1.0)
    figure = pl.coalesce(
        "value",
        pl.when(pl.col("denominator") > 0).then(ratio),
        pl.when(pl.col("denominator").is_null()).then("numerator"),
    )
    last = (
        known.sort("period_end", maintain_order=True)
        .group_by("indicator", maintain_order=True)
        .agg(pl.col("name", "direction", "unit").drop_nulls().last(), pl.col("target").last())
    )
    whole = (
        known.filter(pl.col("team").is_null() & pl.col("breakdown").is_null())
        .with_columns(value=figure)
        .sort("period_end", maintain_order=True)
        .group_by("indicator")
        .agg(
            pl.len().cast(pl.Int64).alias("periods"),
            pl.col("period_end").last(),
            pl.col("value").last(),
        )
    )
    return (
        known.select("indicator", theme="themes")
        .explode("theme", keep_nulls=False)
        .unique()
        .join(last, on="indicator", how="left")
        .join(whole, on="indicator", how="left")
        .with_columns(
            pl.col("periods").fill_null(0), name=pl.coalesce("name", "indicator")
        )
        .select(
            "theme", "indicator", "name", "direction", "target", "unit", "periods", "period_end",
            "value",
        )
        .sort("theme", "name", "indicator")
    )  # fmt: skip


def _voice_sentence(row: dict[str, Any]) -> str:
    spoke = row["strength"] + row["shortfall"]
    who = row["voice"].capitalize()
    if row["says"] == SAYS[0]:
        return f"{who} say nothing either way."
    if row["voice"] == MEASURES:
        better = number_of(row["strength"], "measure")
        worse = number_of(row["shortfall"], "measure")
        return f"Of those that signal, {better} improved and {worse} became a concern."
    if row["says"] == SAYS[1]:
        return f"{who}: {row['strength']:,} of {spoke:,} a strength, too few to judge."
    if row["says"] == SAYS[2]:
        return f"{who} speak of both: {in_words(row['strength'], spoke)} a strength."
    return f"{who} speak of {row['says']}: {in_words(row[row['says']], spoke)}."
