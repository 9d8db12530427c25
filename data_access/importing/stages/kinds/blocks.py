"""Columns that stand side by side for one thing each (a month, a team, a course) become rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from data_access.importing.stages.meaning.wording import is_mark, is_nothing_yet
from data_access.importing.stages.table.table import Aside, Table

PART = re.compile(r"\s*(\d+)\s*(?:/|of|out of)\s*(\d+)\s*(?:\(.*\))?\s*", re.IGNORECASE)
"""A part of a whole in one cell: "9/12", "10 of 12 (83%)"."""


@dataclass(frozen=True)
class Block:
    """The columns of one thing. labels: what it is, a text for each new column of labels. places:
    figure → column. constants: figure → the same text in every row."""

    labels: tuple[str, ...]
    places: Mapping[str, int]
    constants: Mapping[str, str] = field(default_factory=dict)


def blocks_down(
    table: Table,
    kept: Sequence[int],
    blocks: Sequence[Block],
    labels: Sequence[str],
    figures: Sequence[str],
) -> Table:
    """A row for each row and block in which any figure of the block's columns stands. The columns
    kept come first, then those of the labels, then the figures; `came` is the line it was."""
    kinds = any(re.fullmatch(r"k\d+", name) for name in table.cells.columns)
    came = pl.col("came" if "came" in table.cells.columns else "line").alias("came")
    width = len(kept) + len(labels)
    parts = []
    for order, block in enumerate(blocks):
        selected = [came, pl.col("sheet", "row"), pl.lit(order).alias("order")]
        selected += [pl.col(str(old)).alias(str(new)) for new, old in enumerate(kept)]
        selected += [
            pl.lit(label, pl.String()).alias(str(len(kept) + number))
            for number, label in enumerate(block.labels)
        ]
        for number, figure in enumerate(figures, start=width):
            place = block.places.get(figure)
            text = pl.lit(block.constants.get(figure), pl.String())
            selected.append((text if place is None else pl.col(str(place))).alias(str(number)))
            if kinds:
                kind = pl.lit(0, pl.UInt8()) if place is None else pl.col(f"k{place}")
                selected.append(kind.alias(f"k{number}"))
        if kinds:
            selected += [pl.col(f"k{old}").alias(f"k{new}") for new, old in enumerate(kept)]
            selected += [
                pl.lit(0, pl.UInt8()).alias(f"k{number}") for number in range(len(kept), width)
            ]
        filled = [pl.col(str(place)).is_not_null() for place in block.places.values()]
        parts.append(table.cells.filter(pl.any_horizontal(filled)).select(selected))
    frame = pl.concat(parts).sort("came", "order", maintain_order=True).drop("order")
    cells = frame.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    headers = (*(table.headers[place] for place in kept), *labels, *figures)
    groups = (*(table.groups[place] for place in kept), *([None] * (len(labels) + len(figures))))
    return replace(table, headers=headers, groups=groups, cells=cells, hidden_lines=frozenset())


def with_column(table: Table, header: str, texts: Sequence[str | None]) -> Table:
    """The table with a column of texts more, in the order of its lines."""
    name = str(len(table.headers))
    cells = table.cells.with_columns(pl.Series(name, texts, pl.String()))
    if "k0" in table.cells.columns:
        cells = cells.with_columns(pl.lit(0, pl.UInt8()).alias(f"k{name}"))
    return replace(
        table, headers=(*table.headers, header), groups=(*table.groups, None), cells=cells
    )


def rows_aside(table: Table, gone: Collection[int], kind: str) -> list[Aside]:
    """The rows of the file whose lines are all set aside, each as often as it counts: a row that
    gave several lines is set aside when none of them is left."""
    lines = table.cells.with_columns(gone=pl.col("line").is_in(list(gone)))
    if "members" not in lines.columns and "came" in lines.columns:
        lines = lines.filter(pl.col("gone").all().over("came")).unique("came", maintain_order=True)
    aside = []
    for row in lines.filter("gone").iter_rows(named=True):
        times = len(row["members"]) if "members" in row else 1
        aside += [Aside(kind, row["sheet"], row["row"])] * times
    return aside


def plain_header(header: str) -> str:
    """A header without the number that tells repeated ones apart."""
    return re.sub(r" \(\d+\)$", "", header)


def said_texts(table: Table, place: int) -> list[str]:
    """What a column says, without what means nothing yet and publishers' marks."""
    return [
        text
        for text in table.texts(place).cast(pl.String).drop_nulls().to_list()
        if not is_mark(text) and not is_nothing_yet(text)
    ]
