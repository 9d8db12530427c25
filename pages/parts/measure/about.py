"""What a measure is: what is counted, its target and who set it, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import streamlit as st

from components import look
from components.exhibits.catalogue import names_of_themes
from components.exhibits.declaration import TEAM
from components.exhibits.exhibit import Exhibit
from components.exhibits.indicators.judged import judged_measure
from components.widgets.exhibits.card import explanation
from data_access.snapshot import Snapshot
from vocabulary.indicators import BreakdownKind, ChartKind, Direction, Frequency, TargetKind
from vocabulary.shown import escape
from vocabulary.values import figure_in
from vocabulary.wording import within

_BETTER: Final = {
    Direction.INCREASE.value: "Higher is better",
    Direction.DECREASE.value: "Lower is better",
    Direction.NEUTRAL.value: "Nobody says which way is better",
}


def declared_row(known: Snapshot, measure: str) -> dict[str, Any]:
    """What is declared of a measure, as `measures.indicators.declared` gives it."""
    return judged_measure(known, measure).measures.row(0, named=True)


def about_card(known: Snapshot, told: dict[str, Any], exhibit: Exhibit) -> None:
    """Draw what the measure is, and how its chart is read."""
    with look.card("about"):
        look.card_header("What it is", small=True)
        parts = "".join(
            f"<dt>{escape(name)}</dt><dd>{words}</dd>" for name, words in _parts(known, told)
        )
        st.html(f'<dl class="explain">{parts}</dl>')
        read = look.pop_up("How to read this", explanation(exhibit), key="measure-how")
        change = look.link(
            "The catalogue of measures", "measure_catalogue", measure=told["measure"]
        )
        st.html(f'<div class="tool-links">{read}{change}</div>')


def by_in_words(kind: str) -> str:
    """What figures are broken down by, as a choice says it."""
    return "Team" if kind == TEAM else BreakdownKind(kind).label


def _parts(known: Snapshot, told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and words, the words as HTML; what is not known is left out."""
    plain = (
        ("Counted", told["counted"]),
        ("Out of", told["out_of"]),
        ("Target", _target(told)),
        ("Better", _BETTER[told["direction"]]),
        ("How often", Frequency(told["frequency"]).label if told["frequency"] else None),
        ("Judged by", ChartKind(told["chart"]).label),
        ("Definition", told["source"]),
        ("Compared with", told["comparator"]),
    )
    yield from ((name, escape(words)) for name, words in plain if words)
    named = {each.id: each.short_name for each in known.framework.statements}
    statements = [
        look.link(named[each], "statement", statement=each)
        for each in told["statements"] or []
        if each in named
    ]
    if statements:
        yield "Quality statements", "; ".join(statements)
    themes = names_of_themes(known)
    links = [
        look.link(themes[each], "theme", about=themes[each])
        for each in told["themes"] or []
        if each in themes
    ]
    if links:
        yield "Themes", "; ".join(links)


def _target(told: dict[str, Any]) -> str | None:
    if told["target"] is None:
        return None
    said = figure_in(told["target"], told["unit"])
    kind = TargetKind(told["target_kind"]).label if told["target_kind"] else ""
    who = ", ".join(filter(None, [within(kind), told["target_source"]]))
    return f"{said} ({who})" if who else f"{said}, as the council's figures say"
