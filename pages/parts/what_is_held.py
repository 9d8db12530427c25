"""What is held, and how old it is."""

from __future__ import annotations

from components import look
from components.catalogue import Showing
from components.exhibit_card import exhibit_tools
from components.filters import filters_of
from components.held_table import held_table
from components.view import View
from data_access.snapshot import Snapshot


def what_is_held(view: View, known: Snapshot) -> None:
    """Draw the freshness exhibit as a table."""
    fresh = Showing(known, filters_of(view.today), view)("freshness")
    with look.card("held"):
        look.card_header(fresh.headline, fresh.subtitle, small=True)
        held_table(fresh, empty=True)
        look.source(fresh.source)
        exhibit_tools(fresh, page="data")
