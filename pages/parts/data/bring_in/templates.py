"""What stands under the place to drop files as long as it is empty: templates for those who begin a
new log, and pasting the text of a published page. Both are folded away."""

from __future__ import annotations

import streamlit as st

from components import look
from data_access.datasets import OMBUDSMAN, OWN_RECORD, SELF_ASSESSMENT, Dataset
from data_access.exporting.templates import csv_template, workbook_template
from pages.parts.data.bring_in.in_hand import take_pasted
from vocabulary.wording import within

OFFERED = (*OWN_RECORD, OMBUDSMAN, *SELF_ASSESSMENT)
"""Kinds of records that a council's own tables hold."""


def templates() -> None:
    """Draw the templates, folded away."""
    with st.expander("Beginning a new log? Take a template"):
        names = {dataset.name: dataset for dataset in OFFERED}
        chosen = st.selectbox(
            "Kind of record",
            list(names),
            format_func=lambda name: names[name].title,
            key="data_template",
        )
        _downloads(names[chosen])


def pasted() -> None:
    """Draw the place for the text of a published page that cannot be saved as a file."""
    with (
        st.expander("No file, but a published page on screen? Paste its text"),
        st.form("form_data_pasted", border=False, enter_to_submit=False),
    ):
        text = st.text_area("The page's text", height=200, key="data_pasted")
        if st.form_submit_button("Read this text") and text.strip():
            take_pasted(text)
            st.rerun()


def _downloads(dataset: Dataset) -> None:
    look.source(f"{dataset.description} One row is one {dataset.singular}.")
    with look.tools("templates"):
        st.download_button(
            f"Template for {within(dataset.title)} (Excel)",
            lambda: workbook_template(dataset),
            file_name=f"{dataset.name}.xlsx",
            on_click="ignore",
            type="tertiary",
            key="data_template_xlsx",
        )
        st.download_button(
            f"Template for {within(dataset.title)} (CSV)",
            csv_template(dataset),
            file_name=f"{dataset.name}.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            key="data_template_csv",
        )
