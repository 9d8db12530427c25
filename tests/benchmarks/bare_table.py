"""A bare Streamlit page with as many native elements as the Measures page, beside an empty one.

Not shipped: `bench_measures_page.py` serves it. BENCH_TABLE holds JSON: rows, columns, fields of
choice and fields of text.
"""

from __future__ import annotations

import json
import os

import polars as pl
import streamlit as st

ROWS, COLUMNS, CHOICES, TEXTS = json.loads(os.environ["BENCH_TABLE"])


def empty() -> None:
    """Where switches begin."""
    st.title("Overview")


def measures() -> None:
    """As many fields, and a table as large."""
    st.title("Measures")
    for number in range(TEXTS):
        st.text_input(f"Text {number}")
    for number in range(CHOICES):
        st.selectbox(f"Choice {number}", ["All", "Some"])
    cells = [f"Measure {row}" for row in range(ROWS)]
    st.table(pl.DataFrame({f"Column {number}": cells for number in range(COLUMNS)}))


pages = [
    st.Page(empty, title="Overview", url_path="overview", default=True),
    st.Page(measures, title="Measures", url_path="measures"),
]
st.navigation(pages, position="top").run()
