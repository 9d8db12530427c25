"""Was it found again? Themes that come back in a team after it was told of them, and re-audits.

`audits` is the audit dataset's frame, `lessons` the learning dataset's. What happened after
`as_at` has not happened.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.audits.grades import FINAL_GRADE
from measures.statistics.breakdown import plain
from measures.statistics.columns import require
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.statistics.periods import within
from measures.statistics.shares import ShareVerdict, share_in_words, with_share
from vocabulary.wording import number_of


class RepeatVerdict(StrEnum):
    """Whether a theme was found again after the team was told of it."""

    NO_AUDIT_SINCE = "no audit since"
    FOUND_AGAIN = "found again"
    TOO_FEW_AUDITS_SINCE = "too few audits since"
    NOT_FOUND_AGAIN = "not found again"


ENOUGH_SINCE: Final = 6
"""Fewer audits without a finding than this are no sign that it is gone: see `shares.with_share`."""
LATELY: Final = 182
"""Days, about half a year, that the trend of a repeat finding sets against the time before."""


class Trend(StrEnum):
    """Whether a theme is found more or less often lately."""

    TOO_FEW = "too few to judge"
    AS_OFTEN = "as often as before, within chance"
    LESS_OFTEN = "less often lately"
    MORE_OFTEN = "more often lately"


_OF_DIFFERENCE: Final = {
    DifferenceVerdict.NOTHING_TO_COMPARE: Trend.TOO_FEW,
    DifferenceVerdict.WITHIN_CHANCE: Trend.AS_OFTEN,
    DifferenceVerdict.FIRST_LOWER: Trend.LESS_OFTEN,
    DifferenceVerdict.FIRST_HIGHER: Trend.MORE_OFTEN,
}


def repeat_findings(
    audits: pl.DataFrame, lessons: pl.DataFrame, as_at: date, lately: int = LATELY
) -> pl.DataFrame:
    """Find themes that a team was told of and that were then found in its work again.

    `audits`: reference, audited, team, themes (where practice fell short), fed_back. `lessons`:
    reference, origin, themes, team (missing: for every team), shared_on; lessons from compliments
    are left out. A team has been told of a theme on the first day on which an audit that found it
    was fed back, or a lesson on it was shared with the team; a lesson for every team counts for
    those where an audit had found the theme by then. Gives one row per team and theme told of,
    found again most first: team, theme, told_on, told_by ("audit fed back" or "lesson shared"),
    told_reference, audits_before and found_before (up to that day), audits_since, found_since,
    share (found_since ÷ audits_since), low, high, last_found (since), references (audits that
    found it since), verdict (one of `RepeatVerdict`), audits_lately and found_lately (of those
    since, in the last `lately` days), trend (one of `Trend`: those against the others since, by
    `comparison.difference`), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(audits, "reference", "audited", "team", "themes", "fed_back")
    require(lessons, "reference", "origin", "themes", "team", "shared_on")
    done = audits.filter(within("audited", None, as_at)).drop_nulls("team")
    found = (
        done.select("reference", "audited", "team", "fed_back", theme="themes")
        .explode("theme", keep_nulls=False)
        .unique(["reference", "theme"], maintain_order=True)
    )
    told = _first_fed_back(found, lessons, as_at)
    since = pl.col("audited") > pl.col("told_on")
    recent = pl.col("audited") > as_at - timedelta(days=lately)
    numbers = (
        told.join(done.select("team", "audited"), on="team")
        .group_by("team", "theme")
        .agg(
            audits_before=(~since).sum().cast(pl.Int64),
            audits_since=since.sum().cast(pl.Int64),
            audits_lately=(since & recent).sum().cast(pl.Int64),
        )
    )
    again = (
        told.join(found, on=["team", "theme"])
        .sort("audited", "reference")
        .group_by("team", "theme", maintain_order=True)
        .agg(
            found_before=(~since).sum().cast(pl.Int64),
            found_since=since.sum().cast(pl.Int64),
            found_lately=(since & recent).sum().cast(pl.Int64),
            last_found=pl.col("audited").filter(since).max(),
            references=pl.col("reference").filter(since),
        )
    )
    both = (
        told.join(numbers, on=["team", "theme"], how="left")
        .join(again, on=["team", "theme"], how="left")
        .with_columns(
            pl.selectors.matches("^(audits|found)_").fill_null(0),
            pl.col("references").fill_null([]),
        )
    )
    verdict = (
        pl.when(pl.col("found_since") > 0)
        .then(pl.lit(RepeatVerdict.FOUND_AGAIN))
        .when(pl.col("audits_since") == 0)
        .then(pl.lit(RepeatVerdict.NO_AUDIT_SINCE))
        .when(pl.col("audits_since") < ENOUGH_SINCE)
        .then(pl.lit(RepeatVerdict.TOO_FEW_AUDITS_SINCE))
        .otherwise(pl.lit(RepeatVerdict.NOT_FOUND_AGAIN))
    )
    judged = (
        with_share(both, "found_since", "audits_since")
        .with_columns(verdict=verdict, trend=_trend(both))
        .sort(
            ["found_since", "share", "team", "theme"],
            descending=[True, True, False, False],
            nulls_last=True,
        )
    )
    said = [_repeat_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String)).select(
        "team", "theme", "told_on", "told_by", "told_reference", "audits_before", "found_before",
        "audits_since", "found_since", "share", "low", "high", "last_found", "references",
        "verdict", "audits_lately", "found_lately", "trend", "sentence",
    )  # fmt: skip


