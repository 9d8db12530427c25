"""Practice audits: grades, whether the person was asked, and whether the right work is looked at.

`audits` is the audit dataset's frame, one row per audit. An audit's grade is the moderator's
where there is one and the auditor's where there is not. Audits after `as_at` count nowhere; with
`since` only those after that day do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import plain, with_case
from measures.statistics.columns import require
from measures.statistics.comparison import proportions
from measures.statistics.comparison_wording import share as in_words
from measures.statistics.funnel import funnel
from measures.statistics.intervals import CONFIDENCE
from measures.statistics.periods import Every, calendar, period_of, within
from measures.statistics.shares import SHARE_VERDICTS, share_in_words, with_share
from vocabulary.wording import number_of, sentence

GOOD: Final = 3
"""Grades 3 (good) and 4 (outstanding) are good or better."""
BAR: Final = 1 - CONFIDENCE
GRADES: Final = (1, 2, 3, 4)
COVERAGE_VERDICTS: Final = (
    "open cases not known",
    "too few to judge",
    "its share, within chance",
    "more than its share",
    "fewer than its share",
)
_OF_COMPARISON: Final = {
    "nothing to compare with": COVERAGE_VERDICTS[0],
    "within chance": COVERAGE_VERDICTS[2],
    "higher than expected": COVERAGE_VERDICTS[3],
    "lower than expected": COVERAGE_VERDICTS[4],
}
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
    rows = with_case(_graded(audits, None, as_at), by)
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
        enough=~pl.col("verdict").is_in(SHARE_VERDICTS[:2]),
        verdict=pl.lit("nothing to compare with") if alone else peers,
    ).with_columns(verdict=pl.when("enough").then("verdict").otherwise(pl.lit(SHARE_VERDICTS[1])))
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
        with_case(audits.filter(within("audited", since, as_at)), by)
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


def open_cases(
    indicators: pl.DataFrame, as_at: date, indicator: str = "open_cases"
) -> pl.DataFrame:
    """Read how many cases each team has open from the indicator of that name.

    `indicators`: indicator, period_end, team, breakdown (practice area; missing for all of the
    team's cases), numerator, value. Gives one row per team and breakdown, as of each team's
    newest period that is over by `as_at`: team, practice_area (the breakdown in small letters
    with underscores, so that "Mental capacity" is mental_capacity), cases, period_end.

    Raises ValueError naming the column that is missing.
    """
    require(indicators, "indicator", "period_end", "team", "breakdown", "numerator", "value")
    return (
        indicators.filter(
            (pl.col("indicator") == indicator)
            & within("period_end", None, as_at)
            & pl.col("team").is_not_null()
        )
        .with_columns(cases=pl.coalesce("numerator", "value"))
        .drop_nulls("cases")
        .filter(pl.col("period_end") == pl.col("period_end").max().over("team"))
        .group_by("team", _area(pl.col("breakdown")).alias("practice_area"))
        .agg(pl.col("cases").sum().round(0).cast(pl.Int64), pl.col("period_end").max())
        .sort("team", "practice_area", nulls_last=True)
    )


def cases_in(indicators: pl.DataFrame, areas: Sequence[str]) -> pl.DataFrame:
    """The indicator rows that are about some practice areas, in the columns they came with.

    `indicators`: as `open_cases` takes it; `areas`: practice areas in small letters with
    underscores. Rows about all of a team's cases together are left out: which of them are of these
    areas is not known.
    """
    require(indicators, "breakdown")
    return indicators.filter(_area(pl.col("breakdown")).is_in(list(areas)))


def _area(breakdown: pl.Expr) -> pl.Expr:
    words = breakdown.str.to_lowercase().str.replace_all(r"[^\p{Alphabetic}\p{N}]+", "_")
    return words.str.strip_chars("_")


def coverage(
    audits: pl.DataFrame,
    cases: pl.DataFrame,
    since: date | None,
    as_at: date,
    by: str = "team",
) -> pl.DataFrame:
    """Set each team's audits against its part of all open cases: is the right work looked at?

    `audits`: audited and the column `by` (team or practice_area). `cases`: what `open_cases`
    gave. Gives one row per team with cases or audits: the column `by`, cases (missing where not
    known), audits (after `since`), per_hundred (audits per 100 open cases), expected (audits it
    would have had, were audits spread like cases), low and high (exact interval for its share of
    all audits, as numbers of audits), last_audit (ever), days_since, verdict (one of
    `COVERAGE_VERDICTS`, by the exact binomial test) and sentence. Fewest audits for its cases
    first. Where a team's cases come both as a whole and by practice area, the whole counts.

    Raises ValueError naming the column that is missing.
    """
    require(audits, "audited", by)
    known = cases_by(cases, by).with_columns(key=plain(pl.col(by)))
    seen = audits.filter(within("audited", None, as_at)).drop_nulls(by)
    done = seen.group_by(plain(pl.col(by)).alias("key")).agg(
        pl.col(by).first().alias("written"),
        audits=within("audited", since, as_at).sum().cast(pl.Int64),
        last_audit=pl.col("audited").max(),
    )
    both = (
        known.join(done, on="key", how="full", coalesce=True)
        .with_columns(
            pl.coalesce(by, "written").alias(by),
            audits=pl.col("audits").fill_null(0),
            days_since=(pl.lit(as_at) - pl.col("last_audit")).dt.total_days(),
        )
        .with_columns(
            per_hundred=pl.when(pl.col("cases") > 0).then(100 * pl.col("audits") / pl.col("cases")),
            # Teams whose cases are not known cannot be held against those whose cases are.
            of=pl.col("audits").filter(pl.col("cases").is_not_null()).sum(),
            part=(pl.col("cases") / pl.col("cases").sum()).fill_nan(0.0),
        )
        .sort("per_hundred", by, nulls_last=True)
    )
    of = pl.when(pl.col("cases").is_not_null()).then("of").otherwise("audits")
    drawn = both.select(x="audits", n=of, expected="part")
    judged = proportions(drawn)
    # A team whose share is so small that no audits at all would be within chance is not judged.
    none_would_do = proportions(drawn.with_columns(x=0)).get_column("p_two_sided") >= BAR
    verdict = judged.get_column("verdict").replace(_OF_COMPARISON)
    found = both.with_columns(
        expected=pl.col("part") * pl.col("of"),
        low=judged["exact_low"] * judged["n"],
        high=judged["exact_high"] * judged["n"],
        verdict=pl.when(pl.col("cases").is_null())
        .then(pl.lit(COVERAGE_VERDICTS[0]))
        .when(none_would_do & (verdict == COVERAGE_VERDICTS[2]))
        .then(pl.lit(COVERAGE_VERDICTS[1]))
        .otherwise(verdict),
    )
    said = [_coverage_sentence(row, by) for row in found.iter_rows(named=True)]
    return found.with_columns(pl.Series("sentence", said, pl.String)).select(
        by, "cases", "audits", "per_hundred", "expected", "low", "high", "last_audit",
        "days_since", "verdict", "sentence",
    )  # fmt: skip


def cases_by(cases: pl.DataFrame, by: str) -> pl.DataFrame:
    """Add up open cases by team or by practice area.

    `cases`: team, practice_area (missing for a team's cases as a whole), cases. Gives the column
    `by` and cases, in alphabetical order. By team the whole counts where it is given, else the
    sum of the practice areas.
    """
    require(cases, "team", "practice_area", "cases")
    if by == "team":
        whole = pl.col("cases").filter(pl.col("practice_area").is_null())
        total = pl.when(whole.len() > 0).then(whole.sum()).otherwise(pl.col("cases").sum())
        return cases.group_by("team").agg(total.alias("cases")).sort("team")
    return cases.drop_nulls(by).group_by(by).agg(pl.col("cases").sum()).sort(by)


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
        "higher than peers": "higher than the others",
        "lower than peers": "lower than the others",
        "within chance": "within chance of the others",
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


def _coverage_sentence(row: dict[str, Any], by: str) -> str:
    where = sentence(str(row[by]).replace("_", " "))
    audits = number_of(row["audits"], "audit")
    if row["verdict"] == COVERAGE_VERDICTS[0]:
        return f"{where}: {audits}; open cases not known."
    if row["cases"] == 0:
        return f"{where}: {audits}; no open cases."
    return (
        f"{where}: {audits} where its {number_of(row['cases'], 'open case')} would have brought "
        f"{_few(row['expected'])}: {row['verdict']}."
    )


def _few(expected: float) -> str:
    return f"{expected:,.1f}".removesuffix(".0")
