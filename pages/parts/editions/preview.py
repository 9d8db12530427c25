"""The edition to be: what it would show, what would be hidden, and what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from starlette.responses import Response

from components import look
from components.editions.edition import Edition
from components.exhibits.catalogue import Records
from components.exhibits.exhibit import Exhibit
from components.exhibits.memo import memo
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web.downloads import EDITION_ADDRESS
from components.widgets.exhibits.table import table_html
from pages.parts.editions.drafts import draft
from pages.parts.in_view import may_change
from vocabulary.principal import Permission
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, sentence


def edition_page(asked: Mapping[str, str], _known: Records, view: View) -> Response | None:
    """The page of the edition to be that an address's parameters ask for, for who may publish it:
    `day` in ISO form, `corrects` the number of an edition."""
    from reports.editions.page import page_html  # not needed to open a page

    if not may_change(view, Permission.PUBLISH):
        return None
    write = partial(page_html, list_address="")
    html = in_own_process(Kind.EDITION, write, draft(view, asked))
    return Response(html, media_type="text/html")


def way_to_page(address: Mapping[str, str]) -> None:
    """Draw the way to the page of the edition to be. `address`: what asks for it."""
    way = look.href(EDITION_ADDRESS, **address)
    st.html(
        f'<p><a class="link" href="{way}" target="_blank">See the page as it would be '
        "published</a> (in a window of its own)</p>"
    )


def shown_in(edition: Edition) -> None:
    """Draw what the edition would show, each with its table as the public would have it."""
    with look.card("edition_shown"):
        look.card_header(
            f"What edition {edition.number} would show",
            f"{sentence(counted(len(edition.exhibits), 'exhibit'))}, as known on "
            f"{long_date(edition.day)}; tables as the public would have them",
            small=True,
        )
        if edition.exhibits:
            heads = ("What it says", "Measure, place and period", "Figures")
            rows = (_row(place, each) for place, each in enumerate(edition.exhibits, 1))
            look.table("What the edition would show", heads, rows)
        else:
            look.empty(
                "Nothing can be published yet",
                "Figures are published of whole periods: bring in the records, and close the "
                "months they are whole for.",
                action=look.link("Go to Data", "data"),
            )


def _row(place: int, exhibit: Exhibit) -> str:
    # Without its address no link to a page of ours stands in it.
    figures = memo(exhibit, _figures_alone)
    table = look.pop_up("Table", figures, key=f"edition-table-{place}", wide=True)
    return (
        f'<th scope="row">{escape(exhibit.headline)}</th><td>{escape(exhibit.subtitle)}</td>'
        f'<td><div class="tool-links">{table}</div></td>'
    )


def _figures_alone(exhibit: Exhibit) -> str:
    return table_html(replace(exhibit, address={}))


def hidden_in(edition: Edition) -> None:
    """Draw what would be hidden and why, and what waits for a later edition."""
    with look.card("edition_hidden"):
        look.card_header(
            "What would be hidden, and why",
            "Over all exhibits of this edition and all editions before it; the first list is for "
            "you alone",
            small=True,
        )
        nothing = "Nothing that earlier editions do not hide." if edition.number > 1 else "Nothing."
        hidden = _listed("Hidden", edition.hidden, nothing)
        waits = _listed("Waits, or is shown more coarsely", edition.held_back, "Nothing waits.")
        st.html(f'<div class="side-by-side">{hidden}{waits}</div>')


def _listed(title: str, told: Sequence[str], otherwise: str) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in told or [otherwise])
    return (
        f'<section><h3 class="section-title">{title}</h3>'
        f'<ul class="plain-list">{items}</ul></section>'
    )
