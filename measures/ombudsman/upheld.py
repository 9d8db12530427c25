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
    UPHELD_FROM,
    is_financial_year,
    newest,
    of_scope,
    ready,
    with_upheld,
)
from measures.ombudsman.peers import FEWEST_PEERS, among_peers
from measures.ombudsman.remedies import COMPLIANCE_VERDICTS, compliance
from measures.statistics.columns import require
from measures.statistics.comparison import counts, proportions
from vocabulary.wording import number_of

__all__ = [
    "COMPLIANCE_VERDICTS",
    "FEWEST_PEERS",
    "UPHELD_FROM",
    "against_expected",
    "against_similar",
    "among_peers",
    "compliance",
    "newest",
    "of_scope",
    "over_years",
    "with_upheld",
]

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


def over_years(figures: pl.DataFrame) -> pl.DataFrame:
    """Put financial years together: what is within chance each year may not be over several.

    Only rows whose year is a financial year (2023-24) count; other periods may overlap with them.
    Gives two rows per council, for investigations against those expected and for upheld against
    similar councils' average, each over the years in which both are known: authority, scope, what
    ("investigations" or "upheld"), years, x, n (missing for investigations), expected (a count,
    or a share: the yearly averages, weighed by investigations), low, high, p_two_sided,
    p_greater, p_less, verdict, sentence (as in `against_expected` and `against_similar`). A
    council without such years is not there.

    Raises ValueError as `against_similar` does, or when a council has a year twice.
    """
    rows = ready(figures).filter(is_financial_year())
    twice = rows.filter(rows.select("authority", "year").is_duplicated())
    if twice.height:
        raise ValueError(f"year: {twice['authority'][0]!r} has {twice['year'][0]!r} twice")
    several = {
        "investigations": _added_up(rows, "investigations", "expected"),
        "upheld": _added_up(rows, "upheld", "similar_authority_average"),
    }
    judged = {
        "investigations": counts(several["investigations"]),
        "upheld": proportions(
            several["upheld"].with_columns(expected=pl.col("expected") / pl.col("n") / 100)
        ),
    }
    parts = []
    for what, frame in judged.items():
        said = [
            f"Over {number_of(years, 'year')}: "
            + (_of_similar(sentence) if what == "upheld" else _of_number(sentence, what))
            for sentence, years in frame.select("sentence", "years").rows()
        ]
        parts.append(
            frame.select(
                "authority",
                "scope",
                what=pl.lit(what),
                years="years",
                x="x",
                n=pl.col("n") if what == "upheld" else pl.lit(None, pl.Int64),
                expected="expected",
                low="exact_low",
                high="exact_high",
                p_two_sided="p_two_sided",
                p_greater="p_greater",
                p_less="p_less",
                verdict="verdict",
                sentence=pl.Series(said, dtype=pl.String),
            )
        )
    return pl.concat(parts).sort("authority", "what", maintain_order=True)


def _added_up(rows: pl.DataFrame, x: str, expected: str) -> pl.DataFrame:
    """Sums over the years that know both; expected is weighed by investigations for upheld."""
    weight = pl.col("investigations") if x == "upheld" else pl.lit(1)
    some = pl.col(x).is_not_null() & pl.col(expected).is_not_null()
    if x == "upheld":
        some &= pl.col("investigations") > 0
    return (
        rows.filter(some)
        .group_by("authority", maintain_order=True)
        .agg(
            pl.col("scope").first(),
            years=pl.len().cast(pl.Int64),
            x=pl.col(x).sum().cast(pl.Int64),
            n=pl.col("investigations").sum().cast(pl.Int64),
            expected=(pl.col(expected) * weight).sum().cast(pl.Float64),
        )
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
