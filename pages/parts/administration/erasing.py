"""Erasing personal data that slipped in: look where it stands, then erase it for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.activity import done
from components.web.principal import current_principal
from data_access.erasure.erase import LONGEST_REASON, erase, find
from data_access.erasure.places import Place, around, title_of
from data_access.erasure.tombstones import Tombstone, tombstones
from data_access.erasure.wanted import LONGEST, Wanted
from data_access.errors import DataError
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.activity import Act
from vocabulary.erasure import ErasedKind
from vocabulary.shown import escape
from vocabulary.wording import counted, listed_up_to, long_date, number_of, sentence

_ASKED: Final = "erase_asked"  # what is looked for, until it is erased or another thing is
_EXCERPTS: Final = 3


def erased_so_far(view: View) -> str:
    """How much was erased from the council's records, as the page's headline."""
    earlier = tombstones(open_store(), view.council, principal=current_principal())
    if not earlier:
        return f"Nothing was erased from the records of {view.council}"
    many = sentence(counted(len(earlier), "thing was", "things were"))
    newest = long_date(earlier[0].erased_at.date())
    return f"{many} erased from the records of {view.council}; the newest on {newest}"


def erasing(view: View) -> None:
    """Draw the question, where it stands, the way to erase it, and what was erased before."""
    with look.card("erase_find"):
        look.card_header(
            f"What is to go from the records of {view.council}?",
            "A name, number or words about a person that slipped in. Look first: nothing is erased "
            "yet.",
            small=True,
        )
        with st.form("form_erase_find", border=False):
            words = st.text_input(
                "As it is written", max_chars=LONGEST, key="erase_words", autocomplete="off"
            )
            any_case = st.checkbox(
                "Also with other capitals",
                key="erase_any_case",
                help="Without this, it is found as you write it and in capitals throughout.",
            )
            if st.form_submit_button("Look where it stands"):
                st.session_state[_ASKED] = (words, any_case)
        asked = st.session_state.get(_ASKED)
        if asked:
            _found(view, *asked)
    earlier = tombstones(open_store(), view.council, principal=current_principal())
    if earlier:
        _erased_before(earlier)


def _found(view: View, words: str, any_case: bool) -> None:
    try:
        wanted = Wanted(words, any_case)
        places = find(open_store(), view.council, wanted, principal=current_principal())
    except DataError as error:
        look.error("Nothing was looked for", str(error))
        return
    done(Act.LOOK, "erasure", council=view.council)
    if not places:
        look.empty("It stands nowhere", "Write it as it stands in the record, or a part of it.")
        return
    many = sum(len(place.texts) for place in places)
    st.html(
        f'<p class="count" role="status">It stands in {number_of(many, "version")} of '
        f"{counted(len(places), 'field')}. Read what stands around it before you go on.</p>"
    )
    rows = (
        f'<th scope="row">{escape(place.title)}</th>'
        f"<td>{'<br>'.join(escape(said) for said in _excerpts(wanted, place))}</td>"
        f"<td>{escape(listed_up_to([str(number) for number in place.imports], 4))}</td>"
        f'<td class="num">{len(place.texts):,}</td>'
        for place in places
    )
    heads = ("Field", "What stands around it", "Imports", "Versions")
    look.table("Where it stands", heads, rows, numbers=1)
    _confirm(view, wanted)


def _excerpts(wanted: Wanted, place: Place) -> list[str]:
    said = list(dict.fromkeys(around(wanted, text) for text in place.texts.values()))
    more = len(said) - _EXCERPTS
    return said[:_EXCERPTS] + ([f"and {more:,} more"] if more > 0 else [])


def _confirm(view: View, wanted: Wanted) -> None:
    with st.form("form_erase", border=False):
        left, right = st.columns([1, 2])
        kind = left.selectbox(
            "What it is", list(ErasedKind), format_func=lambda each: each.label, key="erase_kind"
        )
        reason = right.text_input(
            "Why, without repeating it", max_chars=LONGEST_REASON, key="erase_reason"
        )
        sure = st.checkbox(
            "I have read what stands around it. It goes for good, from every version, and cannot "
            "be brought back.",
            key="erase_sure",
        )
        if not st.form_submit_button("Erase it for good", type="primary"):
            return
    if not sure:
        st.error("Nothing was erased: tick that you have read what stands around it.")
        return
    try:
        erased = erase(
            open_store(),
            view.council,
            wanted,
            kind=kind or ErasedKind.OTHER,
            reason=reason,
            principal=current_principal(),
        )
    except DataError as error:
        look.error("Nothing was erased", str(error))
        return
    for key in (_ASKED, "erase_words", "erase_reason", "erase_sure"):
        st.session_state.pop(key, None)
    flash_and_rerun(f"Erased from {counted(len(erased.places), 'field')}", erased.still_there)


def _erased_before(earlier: Sequence[Tombstone]) -> None:
    with look.card("erased"):
        look.card_header("What was erased, by whom and why", small=True)
        rows = (
            f'<th scope="row">{escape(each.kind.label)}</th>'
            f"<td>{escape(_where(each))}</td><td>{escape(each.reason)}</td>"
            f"<td>{escape(each.erased_by)}</td><td>{long_date(each.erased_at.date())}</td>"
            for each in earlier
        )
        look.table("What was erased", ("What", "Where", "Why", "By", "When"), rows)


def _where(each: Tombstone) -> str:
    return listed_up_to([title_of(dataset, field) for dataset, field, _ in each.places], 3)
