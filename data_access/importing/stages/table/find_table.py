"""The second stage: where in a sheet the table is, and what stands around it.

The header is the row that names most columns; it may be two rows, the upper one over groups of
columns. Above it stand titles, below it the rows. A cell merged downwards stands for every row it
covers. Rows and columns are counted from 0 here, and from 1 wherever a person reads them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from data_access.importing.stages.files.book import DAY, MONTH, NUMBER, PERCENT, Book, Sheet
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold, is_mark
from data_access.importing.stages.table.own_layouts import own_layout

HEADER_WITHIN = 40
WIDEST = 1000  # columns that are looked at
Recognise = Callable[[str], float]
"""How surely a text is the name of a column: 0 to 1."""


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


def find_table(book: Book, sheet: Sheet, recognise: Recognise) -> Table | None:
    """The table of a sheet; None where no row names columns."""
    texts = sheet.texts
    if texts.height == 0 or texts.width == 0:
        return None
    texts = texts.select(texts.columns[:WIDEST])
    head = texts.head(HEADER_WITHIN + 2).rows()
    top = _header_row(head, sheet, recognise)
    if top is None:
        return None
    group_row, label_row, bottom = _header_rows(head, sheet, top)
    headers, groups = _names(head, sheet, group_row, label_row, texts.width)
    first_header = min(row for row in (group_row, label_row, bottom) if row is not None)
    rows = texts.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
    filled = rows.filter(pl.any_horizontal(pl.col(texts.columns).is_not_null()))
    there = filled.get_column("at")
    titles = [
        " ".join(cell for cell in head[row] if cell)
        for row in range(first_header)
        if any(head[row])
    ]
    aside = [Aside("titles", "", 0, line) for line in book.above]
    aside += [
        Aside("titles", sheet.name, row + 1, " ".join(cell for cell in head[row] if cell))
        for row in range(first_header)
        if any(head[row])
    ]
    aside += [
        Aside("blank", sheet.name, row + 1)
        for row in _missing_between(there)
        if not first_header <= row <= bottom
    ]
    cells, merged_down = _filled_down(filled.filter(pl.col("at") > bottom), sheet, bottom)
    kinds = sheet.kinds
    frame = cells.with_columns(sheet=pl.lit(sheet.name), row=pl.col("at") + 1)
    if kinds is not None:
        numbers = frame.get_column("at")
        filled_kinds = _kinds_down(kinds, sheet, bottom)
        frame = frame.with_columns(
            filled_kinds.get_column(name).gather(numbers).alias(f"k{name}")
            for name in texts.columns
        )
    hidden = set(sheet.hidden_rows)
    frame = frame.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    frame = _without_headers_again(frame, headers, texts.columns)
    hidden_lines = frozenset(
        frame.filter(pl.col("at").is_in(list(hidden))).get_column("line") if hidden else ()
    )
    notes = list(_notes(sheet))
    kept = [
        place
        for place in range(texts.width)
        if not (
            headers[place] == f"column {place + 1}"
            and frame.get_column(str(place)).null_count() == frame.height
        )
    ]
    selected = [pl.col("line", "sheet", "row")]
    selected += [pl.col(str(old)).alias(str(new)) for new, old in enumerate(kept)]
    if kinds is not None:
        selected += [pl.col(f"k{old}").alias(f"k{new}") for new, old in enumerate(kept)]
    return Table(
        source=book.name,
        sheets=(sheet.name,),
        headers=tuple(headers[place] for place in kept),
        groups=tuple(groups[place] for place in kept),
        cells=frame.select(selected),
        titles=(*book.above, *titles),
        aside=tuple(aside),
        merged_down=tuple(headers[place] for place in merged_down if place in kept),
        hidden_lines=hidden_lines,
        filtered=sheet.filtered,
        notes=tuple(notes),
        certainty=sum(1 for header in headers if recognise(header) > 0.6),
        form=book.form,
        formula_gaps=sheet.formula_gaps,
        too_wide=_too_wide(sheet, frame, bottom),
    )


def _too_wide(sheet: Sheet, frame: pl.DataFrame, bottom: int) -> frozenset[int]:
    """Lines with something behind the header's last cell, as where a comma is not in quotes."""
    if sheet.widths is None:
        return frozenset()
    width = sheet.widths[bottom]
    beyond = [name for name in sheet.texts.columns[width:] if name in frame.columns]
    if not beyond:
        return frozenset()
    wide = frame.filter(pl.any_horizontal(pl.col(beyond).is_not_null()))
    return frozenset(wide.get_column("line").to_list())


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


