"""The bar at the top of every screen: whose dashboard, which pages, what kind of records."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import streamlit as st

from components.exhibits.address import NOW, days_offered
from components.exhibits.view import Choice, Choices, View
from components.look.marks import LASTING, mark, signal
from components.web.address import bound_choice, bound_select
from components.web.services import Screen
from vocabulary.nature import NATURE_MARKS
from vocabulary.principal import Principal
from vocabulary.shown import escape
from vocabulary.wording import long_date


def top_bar(
    screens: tuple[Screen, ...],
    choices: Choices,
    view: Callable[[Choice], View],
    *,
    preview: bool = False,
    revision: int = 0,
    principal: Principal | None = None,
) -> View:
    """Draw the bar; returns the view chosen in it.

    Args:
        screens: all screens in order; those with `under` are left out of the bar.
        choices: which councils and moments there are.
        view: what a choice comes to; the strip on the right says it.
        preview: whether the page shows what the public may see.
        revision: the number of the newest of the records that are shown.
        principal: who is asking, where they can sign out.
    """
    with st.container(key="bar", horizontal=True, gap=None, wrap=True):
        # Whose records, and which, is known only once the picker has been read.
        bar = st.empty()
        chosen = view(view_picker(choices, principal))
        council = f'<div class="bar-council">{escape(chosen.council)}</div>'
        status = status_strip(chosen, preview=preview, revision=revision)
        parts = council, status, way_out(principal), page_links(screens), on_paper(chosen)
        bar.html("".join(parts), width="content")
    if chosen.as_at is not None:
        looking_back(chosen)
    return chosen


def looking_back(view: View) -> None:
    """Draw the row under the bar that says that an earlier moment is looked at, with the way
    back."""
    with st.container(key="looking_back", horizontal=True, gap=None):
        mark_of_it, day = signal("unknown"), long_date(view.today)
        st.html(
            f"{mark_of_it}<p><strong>Looking back.</strong> "
            f"This is what was known at the end of {day}; what came later is left out.</p>",
            width="content",
        )
        st.button("Return to today", type="tertiary", key="return_to_today", on_click=_to_today)


def _to_today() -> None:
    st.session_state["as_at"] = NOW


def way_out(principal: Principal | None) -> str:
    """The HTML of the link that signs out; nothing for whoever sits at this computer. When the
    sign-in ends stands in it: `dashboard.js` says so before, and then opens the sign-in."""
    if principal is None or principal.until is None:
        return ""
    return (
        f'<a class="link bar-out" href="{_SIGN_OUT}" data-until="{principal.until:.0f}" '
        f'title="Signed in as {escape(principal.name)}">Sign out</a>'
    )


def view_picker(choices: Choices, principal: Principal | None = None) -> Choice:
    """Draw the choice of whose records, as known when, as a popover, with who is signed in at its
    foot; returns what is chosen. It stands in the address, so that a link reopens exactly this
    view, and moving between pages keeps it."""
    with st.popover("Change view", type="tertiary", key="bar_view"):
        asked = st.query_params.get("council", "")
        if asked not in choices.councils and (meant := choices.council(asked)):
            st.session_state["council"] = meant
        # The shell has looked whether what is asked for is there, and says so under the bar.
        council = bound_select(
            "Council", choices.councils, name="council", elsewhere=lambda _name: True
        )
        as_at = bound_choice(
            "As known at the end of",
            days_offered(choices),
            name="as_at",
            elsewhere=lambda _day: True,
        )
        if principal is not None and principal.until is not None:
            st.html(
                f'<p class="signed-in">Signed in as {escape(principal.name)}. '
                f'<a class="link" href="{_SIGN_OUT}">Sign out</a></p>'
            )
    return Choice(council, as_at)


@lru_cache(maxsize=8)
def page_links(screens: tuple[Screen, ...]) -> str:
    """The HTML of the links and the search's button, the same on every page and for every choice,
    so that a browser keeps what it has. The script in the document marks the link that leads here,
    by `data-holds`, the addresses it stands for, and has each take along what is `data-lasting`: a
    page's filters are chosen below the bar, later than it is drawn. In a narrow window the links
    are a menu, whose button says which page this is."""
    items = []
    for place, screen in enumerate(screens):
        if screen.under:
            continue
        holds = [screen.address, *(s.address for s in screens if s.under == screen.address)]
        address = screen.address if place else ""  # the first is served at the root
        way = f'<a class="link" data-page href="./{escape(address)}">{escape(screen.title)}</a>'
        items.append(f'<li data-holds="{escape(" ".join(holds))}">{way}</li>')
    return (
        '<div class="bar-row">'
        f'<nav class="bar-links" aria-label="Pages" data-lasting="{" ".join(LASTING)}">'
        '<button class="bar-menu" popovertarget="bar-pages">'
        '<b class="bar-here"></b><span>All pages</span></button>'
        f'<ul id="bar-pages" popover>{"".join(items)}</ul></nav>{_SEARCH}</div>'
    )


def on_paper(view: View) -> str:
    """What stands on every sheet that is printed: whose records, of what kind, for whom, as known
    when, and which sheet of how many. A style, because only those reach a sheet's margins."""
    said = f"{view.council} · Internal · {view.as_at_label}"
    places = (
        ("top-left", _quoted(said)),
        ("top-right", _quoted(NATURE_MARKS[view.nature])),
        ("bottom-right", '"Page " counter(page) " of " counter(pages)'),
    )
    boxes = "".join(f"@{place}{{content:{words}}}" for place, words in places)
    return f"<style>@media print{{@page{{{boxes}}}}}</style>"


def _quoted(text: str) -> str:
    """A text as a style writes it, whatever its signs."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


_SIGN_OUT: Final = "./auth/logout"

# What it opens is the document's own: `components/look/files/search.js`.
_SEARCH: Final = (
    '<button type="button" class="bar-search" data-search aria-haspopup="dialog" '
    'aria-keyshortcuts="/">Search <kbd aria-hidden="true">/</kbd></button>'
)


def status_strip(view: View, *, preview: bool = False, revision: int = 0) -> str:
    """The strip's HTML: the records' mark, that no screen is for publication, and as at; `preview`:
    that figures on it are those which the public may see. Where the newest records are shown there
    is room to say that newer ones came: `dashboard.js` does, told by `arrivals.py` beside this."""
    previewed = '<span class="bar-preview">Public preview</span>' if preview else ""
    shown = f'data-council="{escape(view.council)}" data-revision="{revision}"'
    newer = "" if view.as_at else f'<span class="bar-newer" role="status" {shown}></span>'
    return (
        '<div class="bar-status" role="group" aria-label="About these records">'
        f"{newer}{mark(view.nature)}{previewed}"
        '<span class="bar-audience">Internal</span>'
        f'<span class="bar-date">{view.as_at_label}</span></div>'
    )
