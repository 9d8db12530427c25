"""Coproduction in words: you said, we did, we told you; and what people shaped."""

from __future__ import annotations

from html import escape

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.evidence_trail.record_link import record_link
from components.widgets.exhibit_card import exhibit_foot, exhibit_tools, rest_in_table
from pages.parts.exhibits.invite import invite_card
from vocabulary.wording import counted, long_date, sentence

SHOWN = 10
THINGS = 6


def said_and_done(exhibit: Exhibit, *, page: str) -> None:
    """Draw what people said beside what was done and when they were told."""
    if exhibit.frame.is_empty():
        invite_card(exhibit, records="coproduction activities")
        return
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        body = "".join(_answer(row) for row in exhibit.frame.head(SHOWN).iter_rows(named=True))
        _table(
            "You said, we did, we told you",
            '<th scope="col">You said</th><th scope="col">We did</th>'
            '<th scope="col">We told you</th>',
            body,
        )
        rest_in_table(exhibit, SHOWN, "first")
        exhibit_foot(exhibit, page=page)


def what_was_shaped(exhibit: Exhibit, *, page: str) -> None:
    """Draw what activities shaped and what came of it."""
    if exhibit.frame.is_empty():
        invite_card(exhibit, records="coproduction activities")
        return
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        body = "".join(_thing(row) for row in exhibit.frame.head(THINGS).iter_rows(named=True))
        _table(
            "What people shaped",
            '<th scope="col">What</th><th scope="col">How far</th>'
            '<th scope="col">What came of it</th>',
            body,
        )
        rest_in_table(exhibit, THINGS, "first")
        look.source(exhibit.source)
        exhibit_tools(exhibit, page=page)


def _answer(row: dict[str, object]) -> str:
    named = record_link("coproduction", row["reference"], str(row["title"]))
    held = f"{named}, {long_date(row['held'])}"  # type: ignore[arg-type]
    return (
        f'<tr><th scope="row">{escape(str(row["heard"]))}'
        f'<br><span class="muted">{held}</span></th>'
        f"<td>{escape(str(row['did']))}</td><td>{escape(str(row['told']))}</td></tr>"
    )


def _thing(row: dict[str, object]) -> str:
    parts = [
        f"{row[column]} {words}"
        for column, words in (
            ("changed", "changed"),
            ("not_changed", "not changed"),
            ("undecided", "not decided"),
        )
        if row[column]
    ]
    many = int(str(row["activities"]))
    parts[0] = f"{sentence(counted(many, 'activity', 'activities'))}: {parts[0]}"
    return (
        f'<tr><th scope="row">{escape(str(row["shaped"]))}'
        f'<br><span class="muted">{escape(str(row["kind"]))}</span></th>'
        f"<td>{escape(str(row['level'])).replace('-', '&#8209;')}</td>"
        f"<td>{escape(', '.join(parts))}</td></tr>"
    )


def _table(name: str, head: str, body: str) -> None:
    st.html(
        f'<div class="table-scroll" role="region" aria-label="{escape(name)}" tabindex="0">'
        f'<table class="statement-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