def _header_row(
    head: Sequence[Sequence[str | None]], sheet: Sheet, recognise: Recognise
) -> int | None:
    for row, cells in enumerate(head[:HEADER_WITHIN]):
        if own_layout(cells) is not None:
            return row
    best, most, titled = None, 0.0, False
    for row, cells in enumerate(head[:HEADER_WITHIN]):
        filled = [(place, cell) for place, cell in enumerate(cells) if cell]
        if not filled:
            continue
        known = sum(recognise(cell) for _, cell in filled)
        words = sum(1 for place, cell in filled if _is_label(sheet, row, place, cell))
        spans = sum(1 for _, cell in filled if _is_period(cell))
        data = len(filled) - words
        again = _stands_again(head, row, filled)
        alone = len(filled) == 1 and any(sum(map(bool, below)) > 1 for below in head[row + 1 :])
        score = (
            2 * known
            + 0.15 * words
            + 0.3 * (spans if spans > 1 else 0)
            - 0.3 * max(data - spans, 0)
        )
        score -= 1.5 * again
        days = sum(1 for _, cell in filled if _is_day(cell))
        if 0 < days < len(filled) / 2:
            score -= 1.5 * days  # a record of one day; a header has none, or one over each column
        if alone:
            score = min(score, 0.05)
        elif data - spans > words:
            score = min(score, 0.3)  # a row of figures, whose first cell may name a measure
        # a later row has to be clearly better, but than a title: data may hold words that are names
        if score > most + (0.5 if best is not None and not titled else 0):
            best, most, titled = row, score, alone
    return best


def _stands_again(
    head: Sequence[Sequence[str | None]], row: int, filled: Sequence[tuple[int, str]]
) -> int:
    """How many cells of a row stand once more below it in their column, as words of data do. A
    whole row that stands again is a header printed on every page."""
    again = 0
    for place, cell in filled:
        again += any(
            place < len(other) and other[place] == cell and other != head[row]
            for other in head[row + 1 :]
        )
    return again


def _is_label(sheet: Sheet, row: int, place: int, cell: str) -> bool:
    """Whether a cell may name a column: no number, no day, not a whole paragraph."""
    if sheet.kinds is not None and sheet.kinds.item(row, place) in {DAY, NUMBER, PERCENT}:
        return False
    if is_mark(cell) or fold(cell) == "n a":
        return False
    return len(cell) <= 120 and read_number(cell) is None and read_span(cell) is None


def _is_period(cell: str) -> bool:
    span = read_span(cell)
    return (span is not None and span.rough) or re.fullmatch(r"(?:19|20)\d\d", cell) is not None


def _is_day(cell: str) -> bool:
    span = read_span(cell)
    return span is not None and not span.rough and not cell.isdigit()


