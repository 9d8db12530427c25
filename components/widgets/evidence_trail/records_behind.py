"""The records behind one bar or point of an exhibit: chosen by name, listed with links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Records, names_of_themes
from components.exhibits.drills import OF, Drill, drill_names, drill_of
from components.exhibits.evidence_trail.record_words import record_state, record_text
from components.exhibits.evidence_trail.trail import DAYS, told_of
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.exhibits.training.words import STEPS, course_words
from components.exhibits.view import View
from components.web.address import choice_in_address
from components.widgets.evidence_trail.record_link import record_link
from vocabulary.record_kinds import KIND_PLURALS
from vocabulary.wording import counted, sentence, short_date

SHOWN = 50


def records_behind(known: Records, exhibit: Exhibit, filters: Filters, view: View) -> None:
    """Draw the choice and the list, where the exhibit has records to show to this audience."""
    drill = drill_of(exhibit)
    rows = drill_names(exhibit, drill) if drill else {}
    if drill is None or not rows:
        return
    with look.card("records_behind"):
        look.card_header("The records behind it", exhibit.definition.title, small=True)
        with look.filters("records_behind"):
            name = choice_in_address(
                "Show the records of", list(rows), name=OF, format_func=lambda each: each
            )
        found = drill.behind(known, filters, view, rows[name])
        _count(found, drill, name)
        if drill.kind == "training":
            _training(found.head(SHOWN))
        else:
            newest = found.sort(DAYS[drill.kind], descending=True, nulls_last=True)
            _list(known, newest.head(SHOWN), drill, view.today)
        if found.height > SHOWN:
            every = look.link("Export", "data", do="Export")
            st.html(
                f'<p class="source">The first {SHOWN} of {found.height:,} are listed; {every} has '
                "them all.</p>"
            )


def _count(found: pl.DataFrame, drill: Drill, name: str) -> None:
    plural = KIND_PLURALS.get(drill.kind, "rows of training, by role and course")
    said = counted(found.height, "record") if found.height == 1 else f"{found.height:,} {plural}"
    st.html(f'<p class="count" role="status">{escape(sentence(f"{name}: {said}"))}</p>')


def _list(known: Records, found: pl.DataFrame, drill: Drill, today: date) -> None:
    wanted = found.select("reference", kind=pl.lit(drill.kind))
    names = names_of_themes(known)
    body = "".join(
        f'<tr><th scope="row">{record_link(drill.kind, row["reference"], _name(row))}</th>'
        f"<td>{escape(_about(row, names))}</td>"
        f'<td style="white-space:nowrap">{short_date(row["day"]) if row["day"] else "–"}</td>'
        f"<td>{escape(row['team'] or '–')}</td><td>{escape(record_state(row) or '–')}</td></tr>"
        for row in told_of(known, wanted, today)
    )
    _table(("Record", "What it is about", "Day", "Team", "How it stands"), body)


def _about(row: dict[str, Any], names: Mapping[str, str]) -> str:
    """Its sentence; of a complaint or an audit, which have none, its themes."""
    themes = "; ".join(names.get(theme, theme) for theme in row["themes"] or [])
    return record_text(row) if row["text"] else themes or "No theme is recorded"


def _name(row: dict[str, Any]) -> str:
    """A finding's reference would fill the column: its place within the document is enough."""
    if row["kind"] != "finding":
        return str(row["reference"])
    return sentence(", ".join(str(row["reference"]).split(", ")[-2:]))


def _training(found: pl.DataFrame) -> None:
    rows = found.with_columns(named=course_words())
    body = "".join(
        f'<tr><th scope="row">{escape(row["team"])}</th><td>{escape(str(row["role"]))}</td>'
        f"<td>{escape(row['named'])}</td>"
        + "".join(f'<td class="num">{_number(row[step])}</td>' for step in STEPS)
        + "</tr>"
        for row in rows.iter_rows(named=True)
    )
    _table(("Team", "Role", "Course", *STEPS.values()), body, numbers=len(STEPS))


def _number(value: object) -> str:
    return "–" if value is None else f"{value:,}"


def _table(heads: Iterable[str], body: str, *, numbers: int = 0) -> None:
    names = list(heads)
    words = len(names) - numbers
    head = "".join(
        f'<th scope="col"{" class=num" if place >= words else ""}>{escape(name)}</th>'
        for place, name in enumerate(names)
    )
    st.html(
        '<div class="table-scroll" role="region" aria-label="Records" tabindex="0">'
        f'<table class="statement-table records-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
