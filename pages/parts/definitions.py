"""Parts of the page Definitions: definitions, terms in plain words, accessibility statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components import look
from components.exhibits.exhibit import Definition
from components.look.marks import link
from vocabulary.shown import escape


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


_TEXT = """
<p class="commitment">This dashboard aims at level AA of the Web Content Accessibility Guidelines
2.2. Every chart has its table and a text that says what it shows. Nothing is told by colour alone.
Everything can be done by keyboard, text can be enlarged to twice its size, and pages fit a phone.
</p>
<p class="commitment">Checked with every change: each page by the axe rules, at several widths, with
menus open. People who use screen readers have not yet tested it.</p>
<h3 class="section-title">What does not work well yet</h3>
<ul class="plain-list">
<li>Tables that can be sorted are drawn on a canvas; a screen reader reads their cells one at a
time. The CSV download of every exhibit holds the same figures.</li>
<li>Points of a chart cannot be reached by keyboard; its table holds the same figures.</li>
</ul>
<h3 class="section-title">Tell us</h3>
<p class="commitment">If something cannot be used, tell whoever runs the dashboard in your council:
they can send you the same figures in another form.</p>
"""


def accessibility_statement() -> None:
    """Draw the statement."""
    with look.card("accessibility"):
        look.card_header("Accessibility statement", small=True)
        st.html(_TEXT)
