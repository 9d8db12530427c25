"""The editions there are: where each stands, and correcting or withdrawing one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import look
from components.web.principal import current_principal
from data_access.datasets import PUBLISHED_EDITION
from data_access.editions import PublishedEdition
from data_access.erasure.tombstones import tombstones
from data_access.errors import DataError
from data_access.forms.editions import withdraw
from data_access.store.database import open_store
from pages.parts.editions.drafts import read_edition
from pages.parts.editions.public import address_of
from pages.parts.flash_message import flash_and_rerun
from pages.parts.your_name import signature, signing
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, sentence

_WITHDRAW = "editions_withdraw_asked"  # number, reason and signature, once they were given


def published_editions(editions: Sequence[PublishedEdition], *, may_publish: bool) -> None:
    """Draw the list, newest first, and what can be done with each."""
    with look.card("published"):
        look.card_header(
            f"{sentence(counted(len(editions), 'edition'))} published so far",
            "Each stands at an address of its own, for everybody; its files are there",
            small=True,
        )
        heads = ("Edition", "Figures as known on", "Published", "How it stands", "For everybody")
        look.table("Published editions", heads, map(_row, reversed(editions)))
        if may_publish:
            _ways(editions)


def _row(edition: PublishedEdition) -> str:
    return (
        f'<th scope="row">{edition.number}. {escape(edition.title)}</th>'
        f'<td style="white-space:nowrap">{long_date(edition.day)}</td>'
        f"<td>{long_date(edition.published.date())}, by {escape(edition.published_by)}</td>"
        f"<td>{escape(_stands(edition))}</td>"
        f'<td><a class="link" href=".{address_of(edition)}" target="_blank">'
        f"Page of edition {edition.number}</a></td>"
    )


def _erased(edition: PublishedEdition) -> bool:
    """Whether what it shows is no longer what was published."""
    told = tombstones(open_store(), edition.council, principal=current_principal())
    touched = any(name == PUBLISHED_EDITION.name for each in told for name, *_ in each.places)
    return touched and read_edition(edition).digest != edition.digest


def _stands(edition: PublishedEdition) -> str:
    said = []
    if _erased(edition):
        said.append("Personal data was erased from it: its digest is another than when published")
    if edition.corrects:
        said.append(f"Corrects edition {edition.corrects}: {edition.reason.rstrip('.')}")
    if edition.corrected_by:
        said.append(f"Corrected by edition {edition.corrected_by}")
    if edition.withdrawn:
        day = long_date(edition.withdrawn.date())
        said.append(
            f"Withdrawn on {day}, by {edition.withdrawn_by}: {edition.why_withdrawn.rstrip('.')}"
        )
    return ". ".join(said) or "Stands"


def _ways(editions: Sequence[PublishedEdition]) -> None:
    """Correcting and withdrawing, for those editions of which it makes sense."""
    open_ = {e.number: e for e in reversed(editions) if not (e.withdrawn and e.corrected_by)}
    asked = st.session_state.get(_WITHDRAW)
    if asked:
        number, reason, signed = asked
        _question(open_.get(number), reason, signed)
        return
    if not open_:
        return
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    number = left.selectbox(
        "Edition",
        list(open_),
        format_func=lambda each: f"{each}. {open_[each].title}",
        key=f"editions_chosen_of_{len(editions)}",  # a new one is what one looks at next
    )
    chosen = open_[number]
    if middle.button("Correct it…", key="editions_correct", disabled=bool(chosen.corrected_by)):
        st.query_params["corrects"] = str(number)
        st.rerun()
    key = f"editions_withdraw_{number}"
    if right.button("Withdraw it…", key="editions_withdraw", disabled=bool(chosen.withdrawn)):
        st.session_state[key] = True
    if st.session_state.get(key) and not chosen.withdrawn:
        _withdraw_form(chosen, key)


def _withdraw_form(chosen: PublishedEdition, key: str) -> None:
    with st.form("editions_withdraw_form", border=False, enter_to_submit=False):
        reason = st.text_area(
            f"Why is edition {chosen.number} withdrawn? The public reads this where it stood.",
            key="editions_withdraw_reason",
            height=84,
        )
        signed = signature("Withdrawn by, as you sign", key="editions_withdrawn_by")
        left, right = st.columns(2)
        go_on = left.form_submit_button("Withdraw…", type="primary")
        leave = right.form_submit_button("Let it stand")
    if leave:
        st.session_state.pop(key, None)
        st.rerun()
    if not go_on:
        return
    if not (reason or "").strip() or not signed:
        look.error("Not withdrawn", "Say why, and who withdraws it: the public reads why.")
        return
    st.session_state.pop(key, None)
    st.session_state[_WITHDRAW] = (chosen.number, reason.strip(), signed)
    st.rerun()


def _question(chosen: PublishedEdition | None, reason: str, signed: str) -> None:
    if chosen is None or chosen.withdrawn:
        del st.session_state[_WITHDRAW]
        return
    look.card_header(
        f"Withdraw edition {chosen.number}, “{chosen.title}”?",
        f"Its figures and files go; where they stood it will say: “{reason}” This cannot be undone",
        small=True,
    )
    left, right = st.columns(2)
    if right.button("Let it stand", key="editions_withdraw_not"):
        del st.session_state[_WITHDRAW]
        st.rerun()
    if left.button(
        f"Withdraw edition {chosen.number} now", type="primary", key="editions_withdraw_now"
    ):
        del st.session_state[_WITHDRAW]
        who = signing(signed)
        try:
            withdraw(open_store(), chosen.council, chosen.number, reason=reason, principal=who)
        except DataError as error:
            look.error("Nothing was withdrawn", str(error))
            return
        flash_and_rerun(f"Edition {chosen.number} is withdrawn", "Where it stood, it says why.")
