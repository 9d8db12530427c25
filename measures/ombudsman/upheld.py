"""The ombudsman's figures: is the council out of the ordinary, or is it chance?

`figures` is the ombudsman dataset's frame, of one scope: a council's adult social care is never
set against all services, its own or another's. Numbers are small, so tests and intervals are
exact. Where the number upheld is not published but follows from what is, it is worked out, and
said to be (`with_upheld`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, Final

import numpy as np
import polars as pl

from measures.ombudsman.figures import (
    newest,
    only_count,
    ready,
)
from measures.ombudsman.scope import refuse_mixed_scopes
from measures.statistics.columns import numbers, require, words
from measures.statistics.comparison import counts, proportions
from measures.statistics.comparison_wording import percent, share
from measures.statistics.exact_funnel import exact_funnel
from measures.statistics.funnel import FunnelVerdict
from measures.statistics.shares import ShareVerdict, with_share
from vocabulary.wording import number_of, sentence

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


FEWEST_PEERS: Final = 5
"""With fewer other councils, how far they differ among themselves is not known."""


def among_peers(own: pl.DataFrame, peers: pl.DataFrame, year: str | None = None) -> pl.DataFrame:
    """Set a council's uphold rate among other councils' of the same year and scope, in a funnel.

    `own` and `peers`: rows of the ombudsman dataset, all of one scope (see `of_scope`); `year` is
    the newest of `own` unless given. Councils without figures for that year are left out.

    Gives one row per council, ours first: group (the council), ours, year, scope, numerator
    (upheld), denominator (investigations), upheld_derived, and all that
    `measures.statistics.exact_funnel.exact_funnel` adds. With fewer than `FEWEST_PEERS` others
    nobody is
    judged: outlier is missing, and the verdict is too few to judge (nothing to compare with,
    where there are none). Empty where the council has no figures for the year.

    Raises ValueError naming the column that is missing or cannot be read, and when the figures
    are of more than one scope, or a council comes twice.
    """
    require(own, "authority", "year", "scope")
    if year is None:
        rows = newest(own)
        year = rows.item(-1, "year") if rows.height else None
    names = list(_FIGURES)
    both = pl.concat(
        ready(frame)
        .select(pl.col(name).cast(kind) for name, kind in _FIGURES.items())
        .with_columns(ours=pl.lit(ours))
        for frame, ours in ((own, True), (peers, False))
    ).select(*names, "ours")
    refuse_mixed_scopes(both)
    known = both.filter(
        (pl.col("year") == pl.lit(year, pl.String))
        & pl.col("upheld").is_not_null()
        & (pl.col("investigations") > 0)
    )
    if not known.get_column("ours").any():
        known = known.clear()
    judged = exact_funnel(
        known.select(
            "ours",
            "year",
            "scope",
            "upheld_derived",
            group="authority",
            numerator="upheld",
            denominator="investigations",
        )
    )
    others = judged.filter(~pl.col("ours")).height
    first = ["group", "ours", "year", "scope", "numerator", "denominator", "upheld_derived"]
    judged = judged.select(*first, pl.exclude(first))
    if others >= FEWEST_PEERS:
        return judged
    verdict = FunnelVerdict.TOO_FEW if others else FunnelVerdict.NOTHING_TO_COMPARE
    seen = zip(judged["numerator"], judged["denominator"], strict=True)
    said = [f"{share(x, n)}: {_few_peers(others)}" for x, n in seen]
    return judged.with_columns(
        outlier=pl.lit(None, judged.schema["outlier"]),
        verdict=pl.lit(verdict),
        sentence=pl.Series(said, dtype=pl.String),
    )


_FIGURES: Final = {
    "authority": pl.String(),
    "year": pl.String(),
    "scope": pl.String(),
    "upheld": pl.Int64(),
    "investigations": pl.Int64(),
    "upheld_derived": pl.Boolean(),
}


def _few_peers(others: int) -> str:
    if others == 0:
        return "no other council's figures of this year and scope are known."
    return (
        f"figures of this year and scope are known of {number_of(others, 'other council')} only: "
        "too few to judge."
    )


class ComplianceVerdict(StrEnum):
    """Whether remedies were done, and in time."""

    NOT_KNOWN = "not known"
    NONE_LATE = "all done, none late"
    SOME_LATE = "some late"
    SOME_NOT_DONE = "some not done"


def compliance(figures: pl.DataFrame) -> pl.DataFrame:
    """Say whether remedies the ombudsman asked for were done, and done in time.

    Gives one row per row of `figures`, in order: authority, year, scope, remedies,
    compliance_rate (percent, as published), complied (remedies done: worked out from the rate
    where only one number gives it), late_remedies, late_share (late ÷ remedies), low and high
    (Clopper and Pearson's 95 % interval), verdict (one of `ComplianceVerdict`), sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    names = ("authority", "year", "scope", "remedies", "compliance_rate", "late_remedies")
    require(figures, *names)
    n = numbers(figures, "remedies", low=0, whole=True)
    late = numbers(figures, "late_remedies", low=0, whole=True)
    rate = numbers(figures, "compliance_rate", low=0, high=100)
    if (late > n).any():
        raise ValueError("late_remedies is larger than remedies")
    rows = with_share(figures.select(names), "late_remedies", "remedies")
    complied = only_count(n, rate)
    code = np.select(
        [(rate < 100) & (n != 0), late > 0, (late == 0) & ~np.isnan(rate)], [3, 2, 1], 0
    )
    told = rows.select(
        *names[:5],
        pl.Series("complied", complied, nan_to_null=True).cast(pl.Int64),
        "late_remedies",
        pl.col("share").fill_nan(None).alias("late_share"),
        "low",
        "high",
        few=pl.col("verdict") == ShareVerdict.TOO_FEW,
        verdict=words(ComplianceVerdict, code),
    )
    said = [_compliance_sentence(row) for row in told.iter_rows(named=True)]
    return told.drop("few").with_columns(pl.Series("sentence", said, pl.String))


def _compliance_sentence(row: dict[str, Any]) -> str:
    said = []
    rate, late, n = row["compliance_rate"], row["late_remedies"], row["remedies"]
    if row["complied"] is not None and n:
        said.append(f"{share(row['complied'], n)} remedies done")
    elif rate is not None:
        said.append(f"{percent(rate / 100)} of remedies done")
    if late is None:
        said.append("how many were late is not known")
    elif n is None:
        said.append(f"{number_of(late, 'was', 'were')} late, of how many is not known")
    elif n == 0:
        return "No remedy was asked for."
    elif late == 0:
        said.append("none was late")
    elif row["few"]:
        said.append(f"{late:,} of {n:,} late: too few to judge how often that happens")
    else:
        said.append(f"{share(late, n)} late ({row['low']:.0%} to {row['high']:.0%})")
    return sentence("; ".join(said)) + "."
