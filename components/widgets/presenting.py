"""Board mode: one exhibit a screen, readable in a compressed video call."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from components.exhibits.exhibit import Exhibit
from components.exhibits.tables.texts import share_columns, share_text
from components.look.marks import HIGHEST_SCORE, link, mark, pips
from components.packs.produced_pack import ProducedPack
from vocabulary.values import value_text
from vocabulary.wording import short_date

# A screen of 1280 by 720, in pixels: sizes of letters, the width of text, and the height that
# headline, subtitle, body and verdict share. The stylesheet says the same.
HEADLINE, SUBTITLE, VERDICT = 40, 22, 24
WIDTH, ROOM = 1152, 528
ROWS = 12  # of a list; those the screen has no room for are taken off there
COLUMNS = 4
_SOURCE = 44  # letters of a source that have room at the foot
_SHORT = 11  # letters that are never broken: a date, a reference
_SCORE = "score"  # the column of an exhibit's frame that holds scores of 1 to 4


def screen(produced_pack: ProducedPack, place: int, picture: str) -> None:
    """Draw one screen of a pack. `picture`: the chart as HTML, empty for a list."""
    exhibit, many = produced_pack.exhibits[place - 1], len(produced_pack.exhibits)
    body = picture or _list(exhibit)
    verdict = ""
    if exhibit.verdict or exhibit.meaning:
        verdict = (
            f'<p class="present-verdict"><b>{escape(exhibit.verdict)}</b> '
            f"{escape(exhibit.meaning)}</p>"
        )
    audience = "Public audience" if produced_pack.audience == "public" else "Internal audience"
    st.html(
        f'<section class="present" data-present="{produced_pack.audience}" data-many="{many}" '
        f'aria-label="Screen {place} of {many}">'
        f"<header><h1>{escape(exhibit.headline)}</h1>"
        f'<p class="present-subtitle">{escape(exhibit.subtitle)}</p></header>'
        f'<div class="present-body">{body}</div>{verdict}'
        f'<footer class="present-foot"><span>{place} of {many}</span>'
        f'<span class="present-audience">{audience}</span>'
        f"<span>As at {short_date(produced_pack.day)}</span>{mark(produced_pack.nature)}"
        f'<span class="present-source">Source: {escape(_source(exhibit.source))}</span></footer>'
        f"{_ways(produced_pack, place)}</section>"
    )


def notes(produced_pack: ProducedPack, place: int, own: list[str]) -> None:
    """Draw what the presenter may want to say, for a second window that keeps in step."""
    exhibit, many = produced_pack.exhibits[place - 1], len(produced_pack.exhibits)
    following = (
        produced_pack.exhibits[place].headline if place < many else "This is the last screen."
    )
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
        f'<section class="present present-notes" data-present="{produced_pack.audience}" '
        f'data-many="{many}" data-notes aria-label="Notes">'
        f"<header><h1>{escape(exhibit.headline)}</h1>"
        f'<p class="present-subtitle">Notes for screen {place} of {many}; they keep in step with '
        f"the other window</p></header><dl>{rows}</dl>"
        f"{_ways(produced_pack, place, notes=True)}</section>"
    )


def ask_first(pack: str, place: int, sure: str) -> None:
    """Ask before internal figures are shown to whoever watches a pack for the public. `sure`: what
    only this session knows, so that no other link can answer."""
    stay = link("Go back to the packs", "board")
    go = link("Show the internal figures", "present", pack=pack, screen=str(place), sure=sure)
    st.html(
        '<section class="present present-question" data-present="public" aria-label="Question">'
        "<header><h1>Show internal figures to everybody on this call?</h1>"
        '<p class="present-subtitle">A pack for the public was being presented; this one is for '
        f"internal use.</p></header><p>{stay}</p><p>{go}</p></section>"
    )


def _ways(produced_pack: ProducedPack, place: int, *, notes: bool = False) -> str:
    many = len(produced_pack.exhibits)

    def to(text: str, number: int, key: str = "", **more: str) -> str:
        query = {"pack": produced_pack.title, "screen": str(number), **more}
        if notes:
            query["notes"] = "1"
        found = link(text, "present", **query)
        return found.replace("<a ", f'<a data-key="{key}" ', 1) if key else found

    listed = "".join(
        f"<li{' aria-current=step' if number == place else ''}>"
        f"{to(f'{number}. {each.headline}', number)}</li>"
        for number, each in enumerate(produced_pack.exhibits, 1)
    )
    marks = "".join(
        f"<i{' class=f' if number <= place else ''}></i>" for number in range(1, many + 1)
    )
    more = "" if notes else to("Notes", place, "notes", notes="1")
    board = link("End", "board").replace("<a ", '<a data-key="end-show" ', 1)
    return (
        '<nav class="present-ways" aria-label="Screens">'
        f"{to('Previous', max(1, place - 1), 'previous')}"
        f"{to('Next', min(many, place + 1), 'next')}"
        f"<span hidden>{to('First', 1, 'first')}{to('Last', many, 'last')}</span>"
        f"<details><summary>All screens</summary><div><ol>{listed}</ol>"
        "<p>Keys: → next, ← previous, Home, End, F full screen, N notes, Esc ends.</p>"
        f'</div></details>{more}<span class="present-progress" role="img" '
        f'aria-label="{place} of {many}">{marks}</span>{board}</nav>'
    )


def _list(exhibit: Exhibit) -> str:
    if exhibit.frame.is_empty():
        return '<p class="present-more">Nothing is recorded for this choice.</p>'
    names = list(exhibit.columns)[:COLUMNS]
    shown = exhibit.frame.select(names).head(ROWS)
    head = "".join(f'<th scope="col">{escape(exhibit.columns[name])}</th>' for name in names)
    shares = share_columns(exhibit)
    percent = [exhibit.columns[name] in shares for name in names]
    body = "".join(
        "<tr>" + "".join(map(_cell, names, row, percent)) + "</tr>" for row in shown.iter_rows()
    )
    # The browser knows how many rows have room, and says how many have not.
    return (
        f'<table class="present-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f'<p class="present-more" data-rows="{exhibit.frame.height}" '
        f"{'' if exhibit.frame.height > ROWS else 'hidden'}>"
        f"{exhibit.frame.height - shown.height} more in the handout.</p>"
    )


def _cell(name: str, value: object, is_share: bool) -> str:
    if name == _SCORE and isinstance(value, int) and 1 <= value <= HIGHEST_SCORE:
        return f'<td><span class="present-score">{pips(value)} {value}</span></td>'
    said = share_text(value) if is_share and value is not None else _said(value)
    short = ' class="present-short"' if len(said) <= _SHORT else ""
    return f"<td{short}><span>{escape(said)}</span></td>"


def _said(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "Yes" if value else "No"
    return value_text(value, places=1)


def _source(text: str) -> str:
    """What the source is; what else is said of it stands in the notes."""
    named = re.split(r"[.;] ", text, maxsplit=1)[0].rstrip(".")
    return named if len(named) <= _SOURCE else named.split(", ", 1)[0]
