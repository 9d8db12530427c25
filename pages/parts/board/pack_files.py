"""A pack's files: each written when somebody asks for it, at an address of its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import cast

import streamlit as st
from starlette.responses import Response

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.published_facts import PUBLISHED_FACTS
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.packs.produced_pack import ProducedPack
from components.web.activity import exported
from components.web.downloads import PACK_ADDRESS, as_file
from data_access.snapshot import Snapshot
from pages.parts.board.packs import packs, produced
from reports.file_forms import FORMS_OF_A_PACK
from vocabulary.wording import slug


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
    for ending, form in FORMS_OF_A_PACK.items():
        st.download_button(
            form.label,
            exported(
                partial(in_own_process, Kind.PACK, form.write, produced_pack), "edition", ending
            ),
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
        for ending, form in FORMS_OF_A_PACK.items()
    ]


def pack_file(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    """The file that an address's parameters ask for: `pack` by its name, `as` its ending."""
    there = packs(cast("Snapshot", known))
    name, form = asked.get("pack", ""), FORMS_OF_A_PACK.get(asked.get("as", ""))
    if name not in there or form is None:
        return None
    produced_pack, _ = produced(there[name][0], cast("Snapshot", known), view)
    if not produced_pack.exhibits:
        return None
    written = in_own_process(Kind.PACK, form.write, produced_pack)
    return as_file(written, file_name(produced_pack, asked["as"]), form.kind)
