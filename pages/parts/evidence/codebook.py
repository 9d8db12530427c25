"""Looking after the codebook that findings are sorted by."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.importing.codebook_table import codebook_table
from data_access.errors import DataError
from data_access.importing.coding.decisions import edit_codebook, suggest_again
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.message import say_next
from vocabulary.wording import counted, sentence


def codebook(view: View, known: Snapshot) -> None:
    """Draw the codebook to edit, and the way to code by it again."""
    now = view.as_at is None
    with look.card("codebook"):
        look.card_header(
            "Codebook",
            "Change a theme or add one at the foot. Your council's wording goes before the one "
            "that came with the product.",
            small=True,
        )
        changed = codebook_table(known["theme"], key=f"evidence_codebook_{known.revision}")
        left, middle, _ = st.columns([1, 1, 2])
        if left.button("Record changes", type="primary", disabled=not now or changed.is_empty()):
            try:
                edit_codebook(open_store(), view.council, changed, principal=current_principal())
            except (DataError, ValueError) as error:
                look.error("The codebook was not changed", str(error))
            else:
                say_next("Codebook changed")
        if middle.button("Suggest again by this codebook", disabled=not now):
            with look.loading("Reading every finding again…"):
                landed = suggest_again(open_store(), view.council, principal=current_principal())
            changes = landed.counts["finding"].changed if landed.counts else 0
            say_next(f"{sentence(counted(changes, 'suggestion'))} changed")
