"""The shell around every page: Streamlit runs this script on each rerun.

It lives away from the folder `pages/` on purpose: beside it, Streamlit would run a page asked for
by its address without this script, and so without the gate.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import Page

from components import look
from components.exhibits.address import NOW, UnknownInAddressError, choice_asked
from components.exhibits.view import Choice
from components.web.admission.audience_gate import PREVIEW, REFUSED, for_the_public
from components.web.current_view import show_view
from components.web.logs import page_run
from components.web.newer.looked_at import LookedAt, note
from components.web.newer.reading import has_seen, reading
from components.web.principal import asking
from components.web.services import Screen, Services, registered
from components.web.sessions.begun_anew import begun_anew
from components.web.sessions.held import CLOSE_ONE, TOO_MANY, one_too_many
from components.web.top_bar import top_bar, way_out
from components.web.unknown_in_address import unknown_in_address
from vocabulary.principal import Principal

_PAGES = "pages_of_this_session"
_UNKNOWN = "unknown_in_address"


def pages_of(screens: tuple[Screen, ...]) -> dict[str, Page]:
    """Streamlit's page of each screen, by address. Made once a session, because each looks for its
    file; not for several sessions, because a page knows whether it may run now."""
    if _PAGES not in st.session_state:
        st.session_state[_PAGES] = {
            screen.address: st.Page(
                screen.file,
                title=screen.title,
                url_path=screen.address,
                default=position == 0,
                visibility="hidden" if screen.under else "visible",
            )
            for position, screen in enumerate(screens)
        }
    pages: dict[str, Page] = st.session_state[_PAGES]
    return pages


def show(services: Services, screen: Screen, page: Page, principal: Principal) -> None:
    """Draw the bar, and under it the page, or what its address asks for in vain; for the public,
    the preview of what it may see."""
    if for_the_public(st.query_params):
        _lead_to_preview(services)
        return
    choices, unknown = services.choices(), None
    revision = services.revision()
    has_seen(revision)
    query = urlencode(st.query_params.to_dict())
    try:
        asked = choice_asked(st.query_params, choices)
    except UnknownInAddressError as error:
        asked, unknown = Choice(choices.councils[0], NOW), error
    if screen.bare:
        view = services.view(asked)
        if ends := way_out(principal):  # nobody sees it: the script in the document reads it
            st.html(ends)
    else:
        preview = screen.address == PREVIEW
        view = top_bar(
            services.screens_for(),
            choices,
            services.view,
            preview=preview,
            revision=revision,
            principal=principal,
        )
    look.page_setup(screen.title, council=view.council)
    show_view(view)
    begun_anew()  # at every page, so that it is known when the first one is left
    unknown = unknown or st.session_state.pop(_UNKNOWN, None)
    with look.main():
        if unknown is not None:
            unknown_in_address(unknown, screen)
            return
        if not screen.bare:
            note(LookedAt(screen, view, query), principal)
        try:
            with page_run(screen.address):
                page.run()
            if view.as_at is None and services.revision() > revision:
                # What it wrote itself is no news to it.
                st.html(f'<span hidden data-revision="{services.revision()}"></span>')
        except UnknownInAddressError as error:
            # What the page has drawn so far goes: this stands alone.
            st.session_state[_UNKNOWN] = error
            st.rerun()


def _lead_to_preview(services: Services) -> None:
    preview = pages_of(services.screens).get(PREVIEW)
    if preview is not None:
        st.switch_page(preview, query_params={})
    look.page_setup("Published")
    with look.main(), look.card("refused"):
        look.empty(REFUSED, "Nothing is published here.")


services = registered()
pages = pages_of(services.screens)
current = st.navigation(list(pages.values()), position="hidden")
screen = next(s for s in services.screens if pages[s.address] is current)
with asking(st.context.headers) as principal, reading(services, screen, principal):
    if principal is None:
        look.page_setup("Sign in")
        with look.main(), look.card("sign_in"):
            look.empty("Sign in to go on", "Your council decides who may look at its records.")
        st.stop()
    if one_too_many(principal):
        look.page_setup("Too many pages")
        with look.main():
            look.page_header(TOO_MANY)
            with look.card("too_many_pages"):
                look.empty(CLOSE_ONE, "Each open page takes room of the server.")
        st.stop()
    show(services, screen, current, principal)
