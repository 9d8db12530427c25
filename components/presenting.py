"""Board mode: one exhibit a screen, readable in a compressed video call."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from components.edition import Edition
from components.exhibit import Exhibit
from components.look.marks import link, mark
from components.phrasing import short_date

ROWS = 6  # of a list: more would be smaller than can be read in a call
COLUMNS = 4


def screen(edition: Edition, place: int, picture: str, *, mixed: str) -> None:
    """Draw one screen of an edition. `picture`: the chart as HTML, empty for a list; `mixed`: the
    pack's own audience."""
    exhibit, many = edition.exhibits[place - 1], len(edition.exhibits)
    body = picture or _list(exhibit)
    verdict = ""
    if exhibit.verdict or exhibit.meaning:
        verdict = (
            f'<p class="present-verdict"><b>{escape(exhibit.verdict)}</b> '
            f"{escape(exhibit.meaning)}</p>"
        )
    audience = "Public audience" if edition.audience == "public" else "Internal"
    st.html(
        f'<section class="present" data-present aria-label="Screen {place} of {many}">'
        f"<header><h1>{escape(exhibit.headline)}</h1>"
        f'<p class="present-subtitle">{escape(exhibit.subtitle)}</p></header>'
        f'<div class="present-body">{body}</div>{verdict}'
        f'<footer class="present-foot"><span>{place} of {many}</span>'
        f"{mark(edition.nature)}<span>{audience}</span>"
        f"<span>As at {short_date(edition.day)}</span>"
        f'<span class="present-source">{escape(_short(exhibit.source))}</span></footer>'
        f"{_ways(edition, place, mixed)}</section>"
    )


def notes(edition: Edition, place: int, own: list[str]) -> None:
    """Draw what the presenter may want to say, for a second window."""
    exhibit, many = edition.exhibits[place - 1], len(edition.exhibits)
    following = edition.exhibits[place].headline if place < many else "The last screen"
    told = [
        *((("Your note", " ".join(own)),) if own else ()),
        ("What it shows", exhibit.definition.meaning),
        ("How to read it", exhibit.definition.how_to_read),
        ("Keep in mind", " ".join(exhibit.all_caveats) or "Nothing in particular."),
        ("Source", exhibit.source),
        ("Next", following),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in told)
    st.html(
        f'<section class="present present-notes" data-present aria-label="Notes"><header>'
        f"<h1>{escape(exhibit.headline)}</h1>"
        f'<p class="present-subtitle">Notes for screen {place} of {many}</p></header>'
        f"<dl>{rows}</dl>{_ways(edition, place, edition.audience, notes='1')}</section>"
    )


def ask_first(pack: str, place: int) -> None:
    """Ask before internal figures are shown to whoever watches."""
    stay = link("Stay with the public figures", "present", pack=pack, screen=str(place))
    go = link(
        "Show the internal figures", "present", pack=pack, screen=str(place), audience="internal"
    )
    st.html(
        '<section class="present" aria-label="Question"><header>'
        "<h1>Show internal figures to everybody on this call?</h1>"
        '<p class="present-subtitle">Small numbers that are hidden from the public would be '
        f"seen by all who watch.</p></header><p>{stay}</p><p>{go}</p></section>"
    )


def _ways(edition: Edition, place: int, audience: str, notes: str = "") -> str:
    many = len(edition.exhibits)

    def to(text: str, number: int, key: str = "", **more: str) -> str:
        query = {"pack": edition.title, "screen": str(number), **more}
        if notes:
            query["notes"] = notes
        found = link(text, "present", **query)
        return found.replace("<a ", f'<a data-key="{key}" ', 1) if key else found

    listed = "".join(
        f"<li>{to(f'{number}. {each.headline}', number)}</li>"
        for number, each in enumerate(edition.exhibits, 1)
    )
    more = ""
    if edition.audience == "public" and audience == "internal":
        more = f"<p>{to('Show internal figures…', place, ask='internal')}</p>"
    board = link("End", "board").replace("<a ", '<a data-key="end-show" ', 1)
    return (
        '<nav class="present-ways" aria-label="Screens">'
        f"{to('Previous', max(1, place - 1), 'previous')}"
        f"{to('Next', min(many, place + 1), 'next')}"
        f"<span hidden>{to('First', 1, 'first')}{to('Last', many, 'last')}</span>"
        f"<details><summary>All screens</summary><ol>{listed}</ol>{more}"
        "<p>Keys: → next, ← previous, Home, End, F full screen, Esc ends.</p></details>"
        f"{board}</nav>"
    )


def _list(exhibit: Exhibit) -> str:
    table = exhibit.table()
    if table.is_empty():
        return '<p class="present-subtitle">Nothing is recorded for this choice.</p>'
    shown = table.select(table.columns[:COLUMNS]).head(ROWS)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in shown.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row) + "</tr>"
        for row in shown.iter_rows()
    )
    left = table.height - shown.height
    more = f'<p class="present-more">{left} more in the handout.</p>' if left > 0 else ""
    return (
        f'<table class="present-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
        f"</table>{more}"
    )


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0")
    if isinstance(value, int):
        return f"{value:,}"
    return _short(str(value), 60)


def _short(text: str, most: int = 70) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
