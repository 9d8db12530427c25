"""The shell around every page: Streamlit runs this script on each rerun.

It lives away from the folder `pages/` on purpose: beside it, Streamlit would run a page asked for
by its address without this script, and so without the gate.
"""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import Page

from components import look
from components.web.current_view import show_view
from components.web.navigation import House, Screen, registered
from components.web.principal import asking
from components.web.top_bar import top_bar
from components.web.view_picker import choice_of_address

_PAGES = "pages_of_this_session"


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


def show(house: House, screen: Screen, page: Page) -> None:
    """Draw the bar, and under it the page."""
    if screen.bare:
        view = house.view(choice_of_address(house.choices()))
    else:
        view = top_bar(house.screens, house.choices(), house.view)
    look.page_setup(screen.title, council=view.council)
    show_view(view)
    with look.main():
        if screen.internal and view.audience == "public":
            look.page_header(f"{screen.title} is shown to internal audiences only")
            with look.card("internal_only"):
                look.empty(
                    "Nothing of this page is shown to the public",
                    "Not every small number here is hidden. Change the view to internal to see it.",
                )
        else:
            page.run()


house = registered()
pages = pages_of(house.screens)
current = st.navigation(list(pages.values()), position="hidden")
with asking(st.context.headers) as principal, house.one_look():
    if principal is None:
        look.page_setup("Sign in")
        with look.main(), look.card("sign_in"):
            look.empty("Sign in to go on", "Your council decides who may look at its records.")
        st.stop()
    show(house, next(s for s in house.screens if pages[s.address] is current), current)
