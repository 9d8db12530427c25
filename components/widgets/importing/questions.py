"""What only a person can know about a file, asked in one form, with the file's own values beside
each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from components import look
from vocabulary.shown import escape

WHOLE = ""  # the item of a question that has one answer
ROWS_OF_TICKS = 24  # more things to tick are chosen from a list
MOST_ITEMS = 60
_FEW = 3  # as many choices are shown side by side


@dataclass(frozen=True)
class Item:
    """What is to be answered for: a word of the file, a team, or (named WHOLE) the question as a
    whole. note: how often it comes, or the rows it stands in. now: what it is taken for so far."""

    name: str
    note: str = ""
    now: str | None = None
    perhaps: str = ""


@dataclass(frozen=True)
class Asked:
    """One question. choices: value and what it is called on screen; none: written freely, `hint`
    says how. ticked: the items are ticked or not, which gives the first or the second choice.
    as_well: besides the choices, something may be written."""

    key: str
    title: str
    items: tuple[Item, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    hint: str = ""
    samples: tuple[str, ...] = ()
    ticked: bool = False
    as_well: bool = False


Answers = dict[str, dict[str, str]]
"""Per question, what was answered for each item; what was left open is not in it."""


def questions_form(
    asked: Sequence[Asked],
    *,
    key: str,
    error: str = "",
    button: str = "Read again",
    first: bool = False,
) -> Answers | None:
    """Draw the questions; returns the answers when they are given, else None. first: answering them
    is what is to be done now."""
    with st.form(f"form_{key}", border=False, enter_to_submit=False):
        answers: Answers = {}
        for number, each in enumerate(asked):
            answers[each.key] = _question(each, key=f"{key}_{number}")
        if error:
            st.error(error)
        sent = st.form_submit_button(button, type="primary" if first else "secondary")
        return answers if sent else None


def _question(asked: Asked, *, key: str) -> dict[str, str]:
    detail = f'<p class="source">{escape(asked.detail)}</p>' if asked.detail else ""
    samples = ""
    if asked.samples:
        shown = "".join(f"<li>{escape(text)}</li>" for text in asked.samples)
        samples = f'<ul class="samples" aria-label="In the file">{shown}</ul>'
    st.html(f'<div class="question"><h3>{escape(asked.title)}</h3>{detail}{samples}</div>')
    if asked.ticked:
        return _ticks(asked, key=key)
    found = {}
    if len(asked.items) == 1:
        answer = _answer(asked, asked.items[0], key=f"{key}_0")
        return {asked.items[0].name: answer} if answer is not None else {}
    for start in range(0, min(len(asked.items), MOST_ITEMS), 3):
        for place, column in enumerate(st.columns(3, vertical_alignment="bottom")):
            if start + place >= len(asked.items):
                continue
            item = asked.items[start + place]
            with column:
                answer = _answer(asked, item, key=f"{key}_{start + place}")
            if answer is not None:
                found[item.name] = answer
    return found


def _ticks(asked: Asked, *, key: str) -> dict[str, str]:
    """What is ticked gets the first choice, all else the second."""
    yes, no = list(asked.choices)[:2]
    names = [item.name for item in asked.items]
    if len(names) > ROWS_OF_TICKS:
        chosen = st.multiselect(
            asked.title, names, key=key, label_visibility="collapsed", placeholder="Choose"
        )
        return {name: yes if name in chosen else no for name in names}
    found = {}
    for place, (column, item) in enumerate(
        zip(st.columns(3) * len(names), asked.items, strict=False)
    ):
        label = f"{item.name} {item.note}".strip()
        if column.checkbox(escaped(label), key=f"{key}_{place}", value=item.now == yes):
            found[item.name] = yes
        else:
            found[item.name] = no
    return found


def _answer(asked: Asked, item: Item, *, key: str) -> str | None:
    label = item_label(item) or asked.title
    hidden: Literal["visible", "collapsed"] = "visible" if item.name else "collapsed"
    options = list(asked.choices)
    if not options:
        said = st.text_input(
            escaped(label), value=item.now or "", key=key, placeholder=asked.hint,
            label_visibility=hidden, max_chars=200,
        )  # fmt: skip
        return said.strip() or None
    index = options.index(item.now) if item.now in options else None
    if len(options) <= _FEW and not asked.as_well and len(asked.items) == 1:
        picked: str | None = st.radio(
            escaped(label), options, index=index, key=key, horizontal=True,
            format_func=lambda value: escaped(asked.choices[value]), label_visibility=hidden,
        )  # fmt: skip
        return picked
    chosen: str | None = st.selectbox(
        escaped(label),
        options,
        index=index,
        format_func=lambda value: asked.choices.get(value, value),
        key=key,
        placeholder=f"Perhaps {item.perhaps}" if item.perhaps else (asked.hint or "Choose"),
        label_visibility=hidden,
        accept_new_options=asked.as_well,
        filter_mode="contains",
    )
    return chosen


def item_label(item: Item) -> str:
    """Such as "'NFA', 4 rows"."""
    if not item.name:
        return ""
    return f"‘{item.name}’{', ' if item.note else ''}{item.note}"


def escaped(text: str) -> str:
    """A text of a file as a label that Streamlit shows as it is, not as Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]$:~<#" else letter for letter in text)


def first_rows_table(heads: Sequence[str], rows: Sequence[Sequence[str | None]]) -> None:
    """The first rows of the file as they came."""
    look.table(
        "The first rows of the file",
        heads,
        (
            f'<th scope="row">{escape(row[0] or "")}</th>'
            + "".join(f"<td>{escape(cell or '')}</td>" for cell in row[1:])
            for row in rows
        ),
    )  # fmt: skip
