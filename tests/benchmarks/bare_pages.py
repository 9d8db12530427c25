"""Bare Streamlit pages with as many native charts, tables and controls as the dashboard's.

Not shipped: `bench_page_switch.py` and `bench_many_sessions.py` serve it, and `bench_board.py` two
empty ones. BENCH_COUNTS holds JSON: title to how many there are of each kind, by the kinds' names
there. `letters`: how many all texts have together; `options`: how many all choices have.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import plotly.graph_objects as go
import polars as pl
import streamlit as st

TWO_EMPTY = '{"First bare page": {}, "Second bare page": {}}'
COUNTS: dict[str, dict[str, int]] = json.loads(os.environ.get("BENCH_COUNTS", TWO_EMPTY))
ROWS = 12

CONTROLS: dict[str, Callable[[str], object]] = {
    "segments": lambda label: st.segmented_control(label, ["All", "Some", "None"]),
    "fields": st.text_input,
    "areas": st.text_area,
    "ticks": st.checkbox,
    "buttons": st.button,
    "forms": lambda label: st.form(label).form_submit_button(label),
    "downloads": lambda label: st.download_button(label, label, on_click="ignore"),
    "boxes to open": st.expander,
    "uploads": st.file_uploader,
    "containers": lambda _label: st.container(),
}


def page_of(title: str) -> Callable[[], None]:
    """A page with its number of charts and tables."""
    many = COUNTS[title]

    def draw() -> None:
        st.title(title)
        for number in range(many.get("charts", 0)):
            names = [f"Team {row}" for row in range(ROWS)]
            bars = go.Figure(go.Bar(x=list(range(ROWS)), y=names, orientation="h"))
            st.plotly_chart(bars, key=f"{title} chart {number}")
        tables = many.get("tables", 0)
        rows = max(many.get("rows", 0) // max(tables, 1), 1)
        columns = max(many.get("cells", 0) // max(many.get("rows", 0), 1), 1)
        for _ in range(tables):
            cells = [f"Team {row}" for row in range(rows)]
            st.table(pl.DataFrame({f"Column {number}": cells for number in range(columns)}))
        for _ in range(many.get("frames", 0)):
            st.dataframe(pl.DataFrame({"Team": [f"Team {row}" for row in range(ROWS)]}))
        letters = many.get("letters", 0) // max(many.get("texts", 0), 1)
        for number in range(many.get("texts", 0)):
            st.html(f"<p>{f'{title} text {number} ':x<{letters}}</p>")
        options = max(many.get("options", 0) // max(many.get("choices", 0), 1), 2)
        for number in range(many.get("choices", 0)):
            each = [f"Choice {option}" for option in range(options)]
            st.selectbox(f"{title} choices {number}", each)
        for kind, control in CONTROLS.items():
            for number in range(many.get(kind, 0)):
                control(f"{title} {kind} {number}")

    return draw


pages = [
    st.Page(page_of(title), title=title, url_path=title.split()[0].lower(), default=place == 0)
    for place, title in enumerate(COUNTS)
]
st.navigation(pages, position="top").run()
