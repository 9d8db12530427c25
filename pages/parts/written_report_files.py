"""A written report as Word and PDF: each is written when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web.activity import exported
from reports.file_forms import FORMS_OF_A_REPORT

if TYPE_CHECKING:
    from reports.documents.written_report import WrittenReport

Ask = Callable[[], "WrittenReport"]


def written_report_files(
    report: Ask, stem: str, *, key: str, label: str = "", in_columns: bool = False
) -> None:
    """Draw the downloads of a report that no address leads to.

    Args:
        report: gives the report once somebody asks for a file.
        stem: the files' name without its ending.
        key: a name no other downloads on the page have.
        label: what the buttons say before "Word" and "PDF".
        in_columns: as full buttons beside each other, else as quiet tools.
    """
    places: Sequence[Any] = st.columns(2) if in_columns else (st, st)
    for place, (ending, form) in zip(places, FORMS_OF_A_REPORT.items(), strict=True):
        place.download_button(
            f"{label}{form.label}",
            exported(partial(_written, report, ending), "document", ending),
            file_name=f"{stem}.{ending}",
            mime=form.kind,
            type="secondary" if in_columns else "tertiary",
            key=f"{key}_{ending}",
            on_click="ignore",
        )


def _written(report: Ask, ending: str) -> bytes:
    return in_own_process(Kind.DOCUMENT, FORMS_OF_A_REPORT[ending].write, report())
