"""Which rows a file would leave out where only its good rows land, so that they are known when they
come."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.stages.kinds.made_references import MADE
from data_access.ledger.entry import keys_of


def keys_left_out(
    dataset: Dataset,
    typed: pl.DataFrame,
    rejected: Collection[int],
    problems: pl.DataFrame,
    members: Mapping[int, int],
) -> dict[str, int]:
    """Natural keys of rows to mend, with how many rows of the file have each. `typed`: with line;
    `members`: how many rows of the file a line stands for (default: 1).

    A row with something wrong in its key, or whose reference was made from what is to be mended,
    cannot be known again: it is not here.
    """
    if not rejected:
        return {}
    of_keys = problems.filter(pl.col("field").is_in([*dataset.natural_key, "period"]))
    unknown = of_keys.get_column("line")
    rows = typed.filter(
        pl.col("line").is_in(list(rejected)) & ~pl.col("line").is_in(unknown.implode())
    )
    if "reference" in dataset.natural_key and "reference" in rows.columns:
        rows = rows.filter(~pl.col("reference").str.starts_with(MADE).fill_null(value=True))
    found: dict[str, int] = {}
    for line, key in zip(rows.get_column("line"), keys_of(dataset, rows), strict=True):
        if key is not None:
            found[key] = found.get(key, 0) + members.get(line, 1)
    return found
