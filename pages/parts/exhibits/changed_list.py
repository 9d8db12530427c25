"""Decisions and what they changed, as a list people can read from top to bottom."""

from __future__ import annotations

from html import escape

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.evidence_trail.record_link import record_link
from components.widgets.exhibit_card import exhibit_foot, rest_in_table
from pages.parts.exhibits.subject_card import subject_card
from vocabulary.wording import short_date

SHOWN = 15


def changed_list(exhibit: Exhibit, *, page: str) -> None:
    """Draw the `complaints_changed` exhibit as a table of sentences."""
    changed = exhibit
    if changed.frame.is_empty():
        subject_card(changed, page=page)
        return
    named = changed.audience == "internal"
    shown = changed.frame.head(SHOWN).iter_rows(named=True)
    body = "".join(_row(row, named=named) for row in shown)
    first = '<th scope="col">Decision</th>' if named else ""
    with look.card(changed.key):
        look.card_header(changed.headline, changed.subtitle)
        st.html(
            '<div class="table-scroll" role="region" tabindex="0" '
            f'aria-label="{escape(changed.definition.title)}">'
            f'<table class="statement-table"><thead><tr>{first}'
            '<th scope="col">What was learnt</th><th scope="col">What was changed</th>'
            '<th scope="col">Did it work</th><th scope="col">Remedy</th></tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )
        rest_in_table(changed, SHOWN, "newest")
        exhibit_foot(changed, page=page)


def _row(row: dict[str, object], *, named: bool) -> str:
    day, when = row["ombudsman_decided"], row["changed_on"]
    decided = record_link("ombudsman", row["reference"])
    if day is not None:
        decided += f'<br><span class="muted" style="white-space:nowrap">{short_date(day)}</span>'  # type: ignore[arg-type]
    change = escape(str(row["change"]))
    if when is not None:
        change += f' <span class="muted" style="white-space:nowrap">{short_date(when)}</span>'  # type: ignore[arg-type]
    if not row["made"]:
        change = f'<span class="shape-words">{look.signal("attention")}{change}</span>'
    first = f'<th scope="row">{decided}</th>' if named else ""
    remedy = escape(str(row["remedy"]).removeprefix("Remedy ").capitalize())
    return (
        f"<tr>{first}<td>{escape(str(row['lesson']))}</td><td>{change}</td>"
        f"<td>{escape(str(row['check']).removeprefix('Checked: ').capitalize())}</td>"
        f"<td>{remedy}</td></tr>"
    )
