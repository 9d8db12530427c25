"""A form for one record of any dataset, made from the dataset's declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

import streamlit as st

_ROWS_OF_WORDS = 3


class Field(Protocol):
    """What the form needs to know of a field; the datasets' declarations have it."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def description(self) -> str: ...  # noqa: D102
    @property
    def python_type(self) -> type: ...  # noqa: D102
    @property
    def is_list(self) -> bool: ...  # noqa: D102
    @property
    def required(self) -> bool: ...  # noqa: D102
    @property
    def choices(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def labels(self) -> tuple[tuple[str, str], ...]: ...  # noqa: D102
    @property
    def example(self) -> str: ...  # noqa: D102
    @property
    def free_text(self) -> bool: ...  # noqa: D102
    @property
    def form_may_edit(self) -> bool: ...  # noqa: D102
    @property
    def refers_to(self) -> str | None: ...  # noqa: D102
    def label_of(self, value: str) -> str:
        """A value's words on screen."""
        ...


def record_form(
    fields: Sequence[Field],
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
                    key=f"{key}_{field.name}",
                )
                _say(problems.get(field.name))
        return values if st.form_submit_button(submit, type="primary") else None


def _label(field: Field) -> str:
    return field.label if field.required else f"{field.label} (optional)"


def _say(problem: str | None) -> None:
    if problem:
        st.error(problem)


def _widget(
    field: Field, text: str, known: Mapping[str, Mapping[str, str]], key: str
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