def _header_rows(
    head: Sequence[Sequence[str | None]], sheet: Sheet, top: int
) -> tuple[int | None, int, int]:
    """The row of groups if there is one, the row of names, and the last row of the header."""
    if own_layout(head[top]) is not None:
        return None, top, top
    lower = head[top + 1] if top + 1 < len(head) else ()
    if any(lower) and all(fold(cell) in _ECHO for cell in lower if cell):
        return None, top, top + 1  # a form's second header, which only says that answers follow
    below = [area for area in sheet.merged if area[0] <= top < area[2] and area[2] - top <= 2]
    across = [area for area in sheet.merged if area[0] == top and area[3] > area[1]]
    grouped = _sub_labels(head[top], lower) or _labels_under(across, head[top], lower)
    if (below and any(lower)) or grouped:
        if across or grouped:
            return top, top + 1, top + 1
        if below:
            return None, top, max(area[2] for area in below)
    above = top - 1
    if above >= 0 and any(head[above]):
        width = sum(1 for cell in head[top] if cell)
        over = [
            area
            for area in sheet.merged
            if area[0] == above and area[3] > area[1] and area[3] - area[1] + 1 < 0.8 * width
        ]
        filled = [place for place, cell in enumerate(head[above]) if cell]
        if over or (filled and filled[0] > 0 and len(filled) < width):
            return above, top, top
    return None, top, top


_ECHO = frozenset({"response", "openended response", "other please specify", "answer"})


def _labels_under(
    across: Sequence[tuple[int, int, int, int]],
    upper: Sequence[str | None],
    lower: Sequence[str | None],
) -> bool:
    """Whether a row names the columns under cells that are merged across, and nothing else."""
    filled = {place for place, cell in enumerate(lower) if cell}
    if not across or not filled:
        return False
    under = {place for area in across for place in range(area[1], area[3] + 1)}
    alone = any(cell and place not in under for place, cell in enumerate(upper))
    labels = [cell for cell in lower if cell]
    return (
        alone
        and filled <= under
        and all(sum(p in filled for p in range(a[1], a[3] + 1)) > 1 for a in across)
        and not any(read_number(c) or len(c) > 120 for c in labels)
        and all(read_span(c) is None or _is_period(c) for c in labels)
    )


def _sub_labels(upper: Sequence[str | None], lower: Sequence[str | None]) -> bool:
    """Whether a row names columns within the groups of the row above: the same words again and
    again, and nothing under some of the names above."""
    filled = [cell for cell in lower if cell]
    if len(filled) < 2 or any(read_number(c) or read_span(c) or len(c) > 40 for c in filled):
        return False
    repeated = max(Counter(map(fold, filled)).values())
    alone = sum(1 for over, cell in zip(upper, lower, strict=False) if over and not cell)
    under = sum(1 for over, cell in zip(upper, lower, strict=False) if cell and not over)
    return repeated > 1 and alone > 0 and under > 0


def _names(
    head: Sequence[Sequence[str | None]],
    sheet: Sheet,
    group_row: int | None,
    label_row: int,
    width: int,
) -> tuple[list[str], list[str | None]]:
    """Column names as written, repeats numbered; and what stands over each."""
    groups: list[str | None] = [None] * width
    labels = list(head[label_row]) + [None] * (width - len(head[label_row]))
    if group_row is not None:
        upper = list(head[group_row])
        spans = {
            area[1]: area[3]
            for area in sheet.merged
            if area[0] <= group_row <= area[2] and area[3] > area[1]
        }
        merged = bool(spans)
        current, until = None, -1
        for place in range(width):
            if upper[place]:
                current = upper[place]
                until = spans.get(place, place if merged else width - 1)
            if current and place <= until and labels[place]:
                groups[place] = current
            elif upper[place] and not labels[place]:
                labels[place] = upper[place]
        # a single name with nothing repeated under it is a column's own, written above
        for place in range(width):
            if labels[place] is None and upper[place]:
                labels[place] = upper[place]
    names: list[str] = []
    seen: dict[str, int] = {}
    for place in range(width):
        name = " ".join((labels[place] or "").split()) or f"column {place + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names, groups


def _areas_down(sheet: Sheet, bottom: int) -> list[tuple[int, int, int]]:
    """Merged cells below the header that cover several rows: first row, column, last row."""
    height, width = sheet.texts.height, sheet.texts.width
    return [
        (first, left, min(last, height - 1))
        for first, left, last, _ in sheet.merged
        if first > bottom and last > first and left < width and first < height
    ]


