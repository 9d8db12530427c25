"""A pack's files: written when somebody asks for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from components.exhibits.produced_pack import ProducedPack


@dataclass(frozen=True)
class Form:
    """A form a pack can take. kind: its media type."""

    label: str
    kind: str
    write: Callable[[ProducedPack], bytes]


def _powerpoint(produced_pack: ProducedPack) -> bytes:
    from reports.powerpoint.presentation import presentation  # not needed to open a page

    return presentation(produced_pack)


def _pdf(produced_pack: ProducedPack) -> bytes:
    from reports.pdf.pack import document

    return document(produced_pack)


def _excel(produced_pack: ProducedPack) -> bytes:
    from reports.excel.workbook import workbook

    return workbook(produced_pack)


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMS: Final[dict[str, Form]] = {
    "pptx": Form("PowerPoint", f"{_OFFICE}.presentationml.presentation", _powerpoint),
    "pdf": Form("PDF", "application/pdf", _pdf),
    "xlsx": Form("Excel", f"{_OFFICE}.spreadsheetml.sheet", _excel),
}
"""By the ending of the file's name."""


def file_name(produced_pack: ProducedPack, ending: str) -> str:
    """Such as "example-borough-board-pack-internal.pdf"."""
    name = re.sub(
        r"[^a-z0-9]+", "-", f"{produced_pack.council} {produced_pack.title}".casefold()
    ).strip("-")
    return f"{name}-{produced_pack.audience}.{ending}"


def pack_files(produced_pack: ProducedPack, *, key: str) -> None:
    """Draw the downloads of a kept pack, which has no address of its own."""
    for ending, form in FORMS.items():
        st.download_button(
            form.label,
            partial(form.write, produced_pack),
            file_name=file_name(produced_pack, ending),
            mime=form.kind,
            type="tertiary",
            key=f"{key}_{ending}",
            on_click="ignore",
        )
