"""An exhibit on screen: headline, chart, verdict, and everything one may ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from components import look
from components.charts.plotly_chart import figure, picked_row
from components.charts.sizes import Size, drawable_rows, drawn_rows
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.drills import OF, drill_of, drill_query, records_query
from components.exhibits.exhibit import ALONE, Exhibit
from components.exhibits.filters import with_lasting_filters
from components.exhibits.memo import memo
from components.exhibits.tables.csv_file import csv_text, file_name
from components.web.activity import exported
from components.web.downloads import FILE_ADDRESS, IMAGE_ADDRESS, TABLE_ADDRESS
from components.widgets.exhibits.table import table_html
from components.widgets.inert_rows import inert_rows
from vocabulary.shown import escape, inert

_CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "scrollZoom": False, "locale": "en-GB"}


def exhibit_card(
    exhibit: Exhibit,
    *,
    page: str,
    chart: bool = True,
    size: Size = "alone",
) -> None:
    """Draw an exhibit as a card. `page` is the address its permanent link leads to; `size`: where
    the card stands."""
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        way = more = ""
        if chart and exhibit.chart is not None:
            rows, of = _rows(exhibit, size)
            if rows.height < of:
                more = f"{rows.height} of {of} are drawn; the table has all. "
            drawn, _ = figure(exhibit.chart, exhibit.frame, size)
            picked = show_figure(
                drawn,
                key=f"chart_{page}_{exhibit.key}",
                alternative=exhibit.alternative,
                pickable=drill_of(exhibit) is not None,
            )
            if picked:
                way = follow_pick(exhibit, rows, picked[0], page=page)
        exhibit_foot(exhibit, page=page, more=more, way=way)


def _rows(exhibit: Exhibit, size: Size) -> tuple[pl.DataFrame, int]:
    """The rows that are drawn at a size, and how many there would be with room for all."""

    return memo(exhibit, _found_rows, size)


def _found_rows(exhibit: Exhibit, size: Size) -> tuple[pl.DataFrame, int]:
    assert exhibit.chart is not None
    of = drawable_rows(exhibit.chart, exhibit.frame).height
    return drawn_rows(exhibit.chart, exhibit.frame, size), of


def show_figure(
    figure: go.Figure, *, key: str, alternative: str, pickable: bool = False
) -> list[dict[str, Any]]:
    """Draw a figure that has the house's look (`with_look`); returns the points that were clicked,
    none unless `pickable`.

    Args:
        figure: a figure with its look and height.
        key: a name no other chart on the page has.
        alternative: what the chart says, for people who do not see it.
        pickable: a click on a bar or point runs the page again, with that point.
    """
    if not pickable:
        st.plotly_chart(figure, theme=None, key=key, config=_CONFIG, alt=inert(alternative))
        return []
    event = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        config=_CONFIG,
        alt=inert(alternative),
        on_select="rerun",
        selection_mode="points",
    )
    picked: list[dict[str, Any]] = list(event["selection"]["points"])
    return picked


def no_records_card(exhibit: Exhibit, *, records: str = "") -> None:
    """A card for an exhibit that has no rows: its title, and which `records` ("practice audits",
    empty: those it is declared with) bring it."""
    with look.card(exhibit.key):
        look.card_header(exhibit.definition.title, exhibit.subtitle, small=True)
        no_records(exhibit, records)


def no_records(exhibit: Exhibit, records: str = "") -> None:
    """Nothing to show: why, and the way to import or record it."""
    look.empty(
        exhibit.headline,
        f"Bring in {records or CATALOGUE[exhibit.key].records} as you have them, or record them "
        "one at a time; or choose a longer period and all teams.",
        action=look.link("Bring in files", "data", do="Bring in files")
        + " &nbsp; "
        + look.link("Record one", "record"),
    )


def rest_in_table(exhibit: Exhibit, shown: int, which: str) -> str:
    """Under a list that shows the first rows only: how many more there are, as the beginning of
    what its foot says. `which`: how those that are shown come to be the first, such as
    "newest"."""
    left = exhibit.frame.height - shown
    return f"The {which} {shown} are shown; the table has {left:,} more. " if left > 0 else ""


def exhibit_foot(
    exhibit: Exhibit,
    *,
    page: str,
    more: str = "",
    way: str = "",
) -> None:
    """Under what an exhibit shows: verdict, source, and the row of tools. `more`: what is not
    shown, before the source; `way`: to what was clicked, as HTML."""
    tools = way + _tools(exhibit, page=page)
    said = f"{more}{exhibit.source}"
    look.foot(
        exhibit.verdict,
        exhibit.meaning,
        said,
        mark=exhibit.signal,
        before=exhibit.before,
        tools=tools,
    )
    _file_at_hand(exhibit, page=page)


def exhibit_tools(exhibit: Exhibit, *, page: str) -> None:
    """The row under an exhibit: its table, records, how to read it, and what else there is."""
    st.html(_tools(exhibit, page=page))
    _file_at_hand(exhibit, page=page)


def _tools(exhibit: Exhibit, *, page: str) -> str:
    """The row of tools as HTML: what is asked for most, and the others behind one word. Table and
    file are fetched from their own addresses; an exhibit without an address brings its table
    along. Its links take along what the page's address says."""
    return memo(exhibit, _tools_html, page, *look.lasting_query().items())


