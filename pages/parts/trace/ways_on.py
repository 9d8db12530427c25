"""Where one may go on to from a record: its statements, its themes, its form."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import look
from components.exhibits.evidence_trail.trail import Traced
from data_access.snapshot import Snapshot
from pages.parts.record.record_entry import FORMS


def chain_ways(known: Snapshot, traced: Traced, themes: Mapping[str, str]) -> None:
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
    if traced.kind in FORMS:
        ways.append(
            look.link("Change this record", "record", dataset=traced.kind, record=traced.reference)
        )
    ways.append(look.link("Another record", "trace"))
    items = "".join(f"<li>{way}</li>" for way in ways)
    st.html(f'<nav aria-label="From here"><ul class="also">{items}</ul></nav>')
