"""Whether the ombudsman's remedies were done, and done in time."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from measures.ombudsman.figures import only_count
from measures.statistics.columns import numbers, require
from measures.statistics.comparison_wording import percent, share
from measures.statistics.shares import with_share
from vocabulary.wording import number_of

COMPLIANCE_VERDICTS: Final = (
    "not known",
    "all done, none late",
    "some late",
    "some not done",
)


def compliance(figures: pl.DataFrame) -> pl.DataFrame:
    """Say whether remedies the ombudsman asked for were done, and done in time.

    Gives one row per row of `figures`, in order: authority, year, scope, remedies,
    compliance_rate (percent, as published), complied (remedies done: worked out from the rate
    where only one number gives it), late_remedies, late_share (late ÷ remedies), low and high
    (Clopper and Pearson's 95 % interval), verdict (one of `COMPLIANCE_VERDICTS`), sentence.

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
        few=pl.col("verdict") == "too few to judge",
        verdict=pl.Series(COMPLIANCE_VERDICTS).gather(code),
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
    text = "; ".join(said)
    return text[:1].upper() + text[1:] + "."
