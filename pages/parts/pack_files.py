"""A pack's downloads: written when somebody asks for one."""

from __future__ import annotations

import re

import streamlit as st

from components.edition import Edition

_POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pack_files(edition: Edition, *, key: str) -> None:
    """Draw the downloads of an edition: PowerPoint, PDF and Excel."""

    def powerpoint() -> bytes:
        from reports.powerpoint import presentation  # not needed to open a page

        return presentation(edition)

    def pdf() -> bytes:
        from reports.pdf import document

        return document(edition)

    def excel() -> bytes:
        from reports.excel import workbook

        return workbook(edition)

    name = re.sub(r"[^a-z0-9]+", "-", f"{edition.council} {edition.title}".casefold()).strip("-")
    for label, write, ending, kind in (
        ("PowerPoint", powerpoint, "pptx", _POWERPOINT),
        ("PDF", pdf, "pdf", "application/pdf"),
        ("Excel", excel, "xlsx", _EXCEL),
    ):
        st.download_button(
            label,
            write,
            file_name=f"{name}-{edition.audience}.{ending}",
            mime=kind,
            type="tertiary",
            key=f"{key}_{ending}",
            on_click="ignore",
        )