def _tools_html(exhibit: Exhibit, page: str, *_lasting: tuple[str, str]) -> str:
    key = f"{page}-{exhibit.key}"
    again = with_lasting_filters(exhibit.address)
    if exhibit.address:
        table = look.fetched(look.href(TABLE_ADDRESS, **again), "Reading the table…")
        others = [look.download("Download CSV", FILE_ADDRESS, **again), *_images(again)]
    else:
        table, others = table_html(exhibit), []
    parts = [look.pop_up("Table", table, key=f"table-{key}", wide=True)]
    if exhibit.address and page != ALONE:
        if drill_of(exhibit) is not None:
            parts.append(look.link("Records", ALONE, **records_query(exhibit)))
        others.append(look.link("Link to this", ALONE, **again))
    parts.append(look.pop_up("How to read this", explanation(exhibit), key=f"how-{key}"))
    if others:
        listed = "".join(f"<li>{each}</li>" for each in others)
        parts.append(
            look.pop_up("More", f'<ul class="more-tools">{listed}</ul>', key=f"more-{key}")
        )
    return f'<div class="tool-links">{"".join(parts)}</div>'


def _images(asked: Mapping[str, str]) -> list[str]:
    """The ways to the exhibit's picture, for a paper and sharp at any size, as HTML. Either has its
    title, source, date and, for people who do not see it, what it says in words."""
    return [
        look.download(words, IMAGE_ADDRESS, **{**asked, "as": form})
        for form, words in (("png", "Download PNG"), ("svg", "Download SVG"))
    ]


def _file_at_hand(exhibit: Exhibit, *, page: str) -> None:
    """The download of an exhibit that no address leads to, such as of two practice areas alone."""
    if exhibit.address:
        return
    with look.tools(f"{page}_{exhibit.key}"):
        st.download_button(
            "Download CSV",
            exported(lambda: csv_text(exhibit), exhibit.key, "csv"),
            file_name=file_name(exhibit),
            mime="text/csv",
            type="tertiary",
            key=f"csv_{page}_{exhibit.key}",
            on_click="ignore",
        )


def follow_pick(
    exhibit: Exhibit, rows: pl.DataFrame, point: Mapping[str, Any], *, page: str
) -> str:
    """The way to the records behind a point that was clicked (`rows`: those drawn): on the
    exhibit's own page its address, which the choice of records there follows; from any other page a
    link as HTML, which the browser follows at once and which stays to be followed by hand."""
    drill = drill_of(exhibit)
    row = picked_row(exhibit.chart, rows, point) if drill and exhibit.chart else None
    if drill is None or row is None:
        return ""
    name = drill.name(row)
    if page != ALONE:
        way = look.link(f"Records of {name}", ALONE, **drill_query(exhibit, name))
        return f'<p class="source" data-follow="{escape(name)}">{way}</p>'
    # The chart keeps what was clicked, and a later choice by name must stand.
    followed = f"followed_{exhibit.key}"
    if st.session_state.get(followed) != name:
        st.session_state[followed] = name
        st.query_params[OF] = name
    return ""


def show_table(exhibit: Exhibit) -> None:
    """The exhibit's frame as a table for people."""
    table = inert_rows(exhibit.table())
    dates = {
        name: st.column_config.DateColumn(format="D MMM YYYY")
        for name, kind in table.schema.items()
        if kind == pl.Date
    }
    st.dataframe(
        table,
        hide_index=True,
        column_config=dates,
        alt=inert(f"{exhibit.headline}. {exhibit.subtitle}"),
        placeholder="not known",
    )


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
