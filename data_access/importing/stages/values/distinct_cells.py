"""Every distinct cell of a column is read once, however many rows it stands in."""

from __future__ import annotations

import polars as pl


def distinct_cells(texts: pl.Series, kinds: pl.Series | None) -> tuple[pl.DataFrame, pl.Series]:
    """The distinct cells of a column with their kind and how often they come (text, kind, times),
    in the order of their coming; and each row's place among them, null where it is empty."""
    said = texts
    if kinds is not None and kinds.max():
        said = texts + pl.Series("kind", kinds).cast(pl.String)  # a kind is one digit
    coded = said.cast(pl.Categorical(pl.Categories.random()))
    places = coded.to_physical()
    words = coded.dtype.categories.to_series()  # type: ignore[attr-defined]
    times = places.drop_nulls().value_counts(name="times").sort(places.name)
    apart = said is not texts
    counted = pl.DataFrame(
        {
            "text": words.str.head(-1) if apart else words,
            "kind": words.str.tail(1).cast(pl.UInt8)
            if apart
            else pl.repeat(0, words.len(), dtype=pl.UInt8, eager=True),
            "times": times.get_column("times"),
        }
    )
    return counted, places
