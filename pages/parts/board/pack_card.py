"""A pack as a card: present it, take it as files, keep it, look at what was kept."""

from __future__ import annotations

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.packs.pack import Pack
from components.packs.produced_pack import ProducedPack
from data_access.errors import DataError
from data_access.snapshot import Snapshot
from pages.parts.board.pack_files import may_be_given, pack_files, pack_links
from pages.parts.board.packs import (
    changed_since,
    erased_since,
    keep,
    kept_packs,
    produced,
    reproduced,
    shows_the_same,
)
from pages.parts.flash_message import flash_and_rerun
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, sentence, weekday_date, within

KEEP = "Keep a copy for the record"


def lead_card(pack: Pack, known: Snapshot, view: View, *, may_write: bool) -> None:
    """Draw the pack for the next meeting at full width, with what its cover says."""
    made, _ = produced(pack, known, view)
    head = look.card_header_html(pack.name, _about(made))
    with look.card(f"pack_{pack.name}"):
        st.html(head + cover_messages(made) + _ways(pack, made))
        _to_keep(pack, known, view, may_write=may_write)


def cover_messages(made: ProducedPack) -> str:
    """What a pack's cover says, in a row, as HTML."""
    messages = "".join(
        f"<li><b>{number}</b><div>{escape(each.text)}<p>{escape(each.detail)}</p></div></li>"
        for number, each in enumerate(made.cover.messages, 1)
    )
    return f'<ol class="pack-messages" aria-label="Things to know">{messages}</ol>'


def pack_card(pack: Pack, known: Snapshot, view: View, *, may_write: bool) -> None:
    """Draw a pack as a small card."""
    made, _ = produced(pack, known, view)
    with look.card(f"pack_{pack.name}"):
        st.html(look.card_header_html(pack.name, _about(made), small=True) + _ways(pack, made))
        _to_keep(pack, known, view, may_write=may_write)


def _about(made: ProducedPack) -> str:
    day = weekday_date(made.cover.day) if made.cover.day else ""
    meeting = ", ".join(filter(None, (made.cover.meeting, day)))
    whose = "For the public" if made.audience == "public" else "For internal use"
    screens = sentence(counted(made.many, "screen"))
    return " ".join(f"{part}." for part in (meeting, screens, whose) if part)


def _ways(pack: Pack, made: ProducedPack) -> str:
    links = [
        look.link("Present", "present", pack=pack.name, screen="1"),
        look.link("Change or copy", "board", pack=pack.name),
    ]
    items = "".join(f"<li>{each}</li>" for each in links)
    files = "".join(pack_links(pack.name)) if made.screens else ""
    return (
        f'<div class="pack-ways"><ul class="links">{items}</ul>'
        f'<div class="tool-links">{files}</div></div>'
    )


def _to_keep(pack: Pack, known: Snapshot, view: View, *, may_write: bool) -> None:
    if may_write and st.button(KEEP, type="tertiary", key=f"keep_{pack.name}"):
        _keep(pack, known, view)
    _kept(pack, known, view, key=pack.name)


def _keep(pack: Pack, known: Snapshot, view: View) -> None:
    try:
        number = keep(pack, known, view)
    except DataError as error:
        look.error("The copy was not kept", str(error))
        return
    flash_and_rerun(f"Kept as copy {number}", "It can be produced again with the same figures.")


def _kept(pack: Pack, known: Snapshot, view: View, *, key: str) -> None:
    rows = kept_packs(known, pack.name)
    if rows.is_empty():
        return
    with st.expander(f"Kept copies: {rows.height}", key=f"kept_{key}", on_change="rerun") as box:
        if not box.open:
            return
        names = {
            row["number"]: f"Copy {row['number']}, kept {long_date(row['kept'])}"
            for row in rows.iter_rows(named=True)
        }
        number = st.selectbox(
            "Copy", list(names), format_func=names.__getitem__, key=f"edition_{key}"
        )
        row = rows.row(by_predicate=pl.col("number") == number, named=True)
        produced_pack = reproduced(row, view)
        if shows_the_same(row, produced_pack):
            look.done(
                "Produced again: the same figures", f"Digest {row['digest'][:16]}…, as when kept."
            )
        elif erased := erased_since(row, view):
            look.error(
                f"Produced again, and {within(erased.kind.label)} was erased since",
                f"It was erased on {long_date(erased.erased_at.date())}: "
                f"{erased.reason.rstrip('.')}. The digest kept tells what was shown before; "
                "what is shown now is without it.",
            )
        else:
            look.error(
                "Produced again, and something differs",
                "The records known then are the same; the dashboard itself has changed since.",
            )
        if may_be_given(produced_pack):
            with look.tools(f"edition_{key}"):
                pack_files(produced_pack, key=f"edition_{key}")
        else:
            look.source(
                "Kept for the public before there were editions: it proves what was shown, and is "
                "not given again. What the public may see is published as an edition."
            )
        changed = changed_since(row, known, view)
        moved = changed.filter(~pl.col("same"))
        st.html(f'<h3 class="section-title">Since then: {_how_many(moved.height)}</h3>')
        if moved.height:
            shown = (
                f'<th scope="row">{escape(each["exhibit"])}</th><td>{escape(each["then"])}</td>'
                f"<td>{escape(each['now'])}</td>"
                for each in moved.iter_rows(named=True)
            )
            look.table("Changes", ("Exhibit", "Then", "Now"), shown)


def _how_many(changed: int) -> str:
    return counted(changed, "exhibit") + " changed" if changed else "nothing changed"
