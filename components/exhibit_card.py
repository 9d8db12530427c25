"""An exhibit on screen: headline, chart, verdict, and everything one may ask of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from html import escape
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.charts.picked import picked_row
from components.charts.plotly_chart import figure
from components.drills import OF, drill_of, drill_query, records_query
from components.exhibit import Exhibit
from components.filters import said_again
from components.look import chart_theme
from components.phrasing import long_date, short_date

_NATURE = {
    "published": "Published fact",
    "own": "The council's own records",
    "illustrative": "Illustrative example, invented",
}

ALONE = "exhibit"  # the address at which one exhibit stands by itself

# Also in the wide letters of East Asian keyboards.
_BEGINS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def exhibit_card(exhibit: Exhibit, *, page: str, chart: bool = True) -> None:
    """Draw an exhibit as a card. `page` is the address its permanent link leads to."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        if chart and exhibit.chart is not None:
            drawn, _ = figure(exhibit.chart, exhibit.frame)
            picked = chart_theme.show(
                drawn,
                key=f"chart_{page}_{exhibit.key}",
                alternative=exhibit.alternative,
                pickable=drill_of(exhibit) is not None,
            )
            if picked:
                follow_pick(exhibit, picked[0], page=page)
        exhibit_foot(exhibit, page=page)


def rest_in_table(exhibit: Exhibit, shown: int, which: str) -> None:
    """Under a list that shows the first rows only: how many more there are. `which`: how those
    that are shown come to be the first, such as "newest"."""
    left = exhibit.frame.height - shown
    if left > 0:
        look.source(f"The {which} {shown} are shown; the table has {left:,} more.")


def exhibit_foot(exhibit: Exhibit, *, page: str) -> None:
    """Under what an exhibit shows: verdict, source, and the row of tools."""
    look.foot(exhibit.verdict, exhibit.meaning, exhibit.source)
    exhibit_tools(exhibit, page=page)


def exhibit_tools(exhibit: Exhibit, *, page: str) -> None:
    """The row under an exhibit: its table, CSV, how to read it, its permanent link."""
    key = f"{page}_{exhibit.key}"
    with look.tools(key):
        with st.popover("Table", type="tertiary", key=f"table_{key}", on_change="rerun") as table:
            if table.open:  # most are never opened, and a table costs more than a chart
                show_table(exhibit)
        st.download_button(
            "Download CSV",
            lambda: csv_text(exhibit),
            file_name=file_name(exhibit),
            mime="text/csv",
            type="tertiary",
            key=f"csv_{key}",
            on_click="ignore",
        )
        parts = [look.pop_up("How to read this", explanation(exhibit), key=f"how-{key}")]
        if exhibit.address and page != ALONE:
            if drill_of(exhibit) is not None:
                parts.append(look.link("Records", ALONE, **records_query(exhibit)))
            parts.append(look.link("Link to this", ALONE, **said_again(exhibit.address)))
        st.html(f'<div class="tool-links">{"".join(parts)}</div>', width="content")


def follow_pick(exhibit: Exhibit, point: Mapping[str, Any], *, page: str) -> None:
    """Go to the records behind a point that was clicked: on the exhibit's own page by its address,
    which the choice of records there follows; from any other page by a link, which the browser
    follows at once and which stays to be followed by hand."""
    drill = drill_of(exhibit)
    row = picked_row(exhibit.chart, exhibit.frame, point) if drill and exhibit.chart else None
    if drill is None or row is None:
        return
    name = drill.name(row)
    if page != ALONE:
        way = look.link(f"Records of {name}", ALONE, **drill_query(exhibit, name))
        st.html(f'<p class="source" data-follow="{escape(name)}">{way}</p>')
        return
    # The chart keeps what was clicked, and a later choice by name must stand.
    followed = f"followed_{exhibit.key}"
    if st.session_state.get(followed) != name:
        st.session_state[followed] = name
        st.query_params[OF] = name


def show_table(exhibit: Exhibit) -> None:
    """The exhibit's frame as a table for people."""
    table = exhibit.table()
    dates = {
        name: st.column_config.DateColumn(format="D MMM YYYY")
        for name, kind in table.schema.items()
        if kind == pl.Date
    }
    st.dataframe(
        table,
        hide_index=True,
        column_config=dates,
        alt=f"{exhibit.headline}. {exhibit.subtitle}",
        placeholder="not known",
    )


def csv_text(exhibit: Exhibit, *, taken: datetime | None = None) -> str:
    """The table as CSV with a heading that says what it is, of what nature, and as known when:
    the exhibit's own moment, or when it was `taken` (UTC; None: now)."""
    text = io.StringIO()
    text.write("\ufeff")  # without it Excel takes the file for another alphabet's
    writer = csv.writer(text, lineterminator="\r\n")
    for name, value in (
        ("Title", exhibit.headline),
        ("Measure", exhibit.subtitle),
        ("Council", exhibit.council),
        ("Nature of records", _NATURE[exhibit.nature]),
        ("As at", _moment(exhibit.as_at or taken or datetime.now(UTC))),
        ("Audience", exhibit.audience),
        ("Source", exhibit.source),
        ("Caveats", " ".join(exhibit.all_caveats)),
    ):
        writer.writerow([name, _safe(value)])
    writer.writerow([])
    table = exhibit.table()
    writer.writerow([_safe(name) for name in table.columns])
    for row in table.iter_rows():
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def file_name(exhibit: Exhibit) -> str:
    """Such as `example-borough-overall-score.csv`."""
    slug = re.sub(r"[^a-z0-9]+", "-", f"{exhibit.council} {exhibit.key}".casefold())
    return f"{slug.strip('-')}.csv"


def explanation(exhibit: Exhibit) -> str:
    """What the exhibit means, how to read it, how it is worked out, what to keep in mind, as
    HTML."""
    definition = exhibit.definition
    parts = (
        ("What it shows", definition.meaning),
        ("How to read it", definition.how_to_read),
        ("How it is worked out", definition.formula),
        ("Source", definition.source),
    )
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in parts)
    caveats = "".join(f"<li>{escape(caveat)}</li>" for caveat in exhibit.all_caveats)
    if caveats:
        told += f"<dt>Keep in mind</dt><dd><ul>{caveats}</ul></dd>"
    definitions = look.link("All definitions", "definitions")
    return f'<dl class="explain">{told}</dl><p class="source">{definitions}</p>'


def _cell(value: object) -> object:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, list):
        return _safe("; ".join(str(item) for item in value))
    return _safe(value) if isinstance(value, str) else value


def _moment(moment: datetime) -> str:
    return f"{long_date(moment)}, {moment:%H:%M} UTC"


def _safe(value: str) -> str:
    """A text a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if value[:1] in _BEGINS_A_FORMULA else value
