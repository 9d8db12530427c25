"""What is held, and how old it is."""

from __future__ import annotations

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from components.widgets.exhibit_card import exhibit_tools
from components.widgets.freshness_table import held_table
from data_access.snapshot import Snapshot


def what_is_held(view: View, known: Snapshot) -> None:
    """Draw the freshness exhibit as a table."""
    fresh = Showing(known, filters_of(view.today), view)("freshness")
    with look.card("held"):
        look.card_header(fresh.headline, fresh.subtitle, small=True)
        held_table(fresh, empty=True)
        look.source(fresh.source)
        exhibit_tools(fresh, page="data")
