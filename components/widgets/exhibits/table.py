"""An exhibit's table as HTML, for the pop-up that shows it."""

from __future__ import annotations

from typing import Final

import polars as pl

from components import look
from components.exhibits.exhibit import ALONE, Exhibit
from components.exhibits.filters import with_lasting_filters
from components.exhibits.tables.texts import table_texts
from vocabulary.shown import escape

ROWS: Final = 200  # as many as anybody reads in a pop-up; the exhibit's own page has them all


def table_html(exhibit: Exhibit) -> str:
    """The exhibit's table under its headline, its first `ROWS` rows; where there are more it says
    so, and leads to the exhibit's own page, where the table can be sorted and searched."""
    table = exhibit.table()
    if table.is_empty():
        return f'<p class="source">No rows. {escape(exhibit.headline)}</p>'
    kind = [' class="num"' if dtype.is_numeric() else "" for dtype in table.dtypes]
    head = "".join(
        f'<th scope="col"{numeric}>{escape(name)}</th>'
        for name, numeric in zip(table.columns, kind, strict=True)
    )
    shown = table.head(ROWS)
    texts = table_texts(exhibit, shown)
    body = "".join(
        _row(row, said, kind) for row, said in zip(shown.iter_rows(), texts, strict=True)
    )
    said = f"{exhibit.headline}. {exhibit.subtitle}"
    whole = (
        f'<table class="statement-table figures-table"><caption>{escape(exhibit.headline)}'
        f"<span>{escape(exhibit.subtitle)}</span></caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    return f"{look.scrolled(said, whole)}{_foot(exhibit, table)}"


def _foot(exhibit: Exhibit, table: pl.DataFrame) -> str:
    if not exhibit.address:
        return ""
    whole = look.link("Sort and search it", ALONE, **with_lasting_filters(exhibit.address))
    more = f"The first {ROWS} of {table.height:,} rows. " if table.height > ROWS else ""
    return f'<p class="source">{more}{whole}</p>'


def _row(row: tuple[object, ...], texts: list[str], kind: list[str]) -> str:
    first, *others = (_said(value, text) for value, text in zip(row, texts, strict=True))
    cells = "".join(
        f"<td{numeric}>{text}</td>" for text, numeric in zip(others, kind[1:], strict=True)
    )
    return f'<tr><th scope="row"{kind[0]}>{first}</th>{cells}</tr>'


def _said(value: object, said: str) -> str:
    text = escape(said)
    return f'<span class="muted">{text}</span>' if value is None else text
