"""Changing a pack: its order, what is in it, for whom; or copying it under another name."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from components import look
from components.exhibits.catalogue import CATALOGUE, definitions
from components.exhibits.filters import EVERY_TEAM, PERIODS
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.view import View
from components.packs.pack import Pack, PackItem
from components.web.principal import current_principal
from data_access.errors import ConflictError, DataError
from data_access.forms.kept_packs import save_pack
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.board.pack_card import subjects
from pages.parts.flash_message import flash_and_rerun
from vocabulary.audience import AUDIENCE_OF_A_PACK


def pack_editor(
    pack: Pack, row_id: int | None, known: Snapshot, view: View, *, may_write: bool
) -> None:
    """Draw the pack's items and the ways to change them; what is changed is saved at once."""
    with look.card("pack_items"):
        look.card_header(pack.name, "In the order they are shown; each change is saved at once")
        for place, item in enumerate(pack.items):
            _item(pack, place, item, row_id, known, view, may_write=may_write)
        if not pack.items:
            look.empty("No exhibit yet", "Add one below.")
    if may_write:
        left, right = look.row(1, 1)
        with left, look.card("pack_add"):
            _add(pack, row_id, known, view)
        with right, look.card("pack_copy"):
            _copy(pack, row_id, view)
    st.html(f"<p>{look.link('All packs', 'board')}</p>")


def _item(
    pack: Pack, place: int, item: PackItem, row_id: int | None, known: Snapshot, view: View,
    *, may_write: bool,
) -> None:  # fmt: skip
    title = definitions()[item.exhibit].title
    measure = measures_with_rows(known).get(item.measure, item.measure)
    about = (item.period, item.team, item.about, measure, item.note)
    narrowed = ", ".join(filter(None, about))
    with st.container(horizontal=True, key=f"item_{place}", vertical_alignment="center"):
        st.html(
            f'<b>{place + 1}. {escape(title)}</b><br><span class="muted">{escape(narrowed)}</span>',
            width="stretch",
        )
        if not may_write:
            return
        for label, changed, off in (
            (f"Move {place + 1} up", pack.moved(place, -1), place == 0),
            (f"Move {place + 1} down", pack.moved(place, 1), place == len(pack.items) - 1),
            (f"Take out {place + 1}", pack.without(place), False),
        ):
            if st.button(label, type="tertiary", key=f"{label}_{place}", disabled=off):
                _save(changed, row_id, view, label)


def _add(pack: Pack, row_id: int | None, known: Snapshot, view: View) -> None:
    look.card_header("Add an exhibit", small=True)
    names = subjects()
    with st.form("pack_add_form", border=False, enter_to_submit=False):
        exhibit = st.selectbox(
            "Exhibit", list(names), format_func=names.__getitem__, key="add_exhibit"
        )
        left, right = st.columns(2)
        period = left.selectbox("Period", list(PERIODS), key="add_period")
        teams = known.teams("complaint", "training", "audit", "action")
        team = right.selectbox("Team", [EVERY_TEAM, *teams], key="add_team")
        measures = {"": "No measure", **measures_with_rows(known)}
        measure = st.selectbox(
            "Measure, for an exhibit of one measure", list(measures),
            format_func=measures.__getitem__, key="add_measure",
        )  # fmt: skip
        note = st.text_area("Note for the presenter (optional)", key="add_note", height=84)
        sent = st.form_submit_button("Add it", type="primary")
    if sent and exhibit:
        of_measure = CATALOGUE[exhibit].of_measure
        if of_measure and not measure:
            look.error("Choose a measure", f"{names[exhibit]} is of one measure.")
            return
        item = PackItem(
            exhibit,
            period,
            "" if team == EVERY_TEAM else team,
            note=(note or "").strip(),
            measure=measure if of_measure else "",
        )
        _save(pack.with_item(item), row_id, view, "Added")


def _copy(pack: Pack, row_id: int | None, view: View) -> None:
    look.card_header("Name and audience", small=True)
    with st.form("pack_copy_form", border=False, enter_to_submit=False):
        name = st.text_input("Save a copy as", key="copy_name", max_chars=120)
        audience = st.selectbox(
            "For",
            list(AUDIENCE_OF_A_PACK),
            index=int(pack.audience == "public"),
            format_func=AUDIENCE_OF_A_PACK.__getitem__,
            key="copy_audience",
        )
        copied = st.form_submit_button("Save", type="primary")
    if not copied:
        return
    changed = replace(pack, audience=audience)
    if (name or "").strip():
        _save(replace(changed, name=name.strip()), None, view, "Copied")
    else:
        _save(changed, row_id, view, "Saved")


def _save(pack: Pack, row_id: int | None, view: View, said: str) -> None:
    try:
        save_pack(
            open_store(),
            view.council,
            name=pack.name,
            definition=pack.definition,
            audience=pack.audience,
            based_on=row_id,
            principal=current_principal(),
        )
    except ConflictError:
        look.error(
            "Somebody else changed this pack meanwhile, or has one of that name",
            "Nothing was overwritten. Reload the page to see theirs, then change it again.",
        )
    except DataError as error:
        look.error("The pack was not saved", str(error))
    else:
        st.query_params["pack"] = pack.name
        flash_and_rerun(f"{said}: {pack.name}")