def _filled_down(rows: pl.DataFrame, sheet: Sheet, bottom: int) -> tuple[pl.DataFrame, list[int]]:
    """The rows with merged cells filled down, and the columns in which that was done."""
    areas = _areas_down(sheet, bottom)
    if not areas:
        return rows, []
    at = {row: place for place, row in enumerate(rows.get_column("at").to_list())}
    done: set[int] = set()
    values: dict[int, list[str | None]] = {}
    for first, column, last in areas:
        text = sheet.texts.item(first, column)
        if text is None:
            continue
        texts = values.setdefault(column, rows.get_column(str(column)).to_list())
        for row in range(first + 1, last + 1):
            if row in at and texts[at[row]] is None:
                texts[at[row]] = text
                done.add(column)
    filled = [pl.Series(str(column), texts, pl.String()) for column, texts in values.items()]
    return rows.with_columns(filled), sorted(done)


def _kinds_down(kinds: pl.DataFrame, sheet: Sheet, bottom: int) -> pl.DataFrame:
    values: dict[int, list[int]] = {}
    for first, column, last in _areas_down(sheet, bottom):
        there = values.setdefault(column, kinds.get_column(str(column)).to_list())
        for row in range(first + 1, last + 1):
            if sheet.texts.item(row, column) is None:
                there[row] = there[first]
    filled = [pl.Series(str(column), found, pl.UInt8()) for column, found in values.items()]
    return kinds.with_columns(filled)


def _missing_between(rows: pl.Series) -> list[int]:
    """The numbers that are missing between the first and the last of ascending ones."""
    gaps = rows.to_frame("at").select("at", gap=pl.col("at").diff()).filter(pl.col("gap") > 1)
    return [row for at, gap in gaps.iter_rows() for row in range(at - gap + 1, at)]


def _without_headers_again(
    frame: pl.DataFrame, headers: Sequence[str], columns: Sequence[str]
) -> pl.DataFrame:
    """Without rows that repeat the header, as printed on every page."""
    named = [
        (name, header)
        for name, header in zip(columns, headers, strict=True)
        if header and not re.fullmatch(r"column \d+|.* \(\d+\)", header)
    ]
    if len(named) < 2:
        return frame
    # only rows in which a cell begins as its header does are looked at more closely
    likely = frame.filter(
        pl.any_horizontal(pl.col(name).str.starts_with(header.split()[0]) for name, header in named)
    )
    if likely.is_empty():
        return frame
    same = pl.sum_horizontal(
        (pl.col(name).str.replace_all(r"\s+", " ") == header).fill_null(value=False).cast(pl.Int32)
        for name, header in named
    )
    again = likely.filter(same >= max(2, 0.8 * len(named))).get_column("line")
    return frame.filter(~pl.col("line").is_in(again.implode())) if again.len() else frame


def merged_notes(table: Table) -> list[str]:
    """That merged cells were filled down, and in which columns."""
    if not table.merged_down:
        return []
    listed = ", ".join(table.merged_down)
    return [f"merged down: {listed} (a merged cell stands for every row it covers)"]


def _notes(sheet: Sheet) -> list[str]:
    where = f" of the sheet '{sheet.name}'" if sheet.name else ""
    notes: list[str] = []
    if sheet.hidden_columns:
        notes.append(f"hidden columns{where}: {len(sheet.hidden_columns)}, read like the others")
    if sheet.formula_gaps:
        notes.append(
            f"{sheet.formula_gaps:,} formulas{where} were never calculated and count as empty: "
            "open the file in Excel, save it, and bring it again"
        )
    if sheet.error_cells:
        notes.append(f"{sheet.error_cells:,} cells{where} hold an error such as #REF!")
    return notes


__all__ = ["MONTH", "Aside", "Table", "find_table", "merged_notes", "same_layout", "together"]
