"""Is the right work looked at? Audits beside open cases, and the next sample, drawn so that anybody
can draw it again: stratified by team and practice area.

`audits` is the audit dataset's frame. Audits after `as_at` count nowhere; with `since` only those
after that day do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import plain
from measures.statistics.columns import numbers, require
from measures.statistics.comparison import proportions
from measures.statistics.comparison_wording import AgainstExpected
from measures.statistics.periods import within
from vocabulary.wording import number_of, sentence


class CoverageVerdict(StrEnum):
    """Whether a team has its share of the audits."""

    CASES_NOT_KNOWN = "open cases not known"
    TOO_FEW = "too few to judge"
    ITS_SHARE = "its share, within chance"
    MORE_THAN_ITS_SHARE = "more than its share"
    FEWER_THAN_ITS_SHARE = "fewer than its share"


_OF_COMPARISON: Final = {
    AgainstExpected.NOTHING_TO_COMPARE: CoverageVerdict.CASES_NOT_KNOWN,
    AgainstExpected.WITHIN_CHANCE: CoverageVerdict.ITS_SHARE,
    AgainstExpected.HIGHER: CoverageVerdict.MORE_THAN_ITS_SHARE,
    AgainstExpected.LOWER: CoverageVerdict.FEWER_THAN_ITS_SHARE,
}


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
    `CoverageVerdict`, by the exact binomial test) and sentence. Fewest audits for its cases
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
    none = proportions(drawn.with_columns(x=0)).get_column("verdict")
    none_would_do = none != AgainstExpected.LOWER
    verdict = judged.get_column("verdict").replace(_OF_COMPARISON)
    found = both.with_columns(
        expected=pl.col("part") * pl.col("of"),
        low=judged["exact_low"] * judged["n"],
        high=judged["exact_high"] * judged["n"],
        verdict=pl.when(pl.col("cases").is_null())
        .then(pl.lit(CoverageVerdict.CASES_NOT_KNOWN))
        .when(none_would_do & (verdict == CoverageVerdict.ITS_SHARE))
        .then(pl.lit(CoverageVerdict.TOO_FEW))
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


def _coverage_sentence(row: dict[str, Any], by: str) -> str:
    where = sentence(str(row[by]).replace("_", " "))
    audits = number_of(row["audits"], "audit")
    if row["verdict"] == CoverageVerdict.CASES_NOT_KNOWN:
        return f"{where}: {audits}; open cases not known."
    if row["cases"] == 0:
        return f"{where}: {audits}; no open cases."
    return (
        f"{where}: {audits} where its {number_of(row['cases'], 'open case')} would have brought "
        f"{_few(row['expected'])}: {row['verdict']}."
    )


def _few(expected: float) -> str:
    return f"{expected:,.1f}".removesuffix(".0")


ANY_AREA: Final = "any practice area"
_SEPARATOR: Final = "\x1f"


def strata(cases: pl.DataFrame, audits: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """List the kinds of case to draw from: each team's practice areas that have open cases.

    `cases`: what `audits.open_cases` gave (team, practice_area, cases). `audits`: team,
    practice_area, audited. A team whose cases are known only as a whole is one stratum,
    "any practice area". Gives one row per team and practice area with cases, in alphabetical
    order: team, practice_area, cases, last_audited (missing: never).

    Raises ValueError naming the column that is missing.
    """
    require(cases, "team", "practice_area", "cases")
    require(audits, "team", "practice_area", "audited")
    split = cases.drop_nulls("practice_area").select("team", "practice_area", "cases")
    whole = (
        cases_by(cases, "team")
        .join(split, on="team", how="anti")
        .select("team", pl.lit(ANY_AREA).alias("practice_area"), "cases")
    )
    keys = {"team_key": plain(pl.col("team")), "area_key": plain(pl.col("practice_area"))}
    done = audits.filter(within("audited", None, as_at)).with_columns(**keys)
    by_area = done.group_by("team_key", "area_key").agg(last_in_area=pl.col("audited").max())
    by_team = done.group_by("team_key").agg(last_in_team=pl.col("audited").max())
    return (
        pl.concat([split, whole])
        .filter(pl.col("cases") > 0)
        .with_columns(**keys)
        .join(by_area, on=["team_key", "area_key"], how="left")
        .join(by_team, on="team_key", how="left")
        .select(
            "team",
            "practice_area",
            "cases",
            last_audited=pl.when(pl.col("practice_area") == ANY_AREA)
            .then("last_in_team")
            .otherwise("last_in_area"),
        )
        .sort("team", "practice_area")
    )


def next_sample(strata: pl.DataFrame, size: int, seed: str, least: int = 1) -> pl.DataFrame:
    """Draw the next audits: how many in each stratum, and which places in its list of cases.

    `strata`: team, practice_area, cases (open ones, a whole number), last_audited (missing:
    never). `size`: audits to draw in all; `seed`: any text, such as "2026-10"; `least`: audits
    that every stratum gets before the rest are shared out.

    How it is shared out: first `least` to every stratum (never more than it has cases); if `size`
    does not reach that far, those never audited come first, then those audited longest ago. What
    is left goes by the open cases not drawn yet, by largest remainders (Hamilton's method).

    Which places: all places from 1 to cases are put in order of the SHA-256 of seed, team,
    practice area and place, joined by the unit separator (U+001F) as UTF-8, and the first are
    taken. Ties of any kind go by the same hash without the place. The order of the rows given
    makes no difference.

    Gives the strata in alphabetical order: team, practice_area, cases, last_audited, audits (how
    many), places (list of whole numbers from 1, ascending), seed.

    Raises ValueError when `size` or `least` is below 0, cases is below 0 or not whole, a stratum
    comes twice, or a column is missing.
    """
    require(strata, "team", "practice_area", "cases", "last_audited")
    numbers(strata, "cases", low=0, whole=True, optional=False)
    if size < 0 or least < 0:
        raise ValueError("size and least must not be below 0")
    if strata.select("team", "practice_area").is_duplicated().any():
        raise ValueError("a team and practice area come more than once; add their cases up")
    rows = strata.sort("team", "practice_area").to_dicts()
    taken = _share_out(rows, size, seed, least)
    places = [_places(row, many, seed) for row, many in zip(rows, taken, strict=True)]
    return strata.sort("team", "practice_area").select(
        "team",
        "practice_area",
        pl.col("cases").cast(pl.Int64),
        "last_audited",
        pl.Series("audits", taken, pl.Int64),
        pl.Series("places", places, pl.List(pl.Int64)),
        pl.lit(seed).alias("seed"),
    )


def _share_out(rows: list[dict[str, Any]], size: int, seed: str, least: int) -> list[int]:
    cases = [int(row["cases"]) for row in rows]
    ties = [_hash(seed, row) for row in rows]
    taken = [0] * len(rows)
    left = min(size, sum(cases))
    waiting = sorted(range(len(rows)), key=lambda i: (rows[i]["last_audited"] or date.min, ties[i]))
    for _ in range(least):
        for i in waiting:
            if left and taken[i] < cases[i]:
                taken[i] += 1
                left -= 1
    # Whole numbers only: a fraction of a case rounds differently on different computers.
    room = [have - took for have, took in zip(cases, taken, strict=True)]
    total = sum(room)
    if not left:
        return taken
    parts = [divmod(left * free, total) for free in room]
    taken = [took + whole for took, (whole, _) in zip(taken, parts, strict=True)]
    rest = left - sum(whole for whole, _ in parts)
    for i in sorted(range(len(rows)), key=lambda i: (-parts[i][1], ties[i]))[:rest]:
        taken[i] += 1
    return taken


def _places(row: dict[str, Any], many: int, seed: str) -> list[int]:
    if not many:
        return []
    order = sorted(range(1, int(row["cases"]) + 1), key=lambda place: _hash(seed, row, place))
    return sorted(order[:many])


def _hash(seed: str, row: dict[str, Any], place: int | None = None) -> str:
    parts = [seed, str(row["team"]), str(row["practice_area"])]
    if place is not None:
        parts.append(str(place))
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()
