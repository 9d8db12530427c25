"""Practice quality in words: lessons nobody can show, and the next audits to do."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from components import look
from components.exhibits.audits.repeats import repeat_detail
from components.exhibits.catalogue import Showing
from components.exhibits.exhibit import Exhibit
from components.exhibits.learning.learning_loop import lesson_detail
from components.widgets.evidence_trail.record_link import record_point
from components.widgets.exhibit_card import exhibit_foot, exhibit_tools
from pages.parts.exhibits.invite import invite, invite_card
from vocabulary.wording import short_date

SHOWN = 6
SIZES = ("20", "30", "40", "60", "100")


def unproven(exhibit: Exhibit, *, page: str) -> None:
    """Draw the lessons said to be embedded that no check shows."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if exhibit.frame.is_empty():
            look.empty("Nothing to name here", "A lesson said to be embedded needs a later check.")
        rows = exhibit.frame.head(SHOWN).iter_rows(named=True)
        look.points(
            [
                record_point(
                    "attention", row["lesson"], lesson_detail(row), "learning", row["reference"]
                )
                for row in rows
            ]
        )
        left = exhibit.frame.height - SHOWN
        if left > 0:
            look.source(f"{left} more in the table.")
        exhibit_tools(exhibit, page=page)


def came_back(exhibit: Exhibit, *, page: str) -> None:
    """Draw the themes that were found again after the team was told."""
    again = [row for row in exhibit.frame.iter_rows(named=True) if row["found_since"]]
    if exhibit.frame.is_empty():
        invite_card(exhibit, records="audits and lessons")
        return
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        look.points(
            [
                look.Point("attention", f"{row['name']}, {row['team']}", repeat_detail(row))
                for row in again[:SHOWN]
            ]
        )
        left = len(again) - SHOWN
        look.source(f"{f'{left} more in the table. ' if left > 0 else ''}{exhibit.source}")
        exhibit_tools(exhibit, page=page)


def next_audits(showing: Showing, *, page: str) -> None:
    """Draw the sample with its seed and size, both in the address."""
    following = pl.Series([showing.view.today.replace(day=1)]).dt.offset_by("1mo")[0]
    with look.filters("sample"):
        size = st.selectbox("Audits in the next sample", SIZES, key="sample", bind="query-params")
        seed = st.text_input(
            "Seed", f"{following:%Y-%m}", key="seed", bind="query-params", max_chars=40
        )
    sample_table(
        showing("audit_sample", size=int(size), seed=(seed or "").strip() or "1"), page=page
    )


def sample_table(exhibit: Exhibit, *, page: str) -> None:
    """Draw which audits to do next, team by team."""
    with look.card("audit_sample"):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if exhibit.frame.is_empty():
            invite(exhibit.headline, "the indicator open_cases by team")
            return
        _table(exhibit)
        exhibit_foot(exhibit, page=page)


def _table(exhibit: Exhibit) -> None:
    body = "".join(
        f'<tr><th scope="row">{escape(row["team"])}</th><td>{escape(row["practice_area"])}</td>'
        f"<td><b>{escape(row['where'])}</b></td><td>{_day(row['last_audited'])}</td>"
        f'<td class="num">{row["cases"]:,}</td></tr>'
        for row in exhibit.frame.iter_rows(named=True)
    )
    st.html(
        '<div class="table-scroll" role="region" aria-label="The next audit sample" tabindex="0">'
        '<table class="statement-table"><thead><tr><th scope="col">Team</th>'
        '<th scope="col">Practice area</th><th scope="col">Places</th>'
        '<th scope="col">Last audited</th><th scope="col" class="num">Open cases</th>'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _day(day: object) -> str:
    return short_date(day) if day else "Never"  # type: ignore[arg-type]
