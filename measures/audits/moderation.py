"""Do auditors and moderators see the same quality, and if not, which way do they differ?

`audits` is the audit dataset's frame. Only audits with both grades say anything. Audits after
`as_at` count nowhere; with `since` only those after that day do.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Any, Final

import polars as pl

from measures.statistics.agreement import weighted_kappa
from measures.statistics.breakdown import with_case
from measures.statistics.columns import require
from measures.statistics.periods import within
from measures.statistics.shares import SHARE_VERDICTS, with_share
from vocabulary.wording import number_of

KAPPA_WORDS: Final = (
    (0.0, "poor"),
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (1.0, "almost perfect"),
)
"""Words for kappa up to and including each figure (Landis and Koch 1977)."""
DIRECTIONS: Final = (
    "none moderated",
    "no grade was changed",
    "too few to judge",
    "no clear direction",
    "moderators grade lower",
    "moderators grade higher",
)
# More than half lower is lower; fewer than half lower is more than half higher.
_OF_SHARE: Final = dict(zip(SHARE_VERDICTS, DIRECTIONS[1:], strict=True))


def moderation(
    audits: pl.DataFrame, as_at: date, by: str | None = None, since: date | None = None
) -> pl.DataFrame:
    """Measure how well auditor and moderator agree, and which way they differ.

    `audits`: audited, auditor_grade, moderator_grade (1 to 4; missing where not moderated) and
    the column `by` (team, practice_area). Gives one row per case in alphabetical order: case,
    audits, moderated, same, lower and higher (audits that the moderator graded lower or higher
    than the auditor), kappa, low, high (quadratic weights; see `agreement.weighted_kappa`),
    verdict (one of `AGREEMENTS`), words (see `kappa_in_words`; missing where too few to judge),
    direction (one of `DIRECTIONS`, by the exact test of lower against higher), sentence.

    Raises ValueError naming the column that is missing, or has a grade that is none.
    """
    require(audits, "audited", "auditor_grade", "moderator_grade")
    rows = with_case(audits.filter(within("audited", since, as_at)), by)
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
            .then(pl.lit(DIRECTIONS[0]))
            .otherwise("direction")
        )
    )
    told = [
        (kappa_in_words(row["low"], row["high"]), _sentence(row))
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


def _sentence(row: dict[str, Any]) -> str:
    audits = f"{number_of(row['moderated'], 'audit')} graded twice"
    if row["moderated"] == 0:
        return f"Not one of {number_of(row['audits'], 'audit')} was moderated."
    same = f"{audits}, {row['same']:,} alike"
    words = kappa_in_words(row["low"], row["high"])
    agreement = {
        "too few to judge": "too few to judge agreement",
        "no spread to judge by": "every grade is the same, so agreement cannot be judged",
        "no more than chance": "auditors and moderators agree no more than chance would have it",
        "beyond chance": "auditors and moderators agree beyond chance"
        + (f": {words} agreement" if words else ", but how well is not known yet"),
    }[row["verdict"]]
    lean = {
        DIRECTIONS[4]: f" Moderators grade lower: {row['lower']:,} went down, "
        f"{row['higher']:,} up.",
        DIRECTIONS[5]: f" Moderators grade higher: {row['higher']:,} went up, "
        f"{row['lower']:,} down.",
    }.get(row["direction"], "")
    return f"{same}: {agreement}.{lean}"
