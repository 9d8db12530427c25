"""A pack's files at an address of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from starlette.responses import Response

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.view import View
from components.web.downloads import PACK_ADDRESS, as_file
from data_access.snapshot import Snapshot
from pages.parts.board.pack_files import FORMS, file_name
from pages.parts.board.packs import packs, produced


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
