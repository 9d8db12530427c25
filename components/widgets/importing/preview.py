"""What a file would bring, on its own values: counts, changes, columns, rows set aside, a sample of
what would be stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from components import look
from components.look.lists import Figure
from components.widgets.importing.questions import escaped
from components.widgets.inert_rows import inert_rows
from vocabulary.shown import escape
from vocabulary.wording import agree, counted, sentence

SHOWN = 100  # lines of a list that anybody reads on a screen
_MOST_COLUMNS = 80
_FEW = 8  # headlines that are looked at without asking for more
_SURE, _LIKELY = 0.9, 0.7
_HEADS = ("In the file", "Is read as", "How sure")
_DAY = st.column_config.DateColumn(format="D MMM YYYY")


@dataclass(frozen=True)
class ChangeLine:
    """One field of one held row that would change."""

    record: str
    field: str
    held: str
    new: str


@dataclass(frozen=True)
class HeadlineLine:
    """What a page says now, and what it will say."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file: some of its values, the field it is read as ("": none), how sure that
    is (0 to 1), and the fields it might be besides. told: a person said so. about_people: its
    values are never shown and never kept."""

    header: str
    samples: tuple[str, ...]
    field: str
    confidence: float
    others: tuple[str, ...] = ()
    told: bool = False
    about_people: bool = False
    note: str = ""


@dataclass(frozen=True)
class AsideLine:
    """Rows set aside for one reason: which, and what stands in them."""

    reason: str
    rows: Sequence[int]
    texts: Sequence[str]


def counts(*, read: int, taken: int, aside: int, mend: int) -> None:
    """How many rows were read, and what becomes of them."""
    look.figures(
        [
            Figure(f"{read:,}", agree(read, "row read", "rows read")),
            Figure(f"{taken:,}", "would be stored"),
            Figure(f"{aside:,}", "set aside", "titles, totals and the like" if aside else None),
            Figure(f"{mend:,}", "to mend", "out until they are mended" if mend else None),
        ]
    )


def headlines(lines: Sequence[HeadlineLine]) -> None:
    """What pages will say after the import, beside what they say now; after the first few the rest
    is folded away."""
    for part in (lines[:_FEW], lines[_FEW:]):
        if not part:
            continue
        rows = [
            f'<th scope="row">{escape(line.title)}</th><td>{escape(line.before)}</td>'
            f"<td><strong>{escape(line.after)}</strong></td>"
            for line in part
        ]
        with st.container() if part[0] is lines[0] else st.expander(f"{len(part)} more"):
            label = "What pages will say after this" + ("" if part[0] is lines[0] else ", the rest")
            look.table(label, ("Where", "Now", "After this"), rows)


def changes_table(lines: Sequence[ChangeLine], *, all_of_them: int) -> None:
    """Old and new of each field that would change."""
    rows = (
        f'<th scope="row">{escape(line.record)}</th><td>{escape(line.field)}</td>'
        f"<td>{_value(line.held)}</td><td><strong>{_value(line.new)}</strong></td>"
        for line in lines[:SHOWN]
    )
    look.table("What would change", ("Record", "Field", "Held now", "In this file"), rows)
    if all_of_them > SHOWN:
        look.source(f"The first {SHOWN} of {all_of_them:,} changes are shown.")


def columns_form(
    lines: Sequence[ColumnLine], fields: Mapping[str, str], *, key: str
) -> dict[str, str] | None:
    """Draw each column with three of its values and what it is read as; returns {header: field}
    for all columns when the form is sent off, else None. `fields`: what each field is called."""
    options = ["", *fields]
    with st.form(f"form_{key}", border=False, enter_to_submit=False):
        chosen: dict[str, str] = {}
        told = [line for line in lines if not line.about_people][:_MOST_COLUMNS]
        for column, head in zip(st.columns([3, 2, 2]), _HEADS, strict=True):
            column.html(f'<p class="source column-head">{head}</p>')
        for place, line in enumerate(told):
            left, middle, right = st.columns([3, 2, 2], vertical_alignment="center")
            left.html(_column_html(line))
            order = [each for each in line.others if each in fields]
            ordered = ["", *dict.fromkeys([*order, *options[1:]])]
            chosen[line.header] = middle.selectbox(
                escaped(f"{line.header} is read as"),
                ordered,
                index=ordered.index(line.field) if line.field in ordered else 0,
                format_func=lambda name: fields.get(name, "not used"),
                key=f"{key}_{place}",
                label_visibility="collapsed",
            )
            right.html(f'<p class="source">{escape(_how_sure(line))}</p>')
        people = [line.header for line in lines if line.about_people]
        if people:
            look.source(f"About people, so neither shown nor kept: {', '.join(people)}.")
        return chosen if st.form_submit_button("Read again with these columns") else None


def _column_html(line: ColumnLine) -> str:
    samples = "".join(f"<li>{escape(text)}</li>" for text in line.samples)
    shown = f'<ul class="samples" aria-label="In the file">{samples}</ul>' if samples else ""
    note = f'<p class="source">{escape(line.note)}</p>' if line.note else ""
    return f'<div class="file-column"><strong>{escape(line.header)}</strong>{shown}{note}</div>'


def _how_sure(line: ColumnLine) -> str:
    if line.told:
        return "as you said"
    if not line.field:
        return "belongs to no field"
    if line.confidence >= _SURE:
        return "sure"
    return "likely" if line.confidence >= _LIKELY else "a guess: please look"


def aside_table(lines: Sequence[AsideLine]) -> None:
    """Rows that are no records, by reason."""
    rows = (
        f'<th scope="row">{escape(line.reason)}</th><td>{escape(_row_numbers(line.rows))}</td>'
        f"<td>{escape('; '.join(line.texts))}</td>"
        f'<td class="num">{len(line.rows):,}</td>'
        for line in lines
    )
    look.table("Rows set aside", ("Why", "Row", "What stands there", "Rows"), rows, numbers=1)


def notes(texts: Iterable[str]) -> None:
    """What was noticed about the file."""
    items = "".join(f"<li>{escape(sentence(text))}</li>" for text in texts)
    if items:
        st.html(f'<ul class="plain-list">{items}</ul>')


def problems_table(lines: Sequence[tuple[str, str, Sequence[int]]]) -> None:
    """Rows that can only be mended in the file: (what is wrong, how to mend it, which rows)."""
    rows = (
        f'<th scope="row">{escape(sentence(problem))}</th><td>{escape(mend)}</td>'
        f"<td>{escape(_row_numbers(numbers))}</td>"
        for problem, mend, numbers in lines[:SHOWN]
    )
    look.table("Rows to mend in the file", ("What is wrong", "How to mend it", "Row"), rows)


def stored_sample(rows: pl.DataFrame, *, all_of_them: int) -> None:
    """Some rows as they would be stored, under the fields' names."""
    days = {name: _DAY for name, kind in rows.schema.items() if kind == pl.Date}
    st.dataframe(
        inert_rows(rows),
        hide_index=True,
        column_config=days,
        alt="Rows as they would be stored",
    )
    if all_of_them > rows.height:
        look.source(f"The first {rows.height} of {counted(all_of_them, 'row')}.")


def _row_numbers(rows: Sequence[int]) -> str:
    shown = ", ".join(f"{row:,}" for row in rows[:12])
    return shown + (f" and {len(rows) - 12:,} more" if len(rows) > 12 else "")


def _value(text: str) -> str:
    return escape(text) if text else '<span class="muted">nothing</span>'
