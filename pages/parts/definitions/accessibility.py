"""The accessibility statement."""

from __future__ import annotations

import streamlit as st

from components import look

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
