"""Publishing the edition to be: an act of a person, asked about twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from components import look
from components.editions.edition import Edition, to_json
from data_access.errors import DataError
from data_access.forms.editions import publish
from data_access.store.database import open_store
from pages.parts.editions.drafts import named
from pages.parts.editions.preview import way_to_page
from pages.parts.flash_message import flash_and_rerun
from pages.parts.your_name import signature, signing
from vocabulary.wording import long_date

_ASKED = "editions_publish_asked"


@dataclass(frozen=True)
class _Asked:
    """What somebody is about to publish, and has seen; signed: by whom."""

    edition: Edition
    signed: str


def publish_form(edition: Edition, address: Mapping[str, str]) -> None:
    """Draw the way to the page as it would be, the form, and once it is sent the question.
    `address`: what asks for the edition."""
    with look.card("edition_publish"):
        corrects = f", which corrects edition {edition.corrects}" if edition.corrects else ""
        look.card_header(
            f"Publish edition {edition.number}{corrects}",
            "Everybody may read it from then on. It can be corrected or withdrawn, but what was "
            "read stays known: what later editions show is weighed against it",
            small=True,
        )
        if edition.exhibits:
            way_to_page(address)
        asked: _Asked | None = st.session_state.get(_ASKED)
        if asked and asked.edition.number == edition.number:
            _question(asked, edition)
        elif edition.exhibits:
            _form(edition)
        else:
            look.empty("Nothing can be published yet", "There is no figure of a whole period.")


def _form(edition: Edition) -> None:
    with st.form("editions_publish", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        title = left.text_input("Title", edition.title, max_chars=120, key="editions_title")
        with right:
            signed = signature("Published by, as you sign", key="editions_by")
        reason = ""
        if edition.corrects:
            reason = st.text_area(
                f"Why is edition {edition.corrects} corrected? The public reads this.",
                key="editions_reason",
                height=84,
            )
        sent = st.form_submit_button("Publish…", type="primary")
    if not sent:
        return
    if edition.corrects and not (reason or "").strip():
        look.error("Not published", "Say why the edition is corrected: the public reads it.")
    elif not signed:
        look.error("Not published", "Say who publishes it, as you sign.")
    else:
        st.session_state[_ASKED] = _Asked(named(edition, title or "", reason or ""), signed)
        st.rerun()


def _question(asked: _Asked, edition: Edition) -> None:
    seen = asked.edition
    if named(edition, seen.title, seen.reason).digest != seen.digest:
        del st.session_state[_ASKED]
        look.error(
            "Not published: the figures are others now",
            "Records came in, or you chose otherwise. Look at the edition again, then publish it.",
        )
        _form(edition)
        return
    look.card_header(
        f"Publish “{seen.title}” for everybody to read?",
        f"Figures as known on {long_date(seen.day)}; published by {asked.signed}",
        small=True,
    )
    left, right = st.columns(2)
    if right.button("Not yet", key="editions_not_yet"):
        del st.session_state[_ASKED]
        st.rerun()
    if left.button(f"Publish edition {seen.number} now", type="primary", key="editions_now"):
        del st.session_state[_ASKED]
        _publish(asked)


def _publish(asked: _Asked) -> None:
    edition = asked.edition
    try:
        publish(
            open_store(),
            edition.council,
            number=edition.number,
            title=edition.title,
            day=edition.day,
            content=to_json(edition),
            digest=edition.digest,
            corrects=edition.corrects,
            reason=edition.reason,
            principal=signing(asked.signed),
        )
    except DataError as error:
        look.error("Nothing was published", str(error))
        return
    st.query_params.pop("corrects", None)
    flash_and_rerun(
        f"Edition {edition.number} is published",
        "Its address and its files stand in the list of published editions.",
    )
