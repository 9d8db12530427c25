"""A theme's records as a timeline, newest first."""

from __future__ import annotations

from html import escape

import streamlit as st

from components import look
from components.exhibits.exhibit import Exhibit
from components.widgets.evidence_trail.record_link import record_link
from components.widgets.exhibit_card import rest_in_table
from vocabulary.wording import short_date

SHOWN = 25


def timeline(exhibit: Exhibit) -> None:
    """Draw the newest records; the table has them all."""
    if exhibit.frame.is_empty():
        look.empty("Nothing is recorded on this theme", "Choose a longer period or all teams.")
        return
    body = "".join(_row(row) for row in exhibit.frame.head(SHOWN).iter_rows(named=True))
    st.html(
        '<div class="table-scroll" role="region" aria-label="Timeline" tabindex="0">'
        '<table class="statement-table"><thead><tr><th scope="col">Day</th>'
        '<th scope="col">Source</th><th scope="col">What it says</th>'
        f'<th scope="col">In words</th></tr></thead><tbody>{body}</tbody></table></div>'
    )
    rest_in_table(exhibit, SHOWN, "newest")


def _row(row: dict[str, str]) -> str:
    named = record_link(row["source"], row["where"])
    where = f' <span class="muted">{named}</span>' if row["where"] else ""
    shape = look.polarity(row["polarity"])  # type: ignore[arg-type]
    return (
        f'<tr><td style="white-space:nowrap">{short_date(row["day"])}</td>'  # type: ignore[arg-type]
        f"<td>{escape(row['kind'])}</td><td>{shape}</td>"
        f"<td>{escape(row['said'])}{where}</td></tr>"
    )
