"""Adding or amending one record: the form, what is wrong with it, and what to do when two people
change the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.view import View
from components.web.address import choice_in_address
from components.web.principal import current_principal
from components.widgets.conflict import conflict
from data_access.datasets import DATASETS, Dataset
from data_access.datasets.base import FieldSpec
from data_access.errors import ConflictError, DataError
from data_access.forms.record import RecordError, as_entered, record_row
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun, show_flash
from pages.parts.in_view import may_change
from pages.parts.version_begun import version_begun, version_done
from pages.parts.your_name import ask_name

NEW = "new"
FORMS = {
    name: DATASETS[name] for name in ("coproduction", "learning", "action", "innovation", "audit")
}
_DRAFT = "record_draft"
_ROWS_OF_WORDS = 3


def record_entry(view: View, known: Snapshot) -> None:
    """Draw the choice of record, and its form."""
    with look.filters("record"):
        name = choice_in_address(
            "Kind of record", list(FORMS), name="dataset", format_func=lambda n: FORMS[n].title
        )
        dataset = FORMS[name]
        rows = known[name].sort("recorded_at", "reference", descending=True)
        titles = {NEW: f"New {dataset.singular}"} | {
            row["reference"]: _title(dataset, row) for row in rows.iter_rows(named=True)
        }
        reference = choice_in_address(
            "Record", list(titles), name="record", format_func=titles.__getitem__
        )
    show_flash()
    ask_name()
    if not may_change(view):
        look.empty(
            "Records can be changed for the store's own council, as it is today",
            "Change the view to your own council and to today.",
        )
        return
    row = None if reference == NEW else rows.filter(pl.col("reference") == reference).row(
        0, named=True
    )  # fmt: skip
    with look.card("record"):
        draft = st.session_state.get(_DRAFT)
        if draft and draft["at"] == (name, reference) and draft.get("conflict"):
            _choose(dataset, view, draft, row)
            return
        look.card_header(titles[reference], dataset.description, small=True)
        if row:
            look.source(f"Last recorded by {row['recorded_by']}.")
        _form(dataset, view, known, row, reference)


def _form(
    dataset: Dataset, view: View, known: Snapshot, row: dict[str, object] | None, reference: str
) -> None:
    at = (dataset.name, reference)
    draft = st.session_state.get(_DRAFT)
    mine = draft if draft and draft["at"] == at else None
    # Of a new record, which has no version: how many there were.
    now = cast("int", row["row_id"]) if row else known[dataset.name].height
    begun = version_begun(_named(at), now)
    entered = mine["entered"] if mine else as_entered(dataset, row) if row else {}
    themes = names_of_themes(known)
    statements = {s.id: s.name for s in known.framework.statements}
    sent = record_form(
        dataset.fields,
        entered,
        mine["problems"] if mine else {},
        {"theme": themes, "statement": statements},
        key=f"record_{dataset.name}_{reference}_{begun}",
        submit="Record" if row is None else "Record the change",
    )
    if sent is None:
        return
    try:
        record_row(
            open_store(),
            dataset,
            view.council,
            sent,
            based_on=begun if row else None,
            principal=current_principal(),
        )
    except RecordError as error:
        problems = {p.field or "": p.text for p in error.problems}
        st.session_state[_DRAFT] = {"at": at, "entered": sent, "problems": problems}
        st.rerun()
    except ConflictError:
        st.session_state[_DRAFT] = {"at": at, "entered": sent, "problems": {}, "conflict": True}
        st.rerun()
    except DataError as error:
        look.error("The record was not stored", str(error))
    else:
        _done(at)
        said = sent.get("reference") or dataset.singular
        flash_and_rerun(f"Recorded: {said}", "It can be withdrawn under Data, History.")


def _choose(
    dataset: Dataset, view: View, draft: dict[str, object], row: dict[str, object] | None
) -> None:
    entered = draft["entered"]
    assert isinstance(entered, dict)
    if row is None:  # a new record whose reference someone else has just used
        rows = snapshot(view.council, principal=current_principal())[dataset.name]
        row = rows.filter(pl.col("reference") == entered.get("reference")).row(0, named=True)
    labels = {spec.name: spec.label for spec in dataset.fields if spec.form_may_edit}
    by, version = str(row["recorded_by"]), row["row_id"]
    chosen = conflict(as_entered(dataset, row), entered, labels, by=by, version=version)
    if chosen is None:
        return
    at = cast("tuple[str, str]", draft["at"])
    if chosen == "theirs":
        _done(at)
        flash_and_rerun("Their version stands", "What you wrote was not recorded.")
    try:
        record_row(
            open_store(),
            dataset,
            view.council,
            entered,
            based_on=row["row_id"] if isinstance(row["row_id"], int) else None,
            principal=current_principal(),
        )
    except ConflictError:
        st.rerun()  # a third was faster: asked again, beside what stands by now
    except DataError as error:
        look.error("The record was not stored", str(error))
        return
    _done(at)
    flash_and_rerun("Your version stands", "Theirs is kept in the history.")


def _done(at: tuple[str, str]) -> None:
    st.session_state.pop(_DRAFT, None)
    version_done(_named(at))


def _named(at: tuple[str, str]) -> str:
    """A record as the address names it: dataset and reference."""
    return "/".join(at)


def _title(dataset: Dataset, row: dict[str, object]) -> str:
    said = next((row[n] for n in ("title", "lesson", "action", "name") if row.get(n)), None)
    words = str(said or row.get("team") or "")
    return f"{row['reference']}: {words[:60]}{'…' if len(words) > 60 else ''}"


def record_form(
    fields: Sequence[FieldSpec],
    entered: Mapping[str, str],
    problems: Mapping[str, str],
    known: Mapping[str, Mapping[str, str]],
    *,
    key: str,
    submit: str,
) -> dict[str, str | None] | None:
    """Draw the form; returns text per field when it is sent off, else None.

    `entered`: what stands in the fields; `problems`: what is wrong, by field; `known`: values that
    a field may refer to with their names, by what it refers to ("theme", "statement").
    """
    values: dict[str, str | None] = {}
    shown = [field for field in fields if field.form_may_edit]
    with st.form(key, border=False, enter_to_submit=False):
        short = [field for field in shown if not field.free_text]
        for start in range(0, len(short), 2):
            for column, field in zip(st.columns(2), short[start : start + 2], strict=False):
                with column:
                    values[field.name] = _widget(field, entered.get(field.name, ""), known, key)
                    _say(problems.get(field.name))
        for field in shown:
            if field.free_text:
                values[field.name] = st.text_area(
                    _label(field),
                    entered.get(field.name, ""),
                    help=field.description,
                    height=28 * _ROWS_OF_WORDS,
                    key=f"draft_{key}_{field.name}",  # the browser keeps what is typed
                )
                _say(problems.get(field.name))
        return values if st.form_submit_button(submit, type="primary") else None


def _label(field: FieldSpec) -> str:
    return field.label if field.required else f"{field.label} (optional)"


def _say(problem: str | None) -> None:
    if problem:
        st.error(problem)


def _widget(
    field: FieldSpec, text: str, known: Mapping[str, Mapping[str, str]], key: str
) -> str | None:
    refers = known.get(field.refers_to or "", {})
    said = field.choices or tuple(value for value, _ in field.labels)
    options = list(said or refers)
    names = {value: field.label_of(value) for value in said} or dict(refers)
    help_, widget_key = field.description, f"{key}_{field.name}"
    if field.is_list and options:
        chosen = [part.strip() for part in text.split(";") if part.strip()]
        picked = st.multiselect(
            _label(field),
            [*options, *(value for value in chosen if value not in options)],
            default=chosen,
            format_func=lambda value: names.get(value, value),
            placeholder="Choose",
            help=help_,
            key=widget_key,
        )
        return "; ".join(picked)
    if field.python_type is bool:
        options, names = ["Yes", "No"], {}
    if options:
        return st.selectbox(
            _label(field),
            options,
            index=options.index(text) if text in options else None,
            format_func=lambda value: names.get(value, value),
            placeholder="Choose",
            help=help_,
            key=widget_key,
        )
    example = f"such as {field.example}" if field.example else ""
    if field.python_type is date:
        example = "day/month/year, such as 31/03/2026"
    return st.text_input(_label(field), text, placeholder=example, help=help_, key=widget_key)
