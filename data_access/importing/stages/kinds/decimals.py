"""Numbers with a comma as the decimal sign: "0,8", "1.234,5".

A column is read so where it shows it and nothing in it shows the other way; a column that shows
neither follows the rest of the table ("1.500" is then fifteen hundred). A number that only groups
thousands with a comma ("1,204") shows nothing.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_access.importing.stages.files.book import TEXT
from data_access.importing.stages.table.table import Table

_NUMBER = r"^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?\s?%?$"
_COMMA = r"^[+-]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}|0,\d+|\d+,\d{4,})\s?%?$"
_POINT = (
    r"^[+-]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.\d{1,2}|0\.\d+|\d+\.\d{4,})\s?%?$"
)


def with_points(table: Table) -> Table:
    """The table with decimal commas written as points, and a note of it."""
    shown, open_ones, examples = [], [], []
    for place in range(len(table.headers)):
        texts = _texts(table, place)
        numbers = texts.filter(texts.str.contains(_NUMBER) | texts.str.contains(_POINT))
        if numbers.is_empty() or numbers.len() < 0.6 * texts.len():
            continue
        commas = numbers.filter(numbers.str.contains(_COMMA))
        if numbers.str.contains(_POINT).any():
            continue
        if commas.len():
            shown.append(place)
            examples += commas.head(1).to_list()
        else:
            open_ones.append(place)
    if not shown:
        return table
    cells = table.cells.with_columns(
        pl.when(_is_text(table, place) & pl.col(str(place)).str.contains(_NUMBER))
        .then(
            pl.col(str(place))
            .str.replace_all(".", "", literal=True)
            .str.replace(",", ".", literal=True)
        )
        .otherwise(pl.col(str(place)))
        .alias(str(place))
        for place in (*shown, *open_ones)
    )
    listed = ", ".join(f"{each} is {_with_point(each)}" for each in dict.fromkeys(examples))
    note = f"a comma is the decimal sign in this table: {listed}"
    return replace(table, cells=cells, notes=(*table.notes, note))


def _with_point(number: str) -> str:
    return number.replace(".", "").replace(",", ".")


def _is_text(table: Table, place: int) -> pl.Expr:
    name = f"k{place}"
    return pl.col(name) == TEXT if name in table.cells.columns else pl.lit(value=True)


def _texts(table: Table, place: int) -> pl.Series:
    """The texts of a column that a spreadsheet does not hold as numbers or days."""
    return (
        table.cells.filter(_is_text(table, place))
        .get_column(str(place))
        .cast(pl.String)
        .drop_nulls()
        .str.strip_chars()
    )
