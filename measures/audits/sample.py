"""The next audits, drawn so that anybody can draw them again: stratified by team and practice area.

Which cases are open is not kept here, only how many. So a draw names places in a list: a team
sorts its open cases of a practice area by reference, and audits those that stand at the places
drawn. The draw comes from SHA-256 and not from a random number generator, so that it is the same
on every computer, in every version of every library, and can be checked by hand.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Final

import polars as pl

from measures.audits.grades import cases_by
from measures.statistics.breakdown import plain
from measures.statistics.columns import numbers, require
from measures.statistics.periods import within

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
