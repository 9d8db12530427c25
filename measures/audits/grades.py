"""Practice audits: grades, whether the person was asked, and whether moderators grade alike.

`audits` is the audit dataset's frame, one row per audit. An audit's grade is the moderator's
where there is one and the auditor's where there is not. Audits after `as_at` count nowhere; with
`since` only those after that day do.
"""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.statistics.agreement import Agreement, weighted_kappa
from measures.statistics.breakdown import break_down
from measures.statistics.columns import require
from measures.statistics.comparison_wording import share as in_words
from measures.statistics.funnel import FunnelVerdict, funnel
from measures.statistics.periods import Every, calendar, period_of, within
from measures.statistics.shares import ShareVerdict, share_in_words, with_share
from vocabulary.wording import number_of, sentence

GOOD: Final = 3
"""Grades 3 (good) and 4 (outstanding) are good or better."""
GRADES: Final = (1, 2, 3, 4)
FINAL_GRADE: Final = pl.coalesce("moderator_grade", "auditor_grade")

_GRADE_COUNTS: Final = (
    *((pl.col("grade") == g).sum().cast(pl.Int64).alias(f"grade_{g}") for g in GRADES),
    pl.col("grade").is_not_null().sum().cast(pl.Int64).alias("audits"),
    (pl.col("grade") >= GOOD).sum().cast(pl.Int64).alias("good"),
)


def grades_over_time(
    audits: pl.DataFrame, as_at: date, by: str | None = None, every: Every = "quarter"
) -> pl.DataFrame:
    """Count audits by grade, quarter by quarter.

    `audits`: audited, auditor_grade, moderator_grade and the column `by` (team, practice_area).
    Gives a row for every period from the first audit's to that of `as_at` and every case: period
    (its first day), name, complete, case ("all" without `by`), grade_1 … grade_4, audits, good
    (graded 3 or 4), share (good ÷ audits), low, high and verdict (see `shares.with_share`).

    Raises ValueError naming the column that is missing.
    """
    rows = break_down(_graded(audits, None, as_at), by)
    counts = rows.group_by(period_of("audited", every).alias("period"), "case").agg(_GRADE_COUNTS)
    first = rows.get_column("audited").min()
    periods = calendar(first if isinstance(first, date) else None, as_at, every)
    cases = rows.select("case").unique().sort("case")
    grid = periods.join(cases, how="cross").join(
        counts, on=["period", "case"], how="left", maintain_order="left"
    )
    return with_share(grid.with_columns(pl.selectors.integer().fill_null(0)), "good", "audits")


def grades_by(
    audits: pl.DataFrame, as_at: date, by: tuple[str, ...] = ("team",), since: date | None = None
) -> pl.DataFrame:
    """Set teams, practice areas, or one within the other, beside each other by grade.

    `audits`: audited, auditor_grade, moderator_grade and the columns `by`. Gives one row per
    team (or whatever `by` says) in alphabetical order: the columns `by`, grade_1 … grade_4,
    audits, good, share, low, high (see `shares.with_share`), enough (a share may be shown: fewer
    audits than 6 say nothing), verdict (one of `comparison.FUNNEL_VERDICTS`: against all the
    others, by funnel limits; "nothing to compare with" where there is only one), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(audits, *by)
    rows = _graded(audits, since, as_at).drop_nulls(list(by))
    counts = with_share(
        rows.group_by(by).agg(_GRADE_COUNTS).filter(pl.col("audits") > 0).sort(by),
        "good",
        "audits",
    )
    peers = funnel(
        counts.select(
            group=pl.concat_str(by, separator="\x1f"), numerator="good", denominator="audits"
        )
    ).get_column("verdict")
    alone = counts.height < 2
    judged = counts.with_columns(
        enough=~pl.col("verdict").is_in((ShareVerdict.NOTHING_YET, ShareVerdict.TOO_FEW)),
        verdict=pl.lit(FunnelVerdict.NOTHING_TO_COMPARE) if alone else peers,
    ).with_columns(
        verdict=pl.when("enough").then("verdict").otherwise(pl.lit(ShareVerdict.TOO_FEW))
    )
    said = [_grade_sentence(row, by) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String))


def voice_sought(
    audits: pl.DataFrame, as_at: date, by: str | None = None, since: date | None = None
) -> pl.DataFrame:
    """Find in how many audits the person, or who speaks for them, was asked how it was for them.

    `audits`: audited, voice_sought (missing where nobody recorded it) and the column `by`. Gives
    one row per case in alphabetical order: case, audits, recorded, sought, not_recorded, share
    (sought ÷ recorded), low, high, verdict (see `shares.with_share`), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(audits, "audited", "voice_sought")
    asked = pl.col("voice_sought")
    counts = (
        break_down(audits.filter(within("audited", since, as_at)), by)
        .group_by("case")
        .agg(
            audits=pl.len().cast(pl.Int64),
            recorded=asked.is_not_null().sum().cast(pl.Int64),
            sought=asked.sum().cast(pl.Int64),
            not_recorded=asked.is_null().sum().cast(pl.Int64),
        )
        .sort("case")
    )
    judged = with_share(counts, "sought", "recorded")
    said = [_voice_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String))


