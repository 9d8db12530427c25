"""An exhibit that is a table."""

from __future__ import annotations

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibit_card import exhibit_foot, show_table


def table_card(exhibit: Exhibit, *, page: str) -> None:
    """Draw the exhibit as a card with its whole table open."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        show_table(exhibit)
        exhibit_foot(exhibit, page=page)
