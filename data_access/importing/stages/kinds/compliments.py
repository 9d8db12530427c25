"""A list of single compliments becomes counts by month, team and theme; what people wrote, and who
they are, is not read."""

from __future__ import annotations

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.values.log import Log
from vocabulary.wording import agree

_KEY = ("team", "month", "theme")


def counted(
    typed: pl.DataFrame, columns: Columns, wrong: pl.Series, log: Log
) -> tuple[pl.DataFrame, dict[int, int]]:
    """Single compliments as counts, and which line each line that went into another is in. A file
    that has a column of counts stays as it is, and so does one in which every row is of a month,
    team and theme of its own: it may have lost that column.

    wrong: lines to be mended, which are counted nowhere.
    """
    if columns.place("received") is not None or "month" not in typed.columns:
        return typed, {}
    there = [name for name in _KEY if name in typed.columns]
    good = typed.filter(pl.col("month").is_not_null() & ~pl.col("line").is_in(wrong.implode()))
    grouped = good.group_by(there, maintain_order=True).agg(
        pl.col("line").first(), lines=pl.col("line"), received=pl.len().cast(pl.Int64)
    )
    if 1 < grouped.height == good.height:
        return typed, {}  # no two belong together: counts without their column, which is asked for
    into = {
        line: first
        for first, lines in grouped.select("line", "lines").iter_rows()
        for line in lines
        if line != first
    }
    rest = typed.filter(~pl.col("line").is_in(good.get_column("line").implode()))
    rest = rest.with_columns(received=pl.lit(1, pl.Int64()))
    log.notes.append(
        f"{good.height} single {agree(good.height, 'compliment is', 'compliments are')} counted by "
        "month, team and theme; what people wrote is not kept"
    )
    counts = grouped.select("line", *there, "received")
    return pl.concat([counts, rest.select(counts.columns)]).sort("line"), into
