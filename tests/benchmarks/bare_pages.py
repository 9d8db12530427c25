"""Bare Streamlit pages with as many native charts and tables as the dashboard's.

Not shipped: `bench_page_switch.py` serves it. BENCH_COUNTS holds JSON: title to [charts, tables].
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import plotly.graph_objects as go
import polars as pl
import streamlit as st

COUNTS: dict[str, tuple[int, int]] = json.loads(os.environ["BENCH_COUNTS"])
ROWS = 12


def page_of(title: str) -> Callable[[], None]:
    """A page with its number of charts and tables."""
    charts, tables = COUNTS[title]

    def draw() -> None:
        st.title(title)
        for number in range(charts):
            names = [f"Team {row}" for row in range(ROWS)]
            bars = go.Figure(go.Bar(x=list(range(ROWS)), y=names, orientation="h"))
            st.plotly_chart(bars, key=f"{title} chart {number}")
        for number in range(tables):
            rows = {"Team": [f"Team {row}" for row in range(ROWS)], "Count": [number] * ROWS}
            st.table(pl.DataFrame(rows))

    return draw


pages = [
    st.Page(page_of(title), title=title, url_path=f"page{place}", default=place == 0)
    for place, title in enumerate(COUNTS)
]
st.navigation(pages, position="top").run()
