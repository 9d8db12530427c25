"""Judging one characteristic, and what to do when two people do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import polars as pl
import streamlit as st

from components import look
from components.exhibits.characteristics.judged import (
    FIELD_OF,
    Judged,
    suggestions,
    what_records_say,
)
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.characteristics.form import judgement_form
from components.widgets.characteristics.lists import place_of
from components.widgets.conflict import conflict
from components.widgets.evidence_trail.record_link import record_link
from data_access.datasets import JUDGEMENT
from data_access.errors import ConflictError, DataError
from data_access.forms.record import as_entered, record_row
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from pages.parts.version_begun import version_begun, version_done
from vocabulary.characteristics import CharacteristicOf
from vocabulary.principal import Role
from vocabulary.wording import entered_date

_DRAFT: Final = "judgement_draft"
_DECIDE: Final = (Role.PRACTICE_LEAD, Role.CONTRIBUTOR, Role.ADMINISTRATOR)
_KEY: Final = tuple(name for name in JUDGEMENT.natural_key if name != "authority")


def judging(view: View, known: Snapshot, found: Judged, row: Mapping[str, Any]) -> None:
    """Draw the form of one characteristic (a row of its standing), or the choice between two
    judgements of it."""
    held = _held(known, row)
    of = f"judgement/{row['statement']}/{place_of(row)}"
    with look.card("judging"):
        look.card_header(
            row["text"],
            f"{CharacteristicOf(row['rating']).label}, version {row['version']}. "
            "Self-assessment: it never counts as a rating",
            small=True,
        )
        draft = cast("dict[str, str | None] | None", st.session_state.get(_draft(of)))
        if draft and held:
            _choose(view, row, held, draft, of)
            return
        _chosen(row)
        begun = version_begun(of, cast("int", held["row_id"]) if held else 0)
        key = f"{row['statement']}_{place_of(row)}_{begun}"
        sent = judgement_form(
            row,
            suggestions(known, row["text"], row["statement"]),
            what_records_say(known),
            role=_role(view),
            needed_by=found.needed_by,
            key=key,
        )
        if sent is not None:
            entered = {**_of(row, view), **sent}
            _record(view, entered, begun or None, of)


def _chosen(row: Mapping[str, Any]) -> None:
    """The way to each record that the judgement rests on."""
    ways = [
        record_link(kind, reference)
        for kind, field in FIELD_OF.items()
        for reference in row[field] or ()
    ]
    ways += [look.link(name, "measure", measure=name) for name in row["measures"] or ()]
    if ways:
        look.links("What the judgement rests on", ways)


def _record(view: View, entered: dict[str, str | None], based_on: int | None, of: str) -> None:
    try:
        record_row(
            open_store(),
            JUDGEMENT,
            view.council,
            entered,
            based_on=based_on,
            principal=current_principal(),
        )
    except ConflictError:
        st.session_state[_draft(of)] = entered
        st.rerun()
    except DataError as error:
        look.error("The judgement was not recorded", str(error))
    else:
        _done(of)
        flash_and_rerun("Judgement recorded", "Earlier ones are kept in the history.")


def _choose(
    view: View,
    row: Mapping[str, Any],
    held: Mapping[str, Any],
    draft: dict[str, str | None],
    of: str,
) -> None:
    labels = {
        spec.name: spec.label for spec in JUDGEMENT.fields if spec.name not in JUDGEMENT.natural_key
    }
    version = held["row_id"]
    theirs = as_entered(JUDGEMENT, {name: held[name] for name in JUDGEMENT.columns})
    chosen = conflict(theirs, draft, labels, by=str(held["recorded_by"]), version=version)
    if chosen == "theirs":
        _done(of)
        flash_and_rerun("Their version stands", "What you wrote was not recorded.")
    if chosen == "mine":
        _record(view, draft, version if isinstance(version, int) else None, of)


def _of(row: Mapping[str, Any], view: View) -> dict[str, str | None]:
    """What says which characteristic is judged, and when."""
    return {
        "version": row["version"],
        "statement": row["statement"],
        "rating": row["rating"],
        "number": str(row["number"]),
        "judged": entered_date(view.today),
    }


def _held(known: Snapshot, row: Mapping[str, Any]) -> dict[str, Any] | None:
    rows = known[JUDGEMENT.name].filter(
        pl.all_horizontal(pl.col(name) == row[name] for name in _KEY)
    )
    return rows.row(0, named=True) if rows.height else None


def _role(view: View) -> str:
    """The role in which whoever asks decides here. Who sits at this computer has every role, and
    says which it is."""
    roles = {
        grant.role
        for grant in current_principal().grants
        if grant.councils is None or view.council in grant.councils
    }
    if roles >= set(Role):
        return ""
    return next((each.label for each in _DECIDE if each in roles), "")


def _draft(of: str) -> str:
    return f"{_DRAFT}_{of}"


def _done(of: str) -> None:
    st.session_state.pop(_draft(of), None)
    version_done(of)
    st.query_params.pop("judge", None)
