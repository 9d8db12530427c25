"""A pack as a card: present it, take it as files, keep it, look at what was kept."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import CATALOGUE, definitions
from components.exhibits.view import View
from components.packs.pack import Pack
from data_access.errors import DataError
from data_access.snapshot import Snapshot
from pages.parts.board.pack_files import may_be_given, pack_files, pack_links
from pages.parts.board.packs import (
    changed_since,
    keep,
    kept_packs,
    produced,
    reproduced,
    shows_the_same,
)
from pages.parts.flash_message import flash_and_rerun
from vocabulary.wording import counted, listed, long_date, sentence


def pack_card(
    pack: Pack, known: Snapshot, view: View, *, kept: bool, may_write: bool, key: str
) -> None:
    """Draw the card. `kept`: it is stored, not only shipped."""
    produced_pack, left_out = produced(pack, known, view)
    with look.card(f"pack_{key}"):
        whose = "For the public" if produced_pack.audience == "public" else "For internal use"
        origin = "" if kept else "; comes with the dashboard"
        look.card_header(
            pack.name,
            f"{sentence(counted(produced_pack.many, 'screen'))}. {whose}{origin}.",
        )
        st.html(_ways(pack, left_out))
        with look.tools(f"pack_{key}"):
            if produced_pack.exhibits:
                links = "".join(pack_links(pack.name))
                st.html(f'<div class="tool-links">{links}</div>', width="content")
            if may_write and st.button("Keep as it is now", type="tertiary", key=f"keep_{key}"):
                _keep(pack, known, view)
        _kept(pack, known, view, key=key)


def _ways(pack: Pack, left_out: tuple[str, ...]) -> str:
    """What is left out of a pack for this audience, and the ways to present and to change it, as
    HTML."""
    names = listed([definitions()[each].title for each in left_out])
    said = f'<p class="source">Left out for this audience: {escape(names)}.</p>' if names else ""
    links = [
        look.link("Present", "present", pack=pack.name, screen="1"),
        look.link("Change or copy", "board", pack=pack.name),
    ]
    items = "".join(f"<li>{each}</li>" for each in links)
    return f'{said}<ul class="links">{items}</ul>'


def _keep(pack: Pack, known: Snapshot, view: View) -> None:
    try:
        number = keep(pack, known, view)
    except DataError as error:
        look.error("The edition was not kept", str(error))
        return
    flash_and_rerun(f"Kept as edition {number}", "It can be produced again with the same figures.")


def _kept(pack: Pack, known: Snapshot, view: View, *, key: str) -> None:
    rows = kept_packs(known, pack.name)
    if rows.is_empty():
        return
    with st.expander(f"Kept editions: {rows.height}", key=f"kept_{key}", on_change="rerun") as box:
        if not box.open:
            return
        names = {
            row["number"]: f"Edition {row['number']}, kept {long_date(row['kept'])}"
            for row in rows.iter_rows(named=True)
        }
        number = st.selectbox(
            "Edition", list(names), format_func=names.__getitem__, key=f"edition_{key}"
        )
        row = rows.row(by_predicate=pl.col("number") == number, named=True)
        produced_pack = reproduced(row, view)
        if shows_the_same(row, produced_pack):
            look.done(
                "Produced again: the same figures", f"Digest {row['digest'][:16]}…, as when kept."
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


def subjects() -> dict[str, str]:
    """What can be added to a pack: title by exhibit, in order of the titles."""
    named = {
        key: definitions()[key].title for key, each in CATALOGUE.items() if not each.of_statement
    }
    return dict(sorted(named.items(), key=lambda item: item[1]))
