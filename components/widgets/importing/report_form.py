"""The form for importing a report: files or pasted text, whose report, and when published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from vocabulary.wording import long_date

_KINDS = ["html", "htm", "xhtml", "mhtml", "mht", "pdf", "docx", "txt", "md", "markdown", "zip"]
_FIRST_YEAR = 2023  # CQC's first assessments of councils
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]


@dataclass(frozen=True)
class ReportInput:
    """What was given: files as (name, content), whose report, and the day of publication."""

    files: tuple[tuple[str, bytes], ...]
    council: str
    published: date | None


def report_form(councils: Sequence[str], *, today: date, round_: int) -> ReportInput | None:
    """Draw the form; None until there is something to read. `round_` changes to empty it."""
    way = st.segmented_control(
        "Give the report as", ["Files", "Pasted text"], default="Files", required=True,
        key=f"data_way_{round_}",
    )  # fmt: skip
    files: tuple[tuple[str, bytes], ...] = ()
    if way == "Files":
        given = st.file_uploader(
            "Saved pages of the report: HTML, PDF, Word, text or Markdown, or a zip of them",
            type=_KINDS,
            accept_multiple_files=True,
            key=f"data_files_{round_}",
        )
        files = tuple((file.name, file.getvalue()) for file in given or [])
    else:
        pasted = st.text_area("The page's text", height=200, key=f"data_pasted_{round_}")
        if pasted.strip():
            files = (("pasted text", pasted.encode()),)
    left, day, month, year = st.columns([3, 1, 1.4, 1])
    with left:
        council = st.selectbox(
            "Whose report is it?",
            councils,
            accept_new_options=True,
            key=f"data_council_{round_}",
            placeholder="Choose or type the council's full name",
        )
    # Three small boxes: the framework's calendar has targets too small to hit (WCAG 2.5.8).
    chosen_day = day.selectbox(
        "Published: day", list(range(1, 32)), index=None, key=f"data_day_{round_}", placeholder="–"
    )
    chosen_month = month.selectbox(
        "Month", _MONTHS, index=None, key=f"data_month_{round_}", placeholder="–"
    )
    chosen_year = year.selectbox(
        "Year",
        list(range(today.year, _FIRST_YEAR - 1, -1)),
        index=None,
        key=f"data_year_{round_}",
        placeholder="–",
    )
    if not files or not council:
        return None
    published = None
    parts = (chosen_day, chosen_month, chosen_year)
    if any(parts) and not all(parts):
        st.error("Give day, month and year, or leave all three empty.")
        return None
    if chosen_day and chosen_month and chosen_year:
        try:
            published = date(chosen_year, _MONTHS.index(chosen_month) + 1, chosen_day)
        except ValueError:
            st.error(f"There is no {chosen_day} {chosen_month} {chosen_year}.")
            return None
        if published > today:
            st.error(f"{long_date(published)} is in the future.")
            return None
    return ReportInput(files, str(council), published)