def repeat_summary(repeats: pl.DataFrame) -> pl.DataFrame:
    """Say how often what a team was told of was found in its work again.

    `repeats`: what `repeat_findings` gave. Gives one row: told (teams × themes told of), looked_at
    (of those, with an audit since), again (found again), share (again ÷ looked_at), low, high,
    verdict (see `shares.with_share`), sentence.
    """
    require(repeats, "audits_since", "found_since")
    counts = repeats.select(
        told=pl.len().cast(pl.Int64),
        looked_at=(pl.col("audits_since") > 0).sum().cast(pl.Int64),
        again=(pl.col("found_since") > 0).sum().cast(pl.Int64),
    )
    judged = with_share(counts, "again", "looked_at")
    row = judged.row(0, named=True)
    if row["looked_at"] == 0:
        said = "No team has been audited since it was told of a theme, so repeats cannot be judged."
    else:
        share = share_in_words(row["again"], row["looked_at"], row["verdict"])
        said = f"Of the themes a team was told of and audited on since, found again: {share}."
    return judged.with_columns(sentence=pl.lit(said))


def _first_fed_back(found: pl.DataFrame, lessons: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """The first time each team was told of each theme: team, theme, told_on, told_by,
    told_reference."""
    fed_back = found.filter(within("fed_back", None, as_at)).select(
        "team",
        "theme",
        told_on="fed_back",
        told_by=pl.lit("audit fed back"),
        told_reference="reference",
    )
    shared = (
        lessons.filter(within("shared_on", None, as_at) & (pl.col("origin") != "compliment"))
        .select("team", "shared_on", "reference", theme="themes")
        .explode("theme", keep_nulls=False)
    )
    for_all = (
        shared.filter(pl.col("team").is_null())
        .drop("team")
        .join(found.group_by("team", "theme").agg(first=pl.col("audited").min()), on="theme")
    )
    columns = {
        "told_on": pl.col("shared_on"),
        "told_by": pl.lit("lesson shared"),
        "told_reference": pl.col("reference"),
    }
    return (
        pl.concat(
            [
                fed_back,
                shared.drop_nulls("team").select("team", "theme", **columns),
                for_all.filter(pl.col("first") <= pl.col("shared_on")).select(
                    "team", "theme", **columns
                ),
            ]
        )
        .sort("told_on", "told_by", "told_reference")
        .unique(["team", "theme"], keep="first", maintain_order=True)
    )


def _trend(both: pl.DataFrame) -> pl.Series:
    judged = difference(
        both.select(
            x1="found_lately",
            n1="audits_lately",
            x2=pl.col("found_since") - pl.col("found_lately"),
            n2=pl.col("audits_since") - pl.col("audits_lately"),
        )
    )
    return judged.get_column("verdict").replace(_OF_DIFFERENCE).alias("trend")


def _repeat_sentence(row: dict[str, Any]) -> str:
    theme, team = str(row["theme"]).replace("_", " "), row["team"]
    audits = number_of(row["audits_since"], "audit")
    if row["verdict"] == RepeatVerdict.FOUND_AGAIN:
        trend = f", {row['trend']}" if row["trend"] in (Trend.LESS_OFTEN, Trend.MORE_OFTEN) else ""
        return f"{team}, {theme}: found again in {row['found_since']:,} of {audits} since{trend}."
    if row["verdict"] == RepeatVerdict.TOO_FEW_AUDITS_SINCE:
        return f"{team}, {theme}: not found in {audits} since, too few to say it is gone."
    if row["verdict"] == RepeatVerdict.NOT_FOUND_AGAIN:
        return f"{team}, {theme}: not found in {audits} since."
    return f"{team}, {theme}: no audit since."


class ReAuditResult(StrEnum):
    """How a case came out that was audited again."""

    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    NOT_ON_RECORD = "earlier audit not on record"


class ReAuditVerdict(StrEnum):
    """How re-audits came out together."""

    NONE_TO_JUDGE = "none to judge by"
    TOO_FEW = "too few to judge"
    WITHIN_CHANCE = "as often better as worse, within chance"
    MORE_OFTEN_BETTER = "more often better"
    MORE_OFTEN_WORSE = "more often worse"


def re_audits(audits: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Set every re-audit beside the audit that it checks again.

    `audits`: reference, re_audit_of, audited, team, practice_area, auditor_grade,
    moderator_grade, themes. Gives one row per re-audit, newest first: reference, re_audit_of,
    team, practice_area, audited, audited_before, days_between, grade_before, grade, change (in
    grades), result (one of `ReAuditResult`), themes_again (found both times), themes_gone
    (found before and not again). References that differ in case, spaces or punctuation are one; an
    earlier audit must not be later than the re-audit, or it is not taken for one.

    Raises ValueError naming the column that is missing.
    """
    require(audits, "reference", "re_audit_of", "audited", "team", "practice_area", "themes")
    rows = audits.filter(within("audited", None, as_at)).select(
        "reference", "re_audit_of", "team", "practice_area", "audited",
        grade=FINAL_GRADE, themes=pl.col("themes").fill_null([]),
    )  # fmt: skip
    earlier = rows.select(
        key=plain(pl.col("reference")),
        audited_before="audited",
        grade_before="grade",
        themes_before="themes",
    ).unique("key", keep="last", maintain_order=True)
    pairs = (
        rows.drop_nulls("re_audit_of")
        .with_columns(key=plain(pl.col("re_audit_of")))
        .join(earlier.filter(pl.col("key") != ""), on="key", how="left", maintain_order="left")
    )
    known = (
        (pl.col("audited_before") <= pl.col("audited"))
        & (plain(pl.col("reference")) != pl.col("key"))
    ).fill_null(value=False)
    change = pl.when(known).then(pl.col("grade") - pl.col("grade_before"))
    result = (
        pl.when(pl.col("change").is_null())
        .then(pl.lit(ReAuditResult.NOT_ON_RECORD))
        .when(pl.col("change") < 0)
        .then(pl.lit(ReAuditResult.WORSE))
        .when(pl.col("change") == 0)
        .then(pl.lit(ReAuditResult.SAME))
        .otherwise(pl.lit(ReAuditResult.BETTER))
    )
    before = pl.when(known).then("themes_before").otherwise(pl.lit([], pl.List(pl.String)))
    return (
        pairs.with_columns(
            *(pl.when(known).then(name).alias(name) for name in ("audited_before", "grade_before")),
            change=change,
            themes_again=before.list.set_intersection("themes").list.sort(),
            themes_gone=before.list.set_difference("themes").list.sort(),
        )
        .with_columns(
            days_between=(pl.col("audited") - pl.col("audited_before")).dt.total_days(),
            result=result,
        )
        .sort(["audited", "reference"], descending=[True, False])
        .select(
            "reference", "re_audit_of", "team", "practice_area", "audited", "audited_before",
            "days_between", "grade_before", "grade", "change", "result", "themes_again",
            "themes_gone",
        )
    )  # fmt: skip


def re_audit_results(pairs: pl.DataFrame) -> pl.DataFrame:
    """Say how re-audits came out.

    `pairs`: what `re_audits` gave. Gives one row: re_audits, better, same, worse, unmatched (the
    earlier audit is not on record), share (better ÷ better or worse), low, high, verdict (one of
    `ReAuditVerdict`, by the exact test of better against worse), sentence.
    """
    require(pairs, "result")
    result = pl.col("result")
    counts = pairs.select(
        re_audits=pl.len().cast(pl.Int64),
        better=(result == ReAuditResult.BETTER).sum().cast(pl.Int64),
        same=(result == ReAuditResult.SAME).sum().cast(pl.Int64),
        worse=(result == ReAuditResult.WORSE).sum().cast(pl.Int64),
        unmatched=(result == ReAuditResult.NOT_ON_RECORD).sum().cast(pl.Int64),
    ).with_columns(moved=pl.col("better") + pl.col("worse"))
    words = dict(zip(ShareVerdict, ReAuditVerdict, strict=True))
    judged = with_share(counts, "better", "moved").with_columns(pl.col("verdict").replace(words))
    row = judged.row(0, named=True)
    said = (
        f"{number_of(row['re_audits'], 're-audit')}: {row['better']:,} better, {row['same']:,} the "
        f"same, {row['worse']:,} worse; {row['verdict']}."
        if row["re_audits"]
        else "No case has been audited again."
    )
    return judged.drop("moved").with_columns(sentence=pl.lit(said))
