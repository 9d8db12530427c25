"""Parts of the page of one record: finding it, all that it says, and where one may go on to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.characteristics.judged import judgements_on
from components.exhibits.evidence_trail.record_words import record_label, record_state, record_text
from components.exhibits.evidence_trail.trail import KINDS, Row, Traced, dataset_of, newest_records
from components.web.address import choice_in_address
from components.web.principal import may
from components.widgets.evidence_trail.record_link import record_link
from data_access.datasets import DATASETS
from data_access.datasets.base import FieldSpec
from data_access.snapshot import Snapshot
from pages.parts.record import FORMS
from vocabulary.principal import Permission
from vocabulary.record_kinds import KIND_NAMES, KIND_PLURALS
from vocabulary.shown import escape
from vocabulary.wording import listed, long_date, within

NEWEST = 8


def record_finder(known: Snapshot, today: date) -> None:
    """Draw the choice of kind, the field for a reference, and the newest records of the kind."""
    with look.filters("trace"):
        kind = choice_in_address(
            "Kind of record",
            KINDS,
            name="kind",
            format_func=KIND_NAMES.__getitem__,
            passes_over=True,
        )
    with look.card("find_record"):
        look.card_header("Find a record", "By its reference, however it is written", small=True)
        with st.form("find_record", border=False):
            reference = st.text_input("Reference", key="trace_reference", max_chars=200)
            sent = st.form_submit_button("Show its chain", type="primary")
        if sent and reference.strip():
            st.query_params.update({"kind": kind, "reference": reference.strip()})
            st.rerun()
    with look.card("newest_records"):
        _newest(known, kind, today)


def _newest(known: Snapshot, kind: str, today: date) -> None:
    rows = newest_records(known, kind, NEWEST, today)
    look.card_header(f"The newest {KIND_PLURALS[kind]}", small=True)
    if not rows:
        look.not_recorded(
            "Nothing of this kind is on record",
            "Choose another kind above, or bring the records in.",
        )
        return
    lines = "".join(
        f'<li class="finding"><span class="finding-polarity trail-kind">'
        f"{escape(record_state(row))}</span>"
        f'<span class="finding-text">{record_link(kind, row["reference"], record_text(row))}'
        f'<span class="finding-foot">{escape(record_label(row))}</span></span></li>'
        for row in rows
    )
    st.html(f'<ul class="findings trail-list">{lines}</ul>')


_LEFT_OUT: Final = frozenset(
    {"authority", "suggested_polarity", "suggested_category", "suggested_themes", "why"}
)


def record_fields(known: Snapshot, traced: Traced) -> None:
    """Draw the fields of the record, and where it came from."""
    dataset = DATASETS[dataset_of(traced.kind)]
    names = _Names(known)
    for number, row in enumerate(traced.rows, start=1):
        if len(traced.rows) > 1:
            look.card_header(f"Record {number} of {len(traced.rows)} of this reference", small=True)
        parts, missing = [], []
        for spec in dataset.fields:
            if spec.name in _LEFT_OUT:
                continue
            said = names.said(spec, row)
            if said:
                parts.append(f"<dt>{escape(spec.label)}</dt><dd>{said}</dd>")
            else:
                missing.append(within(spec.label))
        st.html(f'<dl class="explain trail-fields">{"".join(parts)}</dl>')
        if missing:
            look.source(f"Not recorded: {listed(missing)}.")
        look.source(
            f"Recorded by {row['recorded_by']} on {long_date(row['recorded_at'])}, "
            f"from {row['source_name']}."
        )


class _Names:
    """What stored values are called: themes, quality statements, records, choices."""

    def __init__(self, known: Snapshot) -> None:
        self._themes = names_of_themes(known)
        self._statements: Mapping[str, str] = {
            statement.id: statement.name for statement in known.framework.statements
        }

    def said(self, spec: FieldSpec, row: Row) -> str:
        """A field's value as HTML; empty where nothing is recorded."""
        value = row[spec.name]
        if value is None or value in ([], ""):
            return ""
        values = value if isinstance(value, list) else [value]
        return "<br>".join(filter(None, (self._one(spec, row, each) for each in values)))

    def _one(self, spec: FieldSpec, row: Row, value: Any) -> str:
        return self._linked(spec, row, value) or _plain(spec, value)

    def _linked(self, spec: FieldSpec, row: Row, value: Any) -> str:
        """A link to what the value names; empty where it names nothing with a page."""
        if spec.name == "statement" and value in self._statements:
            return look.link(self._statements[value], "statement", statement=value)
        if value in self._themes and (spec.refers_to == "theme" or spec.name == "themes"):
            return look.link(self._themes[value], "theme", about=self._themes[value])
        if spec.refers_to in ("origin", "answers_kind"):
            return record_link(str(row[spec.refers_to] or ""), value)
        return record_link(str(spec.refers_to), value) if spec.refers_to in KINDS else ""


def _plain(spec: FieldSpec, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return long_date(value)
    if spec.choices or spec.labels:
        return escape(spec.label_of(str(value)))
    return escape(f"{value:,}" if isinstance(value, int) else str(value))


def links_onward(known: Snapshot, traced: Traced, themes: Mapping[str, str]) -> None:
    """Draw the links. `themes`: name by theme."""
    names = {statement.id: statement.name for statement in known.framework.statements}
    ways = [
        look.link(f"Quality statement: {names[statement]}", "statement", statement=statement)
        for statement in traced.statements
    ]
    ways += [
        look.link(f"Everything on {themes[theme]}", "theme", about=themes[theme])
        for theme in traced.record["themes"] or []
        if theme in themes
    ]
    ways += [
        look.link(
            f"Judged by it: {row['text']}",
            "judgement",
            statement=row["statement"],
            judge=f"{row['rating']}-{row['number']}",
        )
        for row in judgements_on(known, traced.kind, traced.reference).iter_rows(named=True)
    ]
    if traced.kind in FORMS and may(Permission.ENTER, known.authority):
        ways.append(
            look.link("Change this record", "record", dataset=traced.kind, record=traced.reference)
        )
    ways.append(look.link("Another record", "trace"))
    look.links("From here", ways)
