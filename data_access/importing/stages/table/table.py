"""What the second stage gives: a table with its headers and rows, and what stood around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from data_access.importing.stages.meaning.wording import fold


@dataclass(frozen=True)
class Aside:
    """A row that is no record. kind: titles, blank, totals, headings, notes, suppressed,
    other_places, left_out, hidden."""

    kind: str
    sheet: str
    row: int
    text: str = ""


@dataclass(frozen=True)
class Table:
    """A table found: its headers, and its rows as texts.

    headers: as written, repeats numbered ("Date (2)"). groups: what stands over each column, where
    the header has two rows. cells: `line` (from 0), `sheet`, `row` (as a person counts), a text
    column per header ("0", "1", …) and, where cells are more than text, their kinds ("k0", …).
    titles: lines above the table, and a document's paragraphs. merged_down: columns in which merged
    cells were filled down. hidden_lines: lines that are hidden in the sheet. too_wide: lines of a
    text file that have more cells than its header.
    """

    source: str
    sheets: tuple[str, ...]
    headers: tuple[str, ...]
    groups: tuple[str | None, ...]
    cells: pl.DataFrame
    titles: tuple[str, ...] = ()
    aside: tuple[Aside, ...] = ()
    merged_down: tuple[str, ...] = ()
    hidden_lines: frozenset[int] = frozenset()
    filtered: bool = False
    notes: tuple[str, ...] = ()
    certainty: float = 0.0
    form: str = "csv"
    formula_gaps: int = 0  # cells that look empty and are formulas without a value
    too_wide: frozenset[int] = frozenset()

    def texts(self, place: int) -> pl.Series:
        """The texts of a column."""
        return self.cells.get_column(str(place))

    def kinds(self, place: int) -> pl.Series | None:
        """What the cells of a column are; None where all are text."""
        name = f"k{place}"
        return self.cells.get_column(name) if name in self.cells.columns else None

    def place(self, header: str) -> int | None:
        """The place of a header, in any capitals; None if there is none."""
        folded = fold(header)
        for place, each in enumerate(self.headers):
            if each == header:
                return place
        for place, each in enumerate(self.headers):
            if fold(each) == folded:
                return place
        return None


def together(tables: Sequence[Table]) -> Table:
    """Tables of one layout as one: columns by their names, lines numbered through."""
    first = tables[0]
    if len(tables) == 1:
        return first
    frames, hidden, offset = [], set(), 0
    kinds = any(name.startswith("k") for table in tables for name in table.cells.columns)
    headers = list(first.headers)
    for table in tables[1:]:
        headers += [
            header
            for header in table.headers
            if fold(header) not in {fold(known) for known in headers}
        ]
    for table in tables:
        columns: list[pl.Expr] = [pl.col("line") + offset, pl.col("sheet", "row")]
        for place, header in enumerate(headers):
            own = table.place(header)
            columns.append(
                pl.col(str(own)).alias(str(place))
                if own is not None
                else pl.lit(None, pl.String()).alias(str(place))
            )
            if kinds:
                there = own is not None and f"k{own}" in table.cells.columns
                columns.append(
                    pl.col(f"k{own}").alias(f"k{place}")
                    if there
                    else pl.lit(0, pl.UInt8()).alias(f"k{place}")
                )
        frames.append(table.cells.select(columns))
        hidden |= {line + offset for line in table.hidden_lines}
        offset += 1 + max(table.cells.get_column("line").to_list(), default=0)
    groups = [
        first.groups[place] if place < len(first.groups) else None for place in range(len(headers))
    ]
    return replace(
        first,
        sheets=tuple(sheet for table in tables for sheet in table.sheets),
        headers=tuple(headers),
        groups=tuple(groups),
        cells=pl.concat(frames),
        titles=tuple(dict.fromkeys(title for table in tables for title in table.titles)),
        aside=tuple(dict.fromkeys(aside for table in tables for aside in table.aside)),
        merged_down=tuple(dict.fromkeys(h for table in tables for h in table.merged_down)),
        hidden_lines=frozenset(hidden),
        notes=tuple(dict.fromkeys(note for table in tables for note in table.notes)),
        filtered=any(table.filtered for table in tables),
        formula_gaps=sum(table.formula_gaps for table in tables),
    )


def same_layout(one: Table, other: Table) -> bool:
    """Whether two tables have the same columns, nearly."""
    mine, theirs = ({fold(header) for header in table.headers} for table in (one, other))
    return len(mine & theirs) >= 0.75 * max(len(mine), len(theirs)) and bool(mine & theirs)


def merged_notes(table: Table) -> list[str]:
    """That merged cells were filled down, and in which columns."""
    if not table.merged_down:
        return []
    listed = ", ".join(table.merged_down)
    return [f"merged down: {listed} (a merged cell stands for every row it covers)"]
