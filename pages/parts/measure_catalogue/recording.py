"""Changing an entry of the catalogue, adding a measure, and giving a scorecard's line its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.view import View
from components.web.principal import current_principal
from data_access.datasets import INDICATOR_DEFINITION
from data_access.errors import ConflictError, DataError
from data_access.forms.indicator_catalogue import (
    DECIDED,
    code_for,
    record_definition,
    shipped_indicators,
)
from data_access.forms.record import RecordError, as_entered
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from pages.parts.measure_catalogue.entries import PAGE, fields_of
from pages.parts.record import record_form
from pages.parts.version_begun import version_begun, version_done
from vocabulary.wording import sentence

_DRAFT = "measure_catalogue_draft"
NEW = "new"
OWN = ("name", "meaning", "counted", "out_of", "unit", "per", "frequency", *DECIDED, "source",
       "other_names")  # fmt: skip
PLACED = ("statements", "themes", "direction", "target", "target_kind", "target_source")
ITS_OWN, ANOTHER = "It is a measure of its own", "The catalogue has it by another name"


def change_entry(view: View, known: Snapshot, row: Mapping[str, Any]) -> None:
    """Draw the form that changes what the council decides of an entry; all of one of its own."""
    shipped = row["indicator"] in shipped_indicators()
    with look.card("change"):
        look.card_header(
            "Change it for this council",
            "Your council's entry goes before the one that comes with the product, here and in "
            "files imported from now on."
            if shipped
            else "A measure of your own.",
            small=True,
        )
        _say_given_target(known, row["indicator"])
        _recorded(
            view, known, row, row["indicator"], DECIDED if shipped else OWN, "Record the change"
        )


def add_entry(view: View, known: Snapshot) -> None:
    """Draw the form for a measure that the catalogue does not have."""
    with look.card("change"):
        look.card_header(
            "Add a measure of your own",
            "Lines of files that go by its name, or another you give it, are taken for it.",
            small=True,
        )
        _recorded(view, known, None, NEW, OWN, "Add the measure")


def place_line(
    view: View, known: Snapshot, line: Mapping[str, Any], catalogue: pl.DataFrame
) -> None:
    """Draw the form that says where a line of the scorecard belongs: `line` as
    `lines_without_place` has it, `catalogue` the entries it may be."""
    with look.card("change"):
        look.card_header(
            "Where does it belong?",
            "Placed, it stands on the pages of its quality statements and themes. What you say is "
            "kept for later files too.",
            small=True,
        )
        way = st.segmented_control(
            "What it is", [ITS_OWN, ANOTHER], default=ITS_OWN, required=True,
            key=f"measure_catalogue_way_{line['measure']}", label_visibility="collapsed",
        )  # fmt: skip
        own = known["indicator_definition"].filter(
            (pl.col("indicator") == line["measure"]) & (pl.col("authority") == view.council)
        )
        before = own.row(0, named=True) if own.height else None
        if way == ANOTHER:
            _same_as(view, line, catalogue, before)
        else:
            _recorded(view, known, before, line["measure"], PLACED, "Give it its place", line=line)


def _same_as(
    view: View,
    line: Mapping[str, Any],
    catalogue: pl.DataFrame,
    before: Mapping[str, Any] | None,
) -> None:
    names = dict(catalogue.select("indicator", "name").iter_rows())
    key = f"measure_catalogue_same_{line['measure']}"
    with st.form(key, border=False):
        chosen = st.selectbox(
            "The measure", list(names), index=None, format_func=names.__getitem__,
            placeholder="Choose", help="Its figures count as that measure's from now on.",
            key=f"{key}_chosen",
        )  # fmt: skip
        sent = st.form_submit_button("It is this measure", type="primary")
    if not sent:
        return
    if chosen is None:
        look.error("Not recorded yet", "Choose the measure that it is.")
        return
    entered = {**_of_line(line), "same_as": chosen}
    based = before["row_id"] if before else None
    _put(view, line["measure"], entered, based, f"{line['name']} counts as {names[chosen]}")


def _recorded(
    view: View,
    known: Snapshot,
    row: Mapping[str, Any] | None,
    measure: str,
    fields: Sequence[str],
    submit: str,
    *,
    line: Mapping[str, Any] | None = None,
) -> None:
    """Draw the form of some fields; record what is sent off beside all else that stands."""
    own = row is not None and row["authority"] == view.council
    begun = version_begun(f"{PAGE}/{measure}", int(row["row_id"]) if row and own else 0)
    stands = as_entered(INDICATOR_DEFINITION, dict(row)) if row else {}
    stands = {**(_of_line(line) if line else {}), **stands}
    draft = st.session_state.get(_DRAFT) or {}
    mine = draft if draft.get("measure") == measure else {}
    sent = record_form(
        fields_of(*fields),
        mine.get("entered") or stands,
        mine.get("problems") or {},
        {
            "theme": names_of_themes(known),
            "statement": {each.id: each.name for each in known.framework.statements},
        },
        key=f"{PAGE}_{measure}_{begun}",
        submit=submit,
    )
    if sent is None:
        return
    entered = {**stands, **sent}
    try:
        if measure == NEW:
            taken = known["indicator_definition"].get_column("indicator")
            entered["indicator"] = code_for(sent.get("name") or "", set(taken))
    except RecordError as error:
        _again(measure, sent, error)
    _put(view, measure, entered, begun or None, f"Recorded: {entered.get('name')}")


def _put(
    view: View,
    measure: str,
    entered: Mapping[str, str | None],
    based_on: int | None,
    said: str,
) -> None:
    try:
        record_definition(
            open_store(), view.council, entered, based_on=based_on, principal=current_principal()
        )
    except RecordError as error:
        _again(measure, entered, error)
    except ConflictError as error:
        look.error("Someone else changed it meanwhile", f"{error} Load the page anew to see it.")
    except DataError as error:
        look.error("It was not recorded", str(error))
    else:
        st.session_state.pop(_DRAFT, None)
        version_done(f"{PAGE}/{measure}")
        st.query_params.pop("measure", None)
        flash_and_rerun(sentence(said), "It can be withdrawn under Data, History.")


def _again(measure: str, entered: Mapping[str, str | None], error: RecordError) -> None:
    """The form once more, with what is wrong beside each field."""
    problems = {each.field or "": each.text for each in error.problems}
    st.session_state[_DRAFT] = {"measure": measure, "entered": entered, "problems": problems}
    st.rerun()


def _of_line(line: Mapping[str, Any]) -> dict[str, str]:
    """What is known of a line of the scorecard, as text per field."""
    per = f"{line['per']:g}" if line["per"] is not None else ""
    return {
        "indicator": line["measure"],
        "name": line["name"],
        "unit": line["unit"] or "",
        "per": per,
        "direction": line["direction"],
        "frequency": line["frequency"] or "",
    }


def _say_given_target(known: Snapshot, indicator: str) -> None:
    """Say where a target comes with the figures, because that goes before the catalogue's."""
    given = known["indicator"].filter(pl.col("indicator") == indicator).sort("period_end")
    targets = given.get_column("target").drop_nulls()
    if targets.len():
        look.source(
            f"Your files give a target with each figure, now {targets[-1]:g}: it goes before one "
            "that is set here."
        )
