"""One theme: every source on one timeline, and what is being done."""

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.evidence_trail.record_link import record_link
from components.widgets.exhibits.card import exhibit_foot, rest_in_table
from pages.parts.subject_page import draw_exhibits, filtered_page
from vocabulary.shown import escape
from vocabulary.wording import short_date

PAGE = "theme"
SHOWN = 10


def timeline(exhibit: Exhibit) -> None:
    """Draw the newest records; the table has them all."""
    if exhibit.frame.is_empty():
        look.empty("Nothing is recorded on this theme", "Choose a longer period or all teams.")
        return
    rows = exhibit.frame.head(SHOWN).iter_rows(named=True)
    look.table("Timeline", ("Day", "Source", "What it says", "In words"), map(_row, rows))


def then_and_now(exhibit: Exhibit) -> None:
    """Draw what two assessments say, side by side."""
    documents = exhibit.frame.select("earlier", "later").row(0)
    for column, document in zip(st.columns(2), documents, strict=True):
        rows = exhibit.frame.filter(document=document).iter_rows(named=True)
        with column:
            look.table(document, ("Says", document), [_said(row) for row in rows] or [_NOTHING])


_NOTHING = '<td></td><td class="muted">Does not speak of this theme.</td>'


def _said(row: dict[str, str]) -> str:
    shape = look.polarity(row["polarity"])  # type: ignore[arg-type]
    return f'<td style="white-space:nowrap">{shape}</td><td>{escape(row["said"])}</td>'


def _row(row: dict[str, str]) -> str:
    named = record_link(row["source"], row["where"])
    where = f' <span class="muted">{named}</span>' if row["where"] else ""
    shape = look.polarity(row["polarity"])  # type: ignore[arg-type]
    return (
        f'<td style="white-space:nowrap">{short_date(row["day"])}</td>'  # type: ignore[arg-type]
        f"<td>{escape(row['kind'])}</td><td>{shape}</td>"
        f"<td>{escape(row['said'])}{where}</td>"
    )


header, showing = filtered_page(PAGE, teams_of=("complaint", "audit", "action", "learning"))
if showing.filters.theme is None:
    with header:
        look.page_header("Choose a theme", "Everything known about one theme, from all sources")
    with look.card("empty"):
        look.empty(
            "No theme is chosen",
            "Choose one above, or start from the themes by quality statement.",
            action=look.link("All themes", "themes"),
        )
    st.stop()
definition = showing.records["theme"].filter(theme=showing.filters.theme).item(0, "definition")
with header:
    look.page_header(showing("theme_balance").headline, definition)
everything, beside = showing("theme_timeline"), showing("theme_then_and_now")
draw_exhibits(
    showing,
    {
        "theme_balance": "Each source",
        "complaints_volume": "Complaints",
        "learning_loop": "Lessons",
        "plan_due": "Actions",
        "theme_indicators": "Measures",
    },
    page=PAGE,
    apart=[
        *([look.Place(None, "Then and now", beside.key)] if beside.frame.height else ()),
        look.Place(None, "Newest first", everything.key),
    ],
)
if beside.frame.height:
    with look.card(beside.key):
        look.card_header(beside.headline, beside.subtitle)
        then_and_now(beside)
        exhibit_foot(beside, page=PAGE)
with look.card(everything.key):
    look.card_header(everything.headline, everything.subtitle)
    timeline(everything)
    exhibit_foot(everything, page=PAGE, more=rest_in_table(everything, SHOWN, "newest"))
