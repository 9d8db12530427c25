"""Closing a period by hand: for records entered on screen, or where nothing came."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.datasets import DATASETS
from data_access.errors import DataError
from data_access.forms.closed_periods import CAN_BE_CLOSED, close_period
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from pages.parts.in_view import may_change
from vocabulary.principal import Permission
from vocabulary.wording import long_date


def close_a_period(view: View, known: Snapshot) -> None:
    """Draw up to when each dataset is whole, and the form that closes a period."""
    held = [name for name in CAN_BE_CLOSED if known[name].height]
    if not held:
        return
    with look.card("whole_to"):
        look.card_header(
            "Up to when the record is whole",
            "A month is judged once it is whole: a file extracted after its end has come, or "
            "somebody closes it here. Until then it is shown “so far”.",
            small=True,
        )
        rows = [
            f'<th scope="row">{DATASETS[name].title}</th>'
            f"<td>{_reach(known.whole_to.get(name))}</td>"
            for name in held
        ]
        look.table("Up to when the record is whole", ("Dataset", "Whole to"), rows)
        if may_change(view, Permission.ENTER):
            _form(view, held)


def _reach(day: date | None) -> str:
    return long_date(day) if day else "Nobody has said yet"


def _form(view: View, held: list[str]) -> None:
    last_month = view.today.replace(day=1) - timedelta(days=1)
    with st.form("data_close_period", border=False):
        left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
        name: str = left.selectbox(
            "Nothing more will come of", held, format_func=lambda each: DATASETS[each].title
        )
        day = middle.date_input("Up to", last_month, max_value=view.today, format="DD/MM/YYYY")
        pressed = right.form_submit_button("Close this period")
    if not pressed or not isinstance(day, date):
        return
    try:
        close_period(open_store(), view.council, name, day, principal=current_principal())
    except DataError as error:
        look.error("Nothing was closed", str(error))
        return
    flash_and_rerun(
        f"{DATASETS[name].title} closed to {long_date(day)}",
        "Its months up to then are judged from now on. It can be withdrawn under History.",
    )
