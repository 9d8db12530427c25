"""What kind of facts rows are: each kind lands as a batch of its own, all of them as one import."""

from __future__ import annotations

import polars as pl

from data_access.datasets import Dataset
from data_access.ledger.ledger import INVENTED_COUNCILS
from vocabulary.nature import Nature


def by_nature(
    dataset: Dataset, rows: pl.DataFrame, *, published: bool = False
) -> list[tuple[Nature, pl.DataFrame]]:
    """The rows by what they are: illustrative for an invented council; published where the dataset,
    a field of the row (`published_where`) or the file's shape (`published`) says so; else the
    council's own. At least one part, which may be empty; the order of rows stays."""
    usual = Nature.PUBLISHED if published else dataset.nature
    invented = pl.col("authority").is_in(INVENTED_COUNCILS)
    if rows.get_column("authority").is_in(INVENTED_COUNCILS).any() or dataset.published_where:
        kind = pl.lit(str(usual))
        if dataset.published_where and dataset.published_where[0] in rows.columns:
            field, value = dataset.published_where
            kind = pl.when(pl.col(field) == value).then(pl.lit(str(Nature.PUBLISHED)))
            kind = kind.otherwise(pl.lit(str(usual)))
        kinds = rows.select(
            pl.when(invented).then(pl.lit(str(Nature.ILLUSTRATIVE))).otherwise(kind).alias("kind")
        ).to_series()
        parts = [(Nature(each), rows.filter(kinds == each)) for each in kinds.unique().sort()]
        return parts or [(usual, rows)]
    return [(usual, rows)]
