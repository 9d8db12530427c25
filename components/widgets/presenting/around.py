"""What is around every screen of board mode: its frame, its foot, and the ways to the others."""

from __future__ import annotations

import streamlit as st

from components.look.marks import link, mark
from components.packs.produced_pack import ProducedPack
from vocabulary.shown import escape
from vocabulary.wording import short_date

BACK_PAGE = "Back page"


def framed(
    pack: ProducedPack, place: int, inside: str, *, kind: str = "", source: str = ""
) -> None:
    """Draw a screen. `place`: its number, or one more than there are for the back page. `inside`:
    what it shows, as HTML. `kind`: a class of its own. `source`: what stands at the foot's end."""
    said = place_in_words(pack, place)
    council = "" if kind == "present-cover" else f"<span>{escape(pack.council)}</span>"
    audience = "Public audience" if pack.audience == "public" else "Internal audience"
    end = f'<span class="present-source">{escape(source)}</span>' if source else ""
    st.html(
        f'<section class="present {kind}" data-present="{pack.audience}" '
        f'data-many="{pack.many + 1}" aria-label="{said}">{inside}'
        f'<footer class="present-foot"><span>{said.removeprefix("Screen ")}</span>{council}'
        f'<span class="present-audience">{audience}</span>'
        f"<span>As at {short_date(pack.day)}</span>{mark(pack.nature)}{end}</footer>"
        f"{ways(pack, place)}</section>"
    )


def place_in_words(pack: ProducedPack, place: int) -> str:
    """ "Screen 3 of 14", or the back page's name."""
    return f"Screen {place} of {pack.many}" if place <= pack.many else BACK_PAGE


def titles(pack: ProducedPack) -> list[str]:
    """What each screen is called in the list of all, in order, the back page last."""
    asks = [pack.asks_headline] if pack.asks else []
    exhibits = [each.headline for each in pack.exhibits]
    return [pack.cover.meeting or pack.title, *exhibits, *asks, BACK_PAGE]


def ways(pack: ProducedPack, place: int, *, notes: bool = False) -> str:
    """The ways to other screens, as HTML; each key of board mode follows one of them."""
    many = pack.many

    def to(text: str, number: int, key: str = "", **more: str) -> str:
        query = {"pack": pack.title, "screen": str(number), **more}
        if notes:
            query["notes"] = "1"
        found = link(text, "present", **query)
        return found.replace("<a ", f'<a data-key="{key}" ', 1) if key else found

    listed = "".join(
        f"<li{' aria-current=step' if number == place else ''}>"
        f"{to(f'{number}. {title}' if number <= many else title, number)}</li>"
        for number, title in enumerate(titles(pack), 1)
    )
    marks = "".join(
        f"<i{' class=f' if number <= place else ''}></i>" for number in range(1, many + 1)
    )
    more = "" if notes else to("Notes", place, "notes", notes="1")
    board = link("End", "board").replace("<a ", '<a data-key="end-show" ', 1)
    return (
        '<nav class="present-ways" aria-label="Screens">'
        f"{to('Previous', max(1, place - 1), 'previous')}"
        f"{to('Next', min(many + 1, place + 1), 'next')}"
        f"<span hidden>{to('First', 1, 'first')}{to('Last', many, 'last')}</span>"
        f"<details><summary>All screens</summary><div><ol>{listed}</ol>"
        "<p>Keys: → next, ← previous, Home, End, F full screen, N notes, Esc ends.</p>"
        f'</div></details>{more}<span class="present-progress" role="img" '
        f'aria-label="{place_in_words(pack, place)}">{marks}</span>{board}</nav>'
    )
