"""What is shown where an address asks for something by a name that nothing has: that it is not
here, what may have been meant, and the page without it. Never something else instead."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from components import look
from components.exhibits.address import UnknownInAddressError
from components.exhibits.filters import LASTING_NAMES
from components.web.services import Screen
from vocabulary.shown import escape


def unknown_in_address(error: UnknownInAddressError, screen: Screen) -> None:
    """Draw it, for the page that was asked for."""
    look.page_header(
        error.sentence,
        "The link may be misspelt, or be about another council or another day",
    )
    names = {error.parameter, LASTING_NAMES.get(error.parameter, error.parameter)}
    # The bar's links leave out what means nothing: `data-not-taken` tells the document's script.
    ways = [
        *(
            _way(label, screen, {error.parameter: each}, names)
            for each, label in error.near.items()
        ),
        _way(f"{screen.title} without it", screen, {}, names),
    ]
    shown = "".join(f"<li>{way}</li>" for way in ways)
    title = "Did you mean one of these?" if error.near else "Go on from here"
    with look.card("unknown_in_address"):
        look.card_header(title, small=True)
        not_taken = escape(" ".join(sorted(names)))
        st.html(f'<ul class="plain-list" data-not-taken="{not_taken}">{shown}</ul>')


def _way(text: str, screen: Screen, said: dict[str, str], names: set[str]) -> str:
    asked = {name: each for name, each in st.query_params.items() if name not in names} | said
    address = escape(f"./{screen.address}" + (f"?{urlencode(asked)}" if asked else ""))
    return f'<a class="link" data-page href="{address}">{escape(text)}</a>'
