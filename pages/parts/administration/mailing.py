"""Who gets mail: the addresses that a council's internal packs may be mailed to."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.errors import DataError
from data_access.mailing.recipients import Recipient, change_recipient, recipients
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, sentence


def who_is_mailed(view: View) -> str:
    """How many addresses there are, as the page's headline."""
    many = len(recipients(open_store(), view.council, principal=current_principal()))
    said = sentence(counted(many, "address", "addresses"))
    return f"{said} may be sent internal packs of {view.council}"


def mailing(view: View) -> None:
    """Draw the list, and the ways to add to it and take from it."""
    there = recipients(open_store(), view.council, principal=current_principal())
    with look.card("mail_list"):
        look.card_header(
            "Who may be mailed",
            "Packs are mailed by a scheduled command, as a link or as files. A pack for the public "
            "may go to anybody.",
            small=True,
        )
        if there:
            rows = (
                f'<th scope="row">{escape(each.address)}</th><td>{escape(_who(each))}</td>'
                f"<td>{escape(each.added_by)}</td><td>{long_date(each.added_at.date())}</td>"
                for each in there
            )
            look.table("Who may be mailed", ("Address", "Who", "Added by", "On"), rows)
        _add(view)
        if there:
            _take_off(view, there)


def _who(each: Recipient) -> str:
    return "Everybody there" if each.address.startswith("@") else "This address"


def _add(view: View) -> None:
    with st.form("form_mail_add", border=False, clear_on_submit=True):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        address = left.text_input(
            "Add an address, or @ and a domain for everybody there",
            key="mail_address",
            placeholder="name@example.gov.uk",
            autocomplete="off",
        )
        if right.form_submit_button("Add it"):
            _change(view, address, allowed=True)


def _take_off(view: View, there: tuple[Recipient, ...]) -> None:
    with st.form("form_mail_remove", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        address = left.selectbox(
            "Take an address off", [each.address for each in there], key="mail_gone"
        )
        if right.form_submit_button("Take it off") and address:
            _change(view, address, allowed=False)


def _change(view: View, address: str, *, allowed: bool) -> None:
    try:
        changed = change_recipient(
            open_store(), view.council, address, allowed=allowed, principal=current_principal()
        )
    except DataError as error:
        look.error("The list is as it was", str(error))
        return
    if not changed:
        st.info(f"{address} is on the list already.")
        return
    flash_and_rerun("Put on the list" if allowed else "Taken off the list", address.strip().lower())
