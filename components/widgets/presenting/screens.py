"""The screen of an exhibit, and the question before internal ones are shown."""

from __future__ import annotations

import re

import streamlit as st

from components.exhibits.exhibit import Exhibit
from components.exhibits.tables.texts import share_columns, share_text
from components.look.marks import HIGHEST_SCORE, link, pips
from components.packs.produced_pack import ProducedPack
from components.widgets.presenting.around import framed
from components.widgets.presenting.beneath import beneath
from vocabulary.shown import escape
from vocabulary.values import value_text

# A screen of 1280 by 720, in pixels: sizes of letters, the width of text, and the height that
# headline, subtitle, body and what is beneath it share. The stylesheet says the same.
HEADLINE, SUBTITLE = 40, 22
ROOM = 528
ROWS = 12  # of a list; those the screen has no room for are taken off there
COLUMNS = 4
_SOURCE = 44  # letters of a source that have room at the foot
_A_LINE = 18  # letters that a part of a headline has at least, to stand by itself
_SHORT = 11  # letters that are never broken: a date, a reference
_SCORE = "score"  # the column of an exhibit's frame that holds scores of 1 to 4


def screen(pack: ProducedPack, place: int, picture: str) -> None:
    """Draw the screen of an exhibit. `picture`: the chart as HTML, empty for a list."""
    shown = pack.screens[place - 2]
    exhibit = shown.exhibit
    framed(
        pack,
        place,
        f"<header><h1>{broken(exhibit.headline)}</h1>"
        f'<p class="present-subtitle">{escape(exhibit.subtitle)}</p></header>'
        f'<div class="present-body">{picture or _list(exhibit)}</div>{beneath(shown).html}',
        source=_source(exhibit.source),
    )


def parts_of(headline: str) -> tuple[str, ...]:
    """A headline parted at its semicolon, where both parts are long enough for a line."""
    first, _, second = headline.partition("; ")
    return (f"{first};", second) if min(len(first), len(second)) >= _A_LINE else (headline,)


def broken(headline: str) -> str:
    """The same as HTML, each part on a line of its own."""
    return "<br>".join(map(escape, parts_of(headline)))


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
