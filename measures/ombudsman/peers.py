"""A council's uphold rate among other councils', of the same scope and year."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.ombudsman.figures import newest, ready
from measures.ombudsman.scope import refuse_mixed_scopes
from measures.statistics.columns import require
from measures.statistics.comparison_wording import share
from measures.statistics.exact_funnel import exact_funnel
from vocabulary.wording import number_of

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
    verdict = "too few to judge" if others else "nothing to compare with"
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
