"""Adding or amending one record: the form, what is wrong with it, and what to do when two people
change the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.memo import memo
from components.exhibits.records import names_of_teams
from components.exhibits.view import View
from components.web.activity import done
from components.web.address import choice_in_address
from components.web.principal import current_principal
from components.widgets.conflict import conflict
from data_access.datasets import DATASETS, Dataset
from data_access.datasets.base import FieldSpec
from data_access.errors import ConflictError, DataError
from data_access.forms.record import RecordError, as_entered, record_row, take_row_away
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun, show_flash
from pages.parts.in_view import may_change, why_not
from pages.parts.version_begun import version_begun, version_done
from pages.parts.your_name import ask_name
from vocabulary.activity import Act
from vocabulary.principal import Permission
from vocabulary.shown import inert

NEW = "new"
FORMS = {
    name: DATASETS[name]
    for name in ("coproduction", "learning", "action", "innovation", "audit", "event")
}
REMOVABLE = frozenset({"event"})
_DRAFT = "record_draft"
_ROWS_OF_WORDS = 3


def record_entry(view: View, known: Snapshot) -> None:
    """Draw the choice of record, and its form."""
    with look.filters("record"):
        name = choice_in_address(
            "Kind of record",
            list(FORMS),
            name="dataset",
            format_func=lambda n: FORMS[n].title,
            resets=("record",),
        )
        dataset = FORMS[name]
        key = named_by(dataset)
        titles = {NEW: f"New {dataset.singular}", **_titles(known, dataset, key)}
        reference = choice_in_address(
            "Record", list(titles), name="record", format_func=titles.__getitem__
        )
    show_flash()
    ask_name()
    if not may_change(view, Permission.ENTER):
        here = "Records can be changed for the store's own council, as it is today"
        look.empty(*why_not(view, Permission.ENTER, here))
        return
    row = None if reference == NEW else record_of(known, dataset, reference)
    if row is not None:
        done(Act.LOOK, name, number=cast("int", row["row_id"]))
    with look.card("record"):
        one_record(dataset, view, known, row, title=titles[reference], about=dataset.description)


def named_by(dataset: Dataset) -> str:
    """The field that tells a council's records apart: a reference, or what happened."""
    return dataset.natural_key[-1]


def record_of(known: Snapshot, dataset: Dataset, reference: str) -> dict[str, object] | None:
    """A record as it stands; None where there is none by that reference."""
    rows = known[dataset.name].filter(pl.col(named_by(dataset)) == reference)
    return rows.row(0, named=True) if rows.height else None


@dataclass(frozen=True)
class _Recording:
    """A record that is entered or amended. closes: parameters of the address that open its form."""

    dataset: Dataset
    view: View
    known: Snapshot
    row: dict[str, object] | None
    closes: tuple[str, ...]

    @property
    def reference(self) -> str:
        return NEW if self.row is None else str(self.row[named_by(self.dataset)])

    @property
    def at(self) -> tuple[str, str]:
        return self.dataset.name, self.reference

    def done(self) -> None:
        st.session_state.pop(_DRAFT, None)
        version_done(_named(self.at))
        for name in self.closes:
            st.query_params.pop(name, None)

    def put(self, entered: Mapping[str, str | None], based_on: int | None) -> None:
        """Store it; see `record_row`."""
        record_row(
            open_store(),
            self.dataset,
            self.view.council,
            entered,
            based_on=based_on,
            principal=current_principal(),
        )


def one_record(
    dataset: Dataset,
    view: View,
    known: Snapshot,
    row: dict[str, object] | None,
    *,
    title: str = "",
    about: str = "",
    begin: Mapping[str, str] | None = None,
    closes: Sequence[str] = (),
) -> None:
    """Draw what a card says of one record, and its form.

    `row`: the record to amend (None: a new one, whose fields begin with `begin`). `title`, `about`:
    the card's header, where it has none yet. `closes`: parameters of the address that go once it is
    recorded.
    """
    at = _Recording(dataset, view, known, row, tuple(closes))
    draft = st.session_state.get(_DRAFT)
    if draft and draft["at"] == at.at and draft.get("conflict"):
        _choose(at, draft)
        return
    if title:
        look.card_header(title, about, small=True)
    if row:
        look.source(f"Last recorded by {row['recorded_by']}.")
    _form(at, begin or {})
    if row and dataset.name in REMOVABLE:
        _removal(at, row)


def _form(at: _Recording, begin: Mapping[str, str]) -> None:
    dataset, row = at.dataset, at.row
    draft = st.session_state.get(_DRAFT)
    mine = draft if draft and draft["at"] == at.at else None
    # Of a new record, which has no version: how many there were.
    now = cast("int", row["row_id"]) if row else at.known[dataset.name].height
    begun = version_begun(_named(at.at), now)
    entered = mine["entered"] if mine else as_entered(dataset, row) if row else begin
    # What tells a record from others stays: with another name it would be another record.
    fields = [f for f in dataset.fields if row is None or f.name != named_by(dataset)]
    sent = record_form(
        fields,
        entered,
        mine["problems"] if mine else {},
        _referred_to(at.known, dataset),
        key=f"record_{dataset.name}_{at.reference}_{begun}",
        submit="Record" if row is None else "Record the change",
    )
    if sent is None:
        return
    if row is not None:
        sent[named_by(dataset)] = at.reference
    try:
        at.put(sent, begun if row else None)
    except RecordError as error:
        problems = {p.field or "": p.text for p in error.problems}
        st.session_state[_DRAFT] = {"at": at.at, "entered": sent, "problems": problems}
        st.rerun()
    except ConflictError:
        st.session_state[_DRAFT] = {
            "at": at.at, "entered": sent, "problems": {}, "conflict": True,
        }  # fmt: skip
        st.rerun()
    except DataError as error:
        look.error("The record was not stored", str(error))
    else:
        at.done()
        said = sent.get(named_by(dataset)) or dataset.singular
        flash_and_rerun(f"Recorded: {said}", "It can be withdrawn under Data, History.")


