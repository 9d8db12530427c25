"""A pack's files: each written when somebody asks for it, at an address of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

import streamlit as st
from starlette.responses import Response

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.produced_pack import ProducedPack
from components.exhibits.published_facts import PUBLISHED_FACTS
from components.exhibits.view import View
from components.web.downloads import PACK_ADDRESS, as_file
from data_access.snapshot import Snapshot
from pages.parts.board.packs import packs, produced
from vocabulary.wording import slug


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
    name = slug(produced_pack.council, produced_pack.title)
    return f"{name}-{produced_pack.audience}.{ending}"


def may_be_given(produced_pack: ProducedPack) -> bool:
    """Whether files of it may be made: those for the public hold published facts alone."""
    return produced_pack.audience == "internal" or all(
        exhibit.key in PUBLISHED_FACTS for exhibit in produced_pack.exhibits
    )


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


def pack_links(name: str) -> list[str]:
    """A link to each file of a pack as it is now, as HTML."""
    return [
        look.download(form.label, PACK_ADDRESS, **{"pack": name, "as": ending})
        for ending, form in FORMS.items()
    ]


def pack_file(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    """The file that an address's parameters ask for: `pack` by its name, `as` its ending."""
    there = packs(cast("Snapshot", known))
    name, form = asked.get("pack", ""), FORMS.get(asked.get("as", ""))
    if name not in there or form is None:
        return None
    produced_pack, _ = produced(there[name][0], cast("Snapshot", known), view)
    if not produced_pack.exhibits:
        return None
    return as_file(form.write(produced_pack), file_name(produced_pack, asked["as"]), form.kind)
