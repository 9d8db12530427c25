"""A written report as Word and PDF: each is written when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from components.own_process.work import in_own_process
from components.web.activity import exported

if TYPE_CHECKING:
    from reports.documents.written_report import WrittenReport

Ask = Callable[[], "WrittenReport"]
_KINDS: Final = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
}


def written_report_files(
    report: Ask, stem: str, *, key: str, label: str = "", in_columns: bool = False
) -> None:
    """Draw the downloads.

    Args:
        report: gives the report once somebody asks for a file.
        stem: the files' name without its ending.
        key: a name no other downloads on the page have.
        label: what the buttons say before "Word" and "PDF".
        in_columns: as full buttons beside each other, else as quiet tools.
    """
    places: Sequence[Any] = st.columns(2) if in_columns else (st, st)
    for place, (ending, (kind, mime)) in zip(places, _KINDS.items(), strict=True):
        place.download_button(
            f"{label}{kind}",
            exported(partial(_written, report, ending), "document", ending),
            file_name=f"{stem}.{ending}",
            mime=mime,
            type="secondary" if in_columns else "tertiary",
            key=f"{key}_{ending}",
            on_click="ignore",
        )


def _written(report: Ask, ending: str) -> bytes:
    # What writes files is not needed to open a page.
    if ending == "docx":
        from reports.word.written_report import document
    else:
        from reports.pdf.written_report import document
    return in_own_process(document, report())