def _choose(at: _Recording, draft: dict[str, object]) -> None:
    entered, row = draft["entered"], at.row
    assert isinstance(entered, dict)
    if row is None:  # a new record whose reference someone else has just used
        known = snapshot(at.view.council, principal=current_principal())
        row = record_of(known, at.dataset, str(entered.get(named_by(at.dataset))))
        if row is None:  # and who has removed it again
            st.session_state[_DRAFT] = {**draft, "conflict": False}
            st.rerun()
    labels = {spec.name: spec.label for spec in at.dataset.fields if spec.form_may_edit}
    by, version = str(row["recorded_by"]), row["row_id"]
    chosen = conflict(as_entered(at.dataset, row), entered, labels, by=by, version=version)
    if chosen is None:
        return
    if chosen == "theirs":
        at.done()
        flash_and_rerun("Their version stands", "What you wrote was not recorded.")
    try:
        at.put(entered, version if isinstance(version, int) else None)
    except ConflictError:
        st.rerun()  # a third was faster: asked again, beside what stands by now
    except DataError as error:
        look.error("The record was not stored", str(error))
        return
    at.done()
    flash_and_rerun("Your version stands", "Theirs is kept in the history.")


def _removal(at: _Recording, row: dict[str, object]) -> None:
    if not st.button(f"Remove this {at.dataset.singular}", key=f"remove_{at.dataset.name}"):
        return
    try:
        take_row_away(open_store(), at.dataset, row, principal=current_principal())
    except ConflictError:
        said = "Somebody changed it meanwhile: look at what stands now."
        look.error("Nothing was removed", said)
        return
    except DataError as error:
        look.error("Nothing was removed", str(error))
        return
    at.done()
    st.query_params.pop("record", None)  # there is no such record any more
    flash_and_rerun(f"Removed: {at.reference}", "It can be restored under Data, History.")


def _referred_to(known: Snapshot, dataset: Dataset) -> dict[str, Mapping[str, str]]:
    """Names of what fields may refer to, by what that is or by the field."""
    found: dict[str, Mapping[str, str]] = {
        "theme": names_of_themes(known),
        "statement": {s.id: s.name for s in known.framework.statements},
    }
    if any(field.refers_to == "indicator" for field in dataset.fields):
        found["indicator"] = names_of_indicators(known)
        found["teams"] = {team: team for team in names_of_teams(known, "indicator")}
    return found


def names_of_indicators(known: Snapshot) -> dict[str, str]:
    """What the measures that have figures are called, by id, in the order of names."""

    return memo(known, _names_of_indicators)


def _names_of_indicators(known: Snapshot) -> dict[str, str]:
    held = known["indicator"].group_by("indicator").agg(pl.col("name").drop_nulls().last())
    entries = known["indicator_definition"].select("indicator", declared="name")
    named = held.join(entries, on="indicator", how="left").select(
        "indicator", name=pl.coalesce("declared", "name", "indicator")
    )
    return dict(named.sort("name").iter_rows())


def _named(at: tuple[str, str]) -> str:
    """A record as the address names it: dataset and reference."""
    return "/".join(at)


def _titles(known: Snapshot, dataset: Dataset, key: str) -> dict[str, str]:
    """What each record is called, by its reference, the newest first."""

    return memo(known, _titles_by_key, dataset.name, key)


def _titles_by_key(known: Snapshot, name: str, key: str) -> dict[str, str]:
    rows = known[name].sort("recorded_at", key, descending=True)
    return {row[key]: _title(DATASETS[name], row) for row in rows.iter_rows(named=True)}


def _title(dataset: Dataset, row: dict[str, object]) -> str:
    if dataset.name == "event":
        return str(row["event"])
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
    a field may refer to with their names, by what it refers to ("theme", "statement"), or by the
    field.
    """
    values: dict[str, str | None] = {}
    shown = [field for field in fields if field.form_may_edit]
    with st.form(key, border=False, enter_to_submit=False):
        for row in _rows([field for field in shown if not field.free_text]):
            for column, field in zip(st.columns(len(row)), row, strict=True):
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


def _rows(fields: Sequence[FieldSpec]) -> list[list[FieldSpec]]:
    """Fields two beside each other; one that takes several values has the whole width, so that all
    of them are seen."""
    rows: list[list[FieldSpec]] = []
    for field in fields:
        beside = rows and len(rows[-1]) == 1 and not rows[-1][0].is_list and not field.is_list
        if beside:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _label(field: FieldSpec) -> str:
    return field.label if field.required else f"{field.label} (optional)"


def _say(problem: str | None) -> None:
    if problem:
        st.error(problem)


def _widget(
    field: FieldSpec, text: str, known: Mapping[str, Mapping[str, str]], key: str
) -> str | None:
    refers = known.get(field.refers_to or field.name, {})
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
            format_func=lambda value: inert(names.get(value) or value),
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
            format_func=lambda value: inert(names.get(value) or value),
            placeholder="Choose",
            help=help_,
            key=widget_key,
        )
    example = f"such as {field.example}" if field.example else ""
    if field.python_type is date:
        example = "day/month/year, such as 31/03/2026"
        widget_key = f"{widget_key}_{text}"  # another month is pinned: the day follows
    return st.text_input(_label(field), text, placeholder=example, help=help_, key=widget_key)
