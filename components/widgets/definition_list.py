"""Definitions of exhibits and terms, as lists one can link into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from components.exhibits.exhibit import Definition
from components.look.marks import link


def found(definition: Definition, asked: str) -> bool:
    """Whether every word asked for stands somewhere in the definition."""
    text = " ".join(
        (
            definition.title,
            definition.meaning,
            definition.formula,
            definition.source,
            definition.how_to_read,
            *definition.caveats,
        )
    ).casefold()
    return all(word in text for word in asked.casefold().split())


def definition_list(shown: Sequence[Definition], pages: Mapping[str, str]) -> None:
    """Draw the definitions in order of their titles. `pages`: where each exhibit is shown."""
    st.html("".join(_one(each, pages) for each in sorted(shown, key=lambda each: each.title)))


def term_list(terms: Mapping[str, str]) -> None:
    """Draw terms with what they mean."""
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in terms.items()
    )
    st.html(f'<dl class="explain terms">{rows}</dl>')


def _one(definition: Definition, pages: Mapping[str, str]) -> str:
    parts = [
        ("How it is worked out", definition.formula),
        ("How to read it", definition.how_to_read),
        ("Source", definition.source),
    ]
    if definition.caveats:
        parts.append(("Keep in mind", " ".join(definition.caveats)))
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in parts)
    where = link("Where it is shown", pages[definition.key])
    return (
        f'<section class="definition" id="{escape(definition.key)}">'
        f'<h3 class="section-title">{escape(definition.title)}</h3>'
        f'<p class="commitment">{escape(definition.meaning)} {where}</p>'
        f'<dl class="explain">{told}</dl></section>'
    )