def _graded(audits: pl.DataFrame, since: date | None, as_at: date) -> pl.DataFrame:
    require(audits, "audited", "auditor_grade", "moderator_grade")
    return audits.filter(within("audited", since, as_at)).with_columns(grade=FINAL_GRADE)


def _grade_sentence(row: dict[str, Any], by: tuple[str, ...]) -> str:
    where = ", ".join(str(row[name]).replace("_", " ") for name in by)
    if not row["enough"]:
        seen = f"{row['good']:,} of {row['audits']:,}"
        return f"{sentence(where)}: {seen} good or better, too few to judge."
    seen = in_words(row["good"], row["audits"])
    against = {
        FunnelVerdict.HIGHER: "higher than the others",
        FunnelVerdict.LOWER: "lower than the others",
        FunnelVerdict.WITHIN_CHANCE: "within chance of the others",
    }.get(row["verdict"], row["verdict"])
    return f"{sentence(where)}: {seen} good or better, {against}."


def _voice_sentence(row: dict[str, Any]) -> str:
    left = f"; not recorded in {row['not_recorded']:,}" if row["not_recorded"] else ""
    share = share_in_words(row["sought"], row["recorded"], row["verdict"])
    return (
        f"The person was asked in {share}{left}."
        if row["recorded"]
        else (
            f"Whether the person was asked is not recorded in any of "
            f"{number_of(row['audits'], 'audit')}."
        )
    )


KAPPA_WORDS: Final = (
    (0.0, "poor"),
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (1.0, "almost perfect"),
)
"""Words for kappa up to and including each figure (Landis and Koch 1977)."""


class ModerationDirection(StrEnum):
    """Which way moderators change grades."""

    NOT_MODERATED = "none moderated"
    UNCHANGED = "no grade was changed"
    TOO_FEW = "too few to judge"
    NO_CLEAR_DIRECTION = "no clear direction"
    LOWER = "moderators grade lower"
    HIGHER = "moderators grade higher"


# More than half lower is lower; fewer than half lower is more than half higher.
_OF_SHARE: Final = dict(
    zip(
        ShareVerdict,
        (
            ModerationDirection.UNCHANGED,
            ModerationDirection.TOO_FEW,
            ModerationDirection.NO_CLEAR_DIRECTION,
            ModerationDirection.LOWER,
            ModerationDirection.HIGHER,
        ),
        strict=True,
    )
)


