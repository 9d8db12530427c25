"""Links from one exhibit back to its page, and to itself as it stands today for ever."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.address import day_in_address
from components.exhibits.exhibit import Exhibit
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.ledger.ledger import month_ends
from data_access.store.database import open_store
from vocabulary.wording import long_date


def pinned_link(exhibit: Exhibit, view: View, *, back: str) -> None:
    """Draw the links. Seen as known now, the exhibit changes with the records: a second link keeps
    it as it stood at the end of the newest month one can look back to."""
    kept = {name: value for name, value in exhibit.address.items() if name != "show"}
    links = [look.link("The page it belongs to", back, **kept)]
    days = month_ends(open_store(), view.today, principal=current_principal())
    if view.as_at is None and days:
        newest = days[0]
        links.append(
            look.link(
                f"The same as known at the end of {long_date(newest)}, for ever",
                "exhibit",
                **{**exhibit.address, "as_at": day_in_address(newest)},
            )
        )
    items = "".join(f"<li>{link}</li>" for link in links)
    st.html(f'<nav aria-label="From here"><ul class="also">{items}</ul></nav>')
