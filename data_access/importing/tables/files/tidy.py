"""What is not data is taken out of a table: blank rows, blank columns, totals at the foot."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_access.importing.tables.files.sheet import GREATEST_CELL, RawTable, TableError
from data_access.store.distinct_texts import coded, distinct_texts

_TOTAL = r"(?i)^\s*(grand\s+|sub-?\s*)?totals?\b.*$"
_TOTALS_AT_FOOT = 5


def tidy(table: RawTable) -> RawTable:
    """The table trimmed. Says in `left_out` which totals were passed over; blank rows and blank
    columns without a name go silently, as nobody would miss them."""
    names = [name for name in table.cells.columns if name != "row"]
    for name in names:
        _not_too_long(table.source, table.cells.get_column(name))
    before = table.cells.with_columns(_trimmed(table.cells.get_column(name)) for name in names)
    cells = before
    if names:
        cells = cells.filter(pl.any_horizontal(pl.col(names).is_not_null()))
    cells, totals = _without_totals(cells, names)
    if cells.height < before.height:  # texts of rows that are gone are not to be known still
        cells = cells.with_columns(_known_anew(cells.get_column(name)) for name in names)
    blank = {
        name
        for place, name in enumerate(names)
        if table.headers[place] == f"column {place + 1}"
        and cells[name].null_count() == cells.height
    }
    kept = [place for place, name in enumerate(names) if name not in blank]
    return replace(
        table,
        headers=tuple(table.headers[place] for place in kept),
        cells=cells.select(
            "row", *(pl.col(str(place)).alias(str(new)) for new, place in enumerate(kept))
        ),
        left_out=(*table.left_out, *totals),
    )


def _trimmed(texts: pl.Series) -> pl.Series:
    """Without the blanks around each text; null where nothing is left. Categorical where texts
    repeat, for what comes after."""
    column = coded(texts)
    words, places = distinct_texts(column)
    trimmed = words.str.replace_all("[\u00a0\u2007\u202f\x00]", " ").str.strip_chars()
    trimmed = trimmed.set(trimmed == "", None)
    if places is None:
        return trimmed
    if trimmed.equals(words):
        return column
    return coded(trimmed.gather(places)).alias(texts.name)


def _known_anew(column: pl.Series) -> pl.Series:
    return coded(column.cast(pl.String))


def _not_too_long(source: str, column: pl.Series) -> None:
    texts, _ = distinct_texts(column)
    longest = texts.str.len_bytes().max()
    if isinstance(longest, int) and longest > GREATEST_CELL:  # characters may be fewer
        longest = texts.str.len_chars().max()
        if isinstance(longest, int) and longest > GREATEST_CELL:
            raise TableError(
                f"{source} has a cell of {longest:,} characters; "
                "probably a quotation mark is not closed."
            )


def _without_totals(cells: pl.DataFrame, names: list[str]) -> tuple[pl.DataFrame, list[str]]:
    """Rows at the foot whose first filled cell says "Total"."""
    if not names:
        return cells, []
    foot = (
        cells.tail(_TOTALS_AT_FOOT)
        .select("row", first=pl.coalesce(pl.col(names).cast(pl.String)))
        .with_columns(total=pl.col("first").str.contains(_TOTAL))
    )
    found = foot.filter("total")
    if found.is_empty():
        return cells, []
    said = [f"row {row['row']}, '{row['first'][:40]}'" for row in found.iter_rows(named=True)]
    return cells.filter(~pl.col("row").is_in(found["row"].implode())), said
