"""A review's minutes as Word and PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import streamlit as st

from components.exhibits.catalogue import Showing
from components.exhibits.view import View
from data_access.snapshot import Snapshot
from pages.parts.review.list import looks_at

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BEHIND = ("audit_grades", "audit_moderation", "audit_repeats", "lessons_checked", "audit_sample")


def minutes_files(known: Snapshot, view: View, row: dict[str, Any], showing: Showing) -> None:
    """Draw the downloads; a file is only written when somebody asks for it."""
    reference = row["reference"]

    def report() -> Any:
        from reports.documents.minutes import (
            minutes,  # what writes files is not needed to open a page
        )

        figures = [
            showing(key, size=row["sample_size"], seed=row["seed"])
            if key == "audit_sample"
            else showing(key)
            for key in BEHIND
        ]
        notes = known["review_note"].filter(pl.col("review") == reference).sort("number")
        return minutes(
            row,
            notes,
            figures,
            view,
            looks_at=looks_at(row),
            revision=known.revision,
            produced=datetime.now(UTC).replace(tzinfo=None),
        )

    def word() -> bytes:
        from reports.word.written_report import document

        return document(report())

    def pdf() -> bytes:
        from reports.pdf.written_report import document

        return document(report())

    left, right = st.columns(2)
    left.download_button(
        "Minutes as Word",
        word,
        file_name=f"practice-review-{reference.lower()}.docx",
        mime=_WORD,
        key="review_word",
        on_click="ignore",
    )
    right.download_button(
        "Minutes as PDF",
        pdf,
        file_name=f"practice-review-{reference.lower()}.pdf",
        mime="application/pdf",
        key="review_pdf",
        on_click="ignore",
    )
