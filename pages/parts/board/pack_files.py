"""A pack's files: written when somebody asks for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from components.exhibits.produced_pack import Edition


@dataclass(frozen=True)
class Form:
    """A form a pack can take. kind: its media type."""

    label: str
    kind: str
    write: Callable[[Edition], bytes]


def _powerpoint(edition: Edition) -> bytes:
    from reports.powerpoint.presentation import presentation  # not needed to open a page

    return presentation(edition)


def _pdf(edition: Edition) -> bytes:
    from reports.pdf.pack import document

    return document(edition)


def _excel(edition: Edition) -> bytes:
    from reports.excel.workbook import workbook

    return workbook(edition)


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMS: Final[dict[str, Form]] = {
    "pptx": Form("PowerPoint", f"{_OFFICE}.presentationml.presentation", _powerpoint),
    "pdf": Form("PDF", "application/pdf", _pdf),
    "xlsx": Form("Excel", f"{_OFFICE}.spreadsheetml.sheet", _excel),
}
"""By the ending of the file's name."""


def file_name(edition: Edition, ending: str) -> str:
    """Such as "example-borough-board-pack-internal.pdf"."""
    name = re.sub(r"[^a-z0-9]+", "-", f"{edition.council} {edition.title}".casefold()).strip("-")
    return f"{name}-{edition.audience}.{ending}"


def pack_files(edition: Edition, *, key: str) -> None:
    """Draw the downloads of a kept edition, which has no address of its own."""
    for ending, form in FORMS.items():
        st.download_button(
            form.label,
            partial(form.write, edition),
            file_name=file_name(edition, ending),
            mime=form.kind,
            type="tertiary",
            key=f"{key}_{ending}",
            on_click="ignore",
        )
