"""When the next assessments are expected: as the council sets it, or as worked out."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from components import look
from components.exhibits.characteristics.judged import judged, said_of_next
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.datasets import EXPECTED_ASSESSMENT
from data_access.errors import ConflictError, DataError
from data_access.forms.record import record_row
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from vocabulary.characteristics import AssessmentKind
from vocabulary.wording import entered_date


def expected(view: View, known: Snapshot, *, may_change: bool) -> None:
    """Draw when the next assessments come, and the form that sets a day."""
    coming = judged(known, view.today).coming
    with look.card("characteristics_expected"):
        look.card_header(
            "By when evidence has to be there", "Before the next assessment, of either kind",
            small=True,
        )  # fmt: skip
        told = said_of_next(coming)
        look.points([look.Point("usual", each) for each in told])
        if not told:
            look.source("No published assessment is on record to work it out from.")
        if may_change:
            with st.expander("Set a day"):
                _form(view, known)


def _form(view: View, known: Snapshot) -> None:
    with st.form("characteristics_expected", border=False, enter_to_submit=False):
        labels = AssessmentKind.labels()
        kind = st.selectbox("Of what", list(labels), format_func=labels.__getitem__)
        day = st.date_input("Expected on", value=None, format="DD/MM/YYYY")
        source = st.text_input("How do you know?", placeholder="such as a letter, with its date")
        if not st.form_submit_button("Set the day", type="primary"):
            return
    held = known[EXPECTED_ASSESSMENT.name].filter(pl.col("kind") == kind)
    entered = {
        "kind": kind,
        "expected": entered_date(day if isinstance(day, date) else None),
        "source": source,
    }
    try:
        record_row(
            open_store(),
            EXPECTED_ASSESSMENT,
            view.council,
            entered,
            based_on=held.item(0, "row_id") if held.height else None,
            principal=current_principal(),
        )
    except ConflictError:
        look.error("The day was not set", "Somebody else set one meanwhile: look at it first.")
    except DataError as error:
        look.error("The day was not set", str(error))
    else:
        flash_and_rerun("The day is set", "What is missing is needed by then.")
