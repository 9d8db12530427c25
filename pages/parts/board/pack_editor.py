"""Changing a pack: its screens as small pictures in their order, and what is said on the one that
is chosen; what is in it, for whom; or copying it under another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components import look
from components.exhibits.address import place_asked
from components.exhibits.catalogue import CATALOGUE, definitions
from components.exhibits.filters import EVERY_TEAM, PERIODS
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.records import names_of_teams
from components.exhibits.view import View
from components.packs.pack import Pack, PackItem
from components.packs.produced_pack import ProducedPack
from components.widgets.presenting.around import titles
from data_access.snapshot import Snapshot
from pages.parts.board.change_asks import change_asks
from pages.parts.board.change_cover import change_cover
from pages.parts.board.change_screen import change_screen, picture_of
from pages.parts.board.packs import produced
from pages.parts.board.saving import save
from vocabulary.audience import AUDIENCE_OF_A_PACK
from vocabulary.shown import inert
from vocabulary.wording import listed


def pack_editor(
    pack: Pack, row_id: int | None, known: Snapshot, view: View, *, may_write: bool
) -> None:
    """Draw the pack's screens and the ways to change them; what is changed is saved at once."""
    made, left_out = produced(pack, known, view)
    names = _names(made, may_write=may_write)
    at = place_asked(st.query_params.get("at", ""), len(names))
    strip, chosen = look.row(1, 3)
    with strip, look.card("pack_screens"):
        look.card_header("Choose a screen", small=True)
        st.html(_pictures(pack, made, names, at))
    with chosen, look.card("pack_chosen"):
        if at == 1:
            change_cover(pack, row_id, made, view, may_write=may_write)
        elif at > 1 + len(made.screens):
            change_asks(pack, row_id, made, known, view, may_write=may_write)
        else:
            change_screen(pack, row_id, made, at, known, view, may_write=may_write)
    _not_shown(pack, row_id, made, left_out, view, may_write=may_write)
    if may_write:
        left, right = look.row(1, 1)
        with left, look.card("pack_add"):
            _add(pack, row_id, known, view)
        with right, look.card("pack_copy"):
            _copy(pack, row_id, view)


def _names(made: ProducedPack, *, may_write: bool) -> list[str]:
    """What the screens are called that can be chosen: what is asked for, too, where nothing is yet
    and something may be."""
    nothing_asked = ["What we ask of the board"] if may_write and not made.asks else []
    return [*titles(made)[:-1], *nothing_asked]


def _pictures(pack: Pack, made: ProducedPack, names: Sequence[str], at: int) -> str:
    """The screens in their order, each a link that chooses it."""
    exhibits = dict(enumerate(made.exhibits, 2))
    shown = []
    for number, name in enumerate(names, 1):
        exhibit = exhibits.get(number)
        picture = ""
        if exhibit is not None:
            picture = f'<img alt="" loading="lazy" src="{picture_of(exhibit)}">'
        current = " aria-current=true" if number == at else ""
        chooses = look.link(f"{number}. {name}", "board", pack=pack.name, at=str(number))
        shown.append(f"<li{current}>{chooses}{picture}</li>")
    return f'<ol class="pack-screens" aria-label="Screens">{"".join(shown)}</ol>'


def _not_shown(
    pack: Pack, row_id: int | None, made: ProducedPack, left_out: tuple[str, ...], view: View,
    *, may_write: bool,
) -> None:  # fmt: skip
    """What is in the pack and no screen, and why."""
    said = []
    if made.nothing_recorded:
        names = listed([title for title, _ in made.nothing_recorded])
        said.append(f"Not shown, because there is nothing to show yet: {names}.")
    if left_out:
        names = listed([definitions()[each].title for each in dict.fromkeys(left_out)])
        said.append(f"Left out for this audience: {names}.")
    if not said:
        return
    look.source(" ".join(said))
    shown = {screen.item for screen in made.screens}
    rest = tuple(item for place, item in enumerate(pack.items) if place in shown)
    if may_write and st.button("Take out what is not shown", type="tertiary", key="pack_trim"):
        save(replace(pack, items=rest), row_id, view.council, "Taken out")


def _subjects() -> dict[str, str]:
    """What can be added to a pack: title by exhibit, in order of the titles."""
    named = {
        key: definitions()[key].title
        for key, each in CATALOGUE.items()
        if not (each.of_statement or each.of_region)
    }
    return dict(sorted(named.items(), key=lambda item: item[1]))


def _add(pack: Pack, row_id: int | None, known: Snapshot, view: View) -> None:
    look.card_header("Add a screen", small=True)
    names = _subjects()
    with st.form("pack_add_form", border=False, enter_to_submit=False):
        exhibit = st.selectbox(
            "Exhibit", list(names), format_func=names.__getitem__, key="add_exhibit"
        )
        left, right = st.columns(2)
        period = left.selectbox("Period", list(PERIODS), key="add_period")
        teams = names_of_teams(known, "complaint", "training", "audit", "action")
        team = right.selectbox("Team", [EVERY_TEAM, *teams], format_func=inert, key="add_team")
        measures = {"": "No measure", **measures_with_rows(known)}
        measure = st.selectbox(
            "Measure, for an exhibit of one measure", list(measures),
            format_func=measures.__getitem__, key="add_measure",
        )  # fmt: skip
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
            measure=measure if of_measure else "",
        )
        save(pack.with_item(item), row_id, view.council, f"Added: {names[exhibit]}")


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
        copy = replace(changed, name=name.strip())
        save(copy, None, view.council, f"Copied: {copy.name}")
    else:
        save(changed, row_id, view.council, f"Saved: {pack.name}")