def moderation(
    audits: pl.DataFrame, as_at: date, by: str | None = None, since: date | None = None
) -> pl.DataFrame:
    """Measure how well auditor and moderator agree, and which way they differ.

    `audits`: audited, auditor_grade, moderator_grade (1 to 4; missing where not moderated) and
    the column `by` (team, practice_area). Gives one row per case in alphabetical order: case,
    audits, moderated, same, lower and higher (audits that the moderator graded lower or higher
    than the auditor), kappa, low, high (quadratic weights; see `agreement.weighted_kappa`),
    verdict (one of `Agreement`), words (see `kappa_in_words`; missing where too few to judge),
    direction (one of `ModerationDirection`, by the exact test of lower against higher), sentence.

    Raises ValueError naming the column that is missing, or has a grade that is none.
    """
    require(audits, "audited", "auditor_grade", "moderator_grade")
    rows = break_down(audits.filter(within("audited", since, as_at)), by)
    auditor, moderator = pl.col("auditor_grade"), pl.col("moderator_grade")
    counts = (
        rows.group_by("case")
        .agg(
            audits=pl.len().cast(pl.Int64),
            same=(moderator == auditor).sum().cast(pl.Int64),
            lower=(moderator < auditor).sum().cast(pl.Int64),
            higher=(moderator > auditor).sum().cast(pl.Int64),
        )
        .sort("case")
    )
    agreed = weighted_kappa(
        rows.select("case", auditor="auditor_grade", moderator="moderator_grade")
    ).select("case", "low", "high", "verdict", moderated="n", kappa="kappa_quadratic")
    differ = counts.select("lower", n=pl.col("lower") + pl.col("higher"))
    direction = with_share(differ, "lower", "n").get_column("verdict").replace(_OF_SHARE)
    found = (
        counts.with_columns(direction=direction)
        .join(agreed, on="case", how="left", maintain_order="left")
        .with_columns(
            direction=pl.when(pl.col("moderated") == 0)
            .then(pl.lit(ModerationDirection.NOT_MODERATED))
            .otherwise("direction")
        )
    )
    told = [
        (kappa_in_words(row["low"], row["high"]), _moderation_sentence(row))
        for row in found.iter_rows(named=True)
    ]
    return found.with_columns(
        pl.Series("words", [words for words, _ in told], pl.String),
        pl.Series("sentence", [said for _, said in told], pl.String),
    ).select(
        "case", "audits", "moderated", "same", "lower", "higher", "kappa", "low", "high",
        "verdict", "words", "direction", "sentence",
    )  # fmt: skip


def kappa_in_words(low: float | None, high: float | None) -> str | None:
    """Put an interval for kappa in the words of Landis and Koch: "fair to substantial".

    They chose the words, by their own account, arbitrarily, and meant them for the truth and not
    for an estimate, so the whole interval is worded. None where the interval is missing, or so
    wide that it runs from "slight" or less to "substantial" or more and says nothing.
    """
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return None
    places = [
        next(place for place, (most, _) in enumerate(KAPPA_WORDS) if end <= most)
        for end in (min(low, 1.0), min(high, 1.0))
    ]
    if places[0] <= 1 and places[1] >= 4:
        return None
    first, last = (KAPPA_WORDS[place][1] for place in places)
    return first if first == last else f"{first} to {last}"


def _moderation_sentence(row: dict[str, Any]) -> str:
    audits = f"{number_of(row['moderated'], 'audit')} graded twice"
    if row["moderated"] == 0:
        return f"Not one of {number_of(row['audits'], 'audit')} was moderated."
    same = f"{audits}, {row['same']:,} alike"
    words = kappa_in_words(row["low"], row["high"])
    agreement = {
        Agreement.TOO_FEW: "too few to judge agreement",
        Agreement.NO_SPREAD: "every grade is the same, so agreement cannot be judged",
        Agreement.NO_MORE_THAN_CHANCE: "auditors and moderators agree no more than chance would "
        "have it",
        Agreement.BEYOND_CHANCE: "auditors and moderators agree beyond chance"
        + (f": {words} agreement" if words else ", but how well is not known yet"),
    }[row["verdict"]]
    lean = {
        ModerationDirection.LOWER: f" Moderators grade lower: {row['lower']:,} went down, "
        f"{row['higher']:,} up.",
        ModerationDirection.HIGHER: f" Moderators grade higher: {row['higher']:,} went up, "
        f"{row['lower']:,} down.",
    }.get(row["direction"], "")
    return f"{same}: {agreement}.{lean}"
