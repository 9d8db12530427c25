"""Changing one screen of a pack: where it stands, what it means, who acts by when, and the note."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.compare.offered import chosen_names, offered
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import PERIODS
from components.exhibits.peers import peers_asked
from components.exhibits.period_before import AGAINST
from components.exhibits.view import View
from components.packs.pack import Pack, PackItem
from components.packs.produced_pack import ProducedPack
from components.web.downloads import IMAGE_ADDRESS
from data_access.snapshot import Snapshot
from pages.parts.board.saving import save
from pages.parts.board.worked_out import FOR_THE_PUBLIC, worked_out
from vocabulary.shown import escape
from vocabulary.wording import long_date


def change_screen(
    pack: Pack, row_id: int | None, made: ProducedPack, at: int, known: Snapshot, view: View,
    *, may_write: bool,
) -> None:  # fmt: skip
    """Draw the ways to change the screen of a number."""
    screen = made.screens[at - 2]
    exhibit, item = screen.exhibit, pack.items[screen.item]
    look.card_header(f"{at}. {exhibit.headline}", exhibit.definition.title, small=True)
    st.html(
        f'<img class="pack-picture" alt="{escape(exhibit.alternative or exhibit.headline)}" '
        f'src="{picture_of(exhibit)}">'
    )
    told = (
        ("So what:", "" if item.so_what else screen.so_what),
        ("Owner:", "" if item.owner else screen.owner),
        ("Due:", "" if item.due or not screen.due else long_date(screen.due)),
        ("In the plan:", screen.in_plan),
        ("Verdict:", f"{exhibit.verdict} {exhibit.meaning}".strip()),
        ("How to read it:", exhibit.definition.how_to_read),
        ("Keep in mind:", " ".join(exhibit.all_caveats)),
    )
    if not may_write:
        worked_out(*told)
        return
    _place(pack, row_id, screen.item, at, view)
    key = f"{pack.name}_{row_id}_{screen.item}"
    with st.form(f"pack_screen_{key}", border=False, enter_to_submit=False):
        so_what, owner, due = item.so_what, item.owner, item.due
        if pack.audience == "public":
            look.source(FOR_THE_PUBLIC)
        else:
            left, middle, right = st.columns((3, 2, 1))
            so_what = left.text_area(
                "So what, in your words", so_what, height=96, max_chars=240, key=f"so_what_{key}"
            )
            owner = middle.text_input(
                "Owner (a role, never a name)", owner, max_chars=60, key=f"owner_{key}"
            )
            due = right.date_input("Due", due, format="DD/MM/YYYY", key=f"due_{key}")
        peers = _peers(item, known, view, key=key) if CATALOGUE[item.exhibit].compares else ""
        against = _against(item, key=key)
        note = st.text_area(
            "Note for the presenter", item.note, height=96, max_chars=1000, key=f"note_{key}"
        )
        sent = st.form_submit_button("Save this screen", type="primary")
    look.source("Worked out; it stands where you leave a field empty:")
    worked_out(*told)
    if sent:
        changed = pack.changed(
            screen.item,
            so_what=(so_what or "").strip(),
            owner=(owner or "").strip(),
            due=due,
            note=(note or "").strip(),
            peers=peers,
            against=against,
        )
        save(changed, row_id, view.council, f"Saved: screen {at}")


def _peers(item: PackItem, known: Snapshot, view: View, *, key: str) -> str:
    """Whom the screen compares the council with, as the pack has it."""
    sets = {each.choice: each.words for each in offered(known, view)}
    chosen = peers_asked(known, item.peers, view).choice
    if names := chosen_names(known, item.peers, view):
        chosen = item.peers
        sets[chosen] = f"{len(names)} chosen"
    if chosen not in sets:
        return item.peers
    return st.selectbox(
        "Compare with",
        list(sets),
        index=list(sets).index(chosen),
        format_func=sets.__getitem__,
        key=f"peers_{key}",
    )


def _against(item: PackItem, *, key: str) -> str:
    """Which other period the screen sets beside its own, as the pack has it."""
    if not CATALOGUE[item.exhibit].periods or not PERIODS[item.period]:
        return item.against
    return st.selectbox(
        "Set beside",
        list(AGAINST),
        index=list(AGAINST).index(item.against) if item.against in AGAINST else 0,
        format_func=AGAINST.__getitem__,
        key=f"against_{key}",
    )


def picture_of(exhibit: Exhibit) -> str:
    """The address of an exhibit's picture."""
    return look.href(IMAGE_ADDRESS, **exhibit.address, **{"as": "svg"})


def _place(pack: Pack, row_id: int | None, item: int, at: int, view: View) -> None:
    last = len(pack.items) - 1
    ways = (
        ("Move earlier", pack.moved(item, -1), at - 1, item == 0),
        ("Move later", pack.moved(item, 1), at + 1, item == last),
        ("Make it the first", pack.moved_to(item, 0), 2, item == 0),
        ("Make it the last", pack.moved_to(item, last), 2 + last, item == last),
        ("Take it out", pack.without(item), at, False),
    )
    with st.container(horizontal=True, key="pack_place"):
        for label, changed, there, off in ways:
            if st.button(label, type="tertiary", key=f"pack_{label}", disabled=off):
                said = f"Done: {label[0].lower()}{label[1:]}"
                save(changed, row_id, view.council, said, at=there)
