"""An exhibit, or what to do to have one: never an empty chart."""

from __future__ import annotations

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.exhibit_card import exhibit_card


def exhibit_or_invite(exhibit: Exhibit, *, page: str, records: str) -> None:
    """Draw the exhibit; without anything to draw, say which `records` ("practice audits") bring
    it and lead to where they come in."""
    if exhibit.chart is not None:
        exhibit_card(exhibit, page=page)
        return
    invite_card(exhibit, records=records)


def invite_card(exhibit: Exhibit, *, records: str) -> None:
    """A card for an exhibit that has no rows: its title, and the way to bring them in."""
    with look.card(exhibit.key):
        look.card_header(exhibit.definition.title, exhibit.subtitle, small=True)
        invite(exhibit.headline, records)


def invite(title: str, records: str) -> None:
    """Nothing to show: why, and the way to import or record it."""
    look.empty(
        title,
        f"Import {records} from a spreadsheet, or record them one at a time; or choose a longer "
        "period and all teams.",
        action=look.link("Import records", "data", do="Import records")
        + " &nbsp; "
        + look.link("Record one", "record"),
    )
