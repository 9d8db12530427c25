"""The ombudsman's figures: is the council out of the ordinary, or is it chance?

`figures` is the ombudsman dataset's frame, of one scope: a council's adult social care is never
set against all services, its own or another's. Numbers are small, so tests and intervals are
exact. Where the number upheld is not published but follows from what is, it is worked out, and
said to be (`with_upheld`).
"""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from measures.ombudsman.figures import (
    ready,
)
from measures.statistics.columns import require
from measures.statistics.comparison import counts, proportions

_WORKED_OUT: Final = " How many were upheld is worked out from what is published."


def against_similar(figures: pl.DataFrame) -> pl.DataFrame:
    """Compare each row's uphold rate with the average of similar councils, of the same scope.

    Gives one row per row of `figures`, in order: authority, year, scope, upheld, investigations,
    upheld_derived, share (upheld ÷ investigations), low and high (Clopper and Pearson's 95 %
    interval), average (of similar councils, a share), p_two_sided, p_greater, p_less (exact),
    verdict (one of `measures.statistics.comparison.VERDICTS`), sentence.

    Raises ValueError naming the column that is missing or cannot be read, and when `figures` are
    of more than one scope.
    """
    rows = ready(figures)
    average = pl.col("similar_authority_average") / 100
    judged = proportions(
        rows.select("scope", x="upheld", n="investigations", expected=average), unit="year"
    )
    derived = rows.get_column("upheld_derived").to_list()
    said = [
        _of_similar(sentence) + (_WORKED_OUT if known_by_working else "")
        for sentence, known_by_working in zip(judged["sentence"], derived, strict=True)
    ]
    share_upheld = pl.when(pl.col("investigations") > 0).then(
        pl.col("upheld") / pl.col("investigations")
    )
    return rows.select(
        "authority",
        "year",
        "scope",
        "upheld",
        "investigations",
        "upheld_derived",
        share=share_upheld,
        low=judged["exact_low"],
        high=judged["exact_high"],
        average=average,
        p_two_sided=judged["p_two_sided"],
        p_greater=judged["p_greater"],
        p_less=judged["p_less"],
        verdict=judged["verdict"],
        sentence=pl.Series(said, dtype=pl.String),
    )


def against_expected(figures: pl.DataFrame, count: str = "investigations") -> pl.DataFrame:
    """Compare each row's number of complaints with the number expected for such a council.

    `count` names the column to compare: what the expected number counts, as its source says.
    Gives one row per row of `figures`, in order: authority, year, scope, count, expected, low and
    high (Garwood's 95 % interval for the count to expect), p_two_sided, p_greater, p_less (exact,
    Poisson), verdict (one of `measures.statistics.comparison.VERDICTS`), sentence ("9
    investigations where 5 were expected … about 1 year in 15 …").

    Raises ValueError naming the column that is missing or cannot be read, and when `figures` are
    of more than one scope.
    """
    require(figures, "authority", "year", "scope", "expected", count)
    judged = counts(figures.select("scope", "expected", x=count), unit="year")
    said = [_of_number(sentence, count) for sentence in judged["sentence"]]
    return figures.select(
        "authority",
        "year",
        "scope",
        count=pl.col(count).cast(pl.Int64),
        expected="expected",
        low=judged["exact_low"],
        high=judged["exact_high"],
        p_two_sided=judged["p_two_sided"],
        p_greater=judged["p_greater"],
        p_less=judged["p_less"],
        verdict=judged["verdict"],
        sentence=pl.Series(said, dtype=pl.String),
    )


def _of_similar(sentence: str) -> str:
    seen, where, rest = sentence.partition(" where ")
    if not where:
        return sentence
    average, _, rest = rest.partition(" was expected")
    return f"{seen} upheld, where similar councils' average is {average}{rest}"


def _of_number(sentence: str, count: str) -> str:
    seen, found, rest = re.split(r"( where |:)", sentence, maxsplit=1)
    if seen == "No figure":
        return sentence
    thing = "investigation" if count == "investigations" else "complaint"
    return f"{seen} {thing if seen == '1' else f'{thing}s'}{found}{rest}"
