"""The frame of a page: its window title, its main area, its headline, its cards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.look.marks import link


def page_setup(title: str, council: str | None = None) -> None:
    """Set the window's title, such as "Overview – Example Borough". Its icon is the document's: one
    set here would be asked for anew at every page."""
    st.set_page_config(
        page_title=f"{title} – {council}" if council else title,
        layout="wide",
        initial_sidebar_state="collapsed",
    )


def main() -> DeltaGenerator:
    """The area a page draws in; the shell opens it round every page."""
    return st.container(key="main")


def page_header(headline: str, subtitle: str | None = None) -> None:
    """The page's headline: the finding as a sentence someone could say aloud.

    Args:
        headline: the finding.
        subtitle: measure, place and period.
    """
    sub = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    st.html(f'<header class="page-header"><h1>{escape(headline)}</h1>{sub}</header>')


def card(key: str) -> DeltaGenerator:
    """A white card, used in a `with`. One level only: no card inside a card.

    Args:
        key: a name no other card on the page has, such as "overall".
    """
    return st.container(key=f"card_{key}", gap=None)


def row(*weights: float) -> Sequence[DeltaGenerator]:
    """Columns of these widths whose cards are as tall as the tallest; stacked on a phone.

    Args:
        weights: relative widths, such as `row(1.12, 1)`.
    """
    return st.columns(weights, gap="small")


def card_header(headline: str, subtitle: str | None = None, *, small: bool = False) -> None:
    """An exhibit's headline, and under it measure, place and period.

    Args:
        headline: the finding as a sentence.
        subtitle: measure, place, period.
        small: for a card whose content is a list, not a chart.
    """
    sub = f'<p class="card-subtitle">{escape(subtitle)}</p>' if subtitle else ""
    size = " card-header-small" if small else ""
    st.html(f'<header class="card-header{size}"><h2>{escape(headline)}</h2>{sub}</header>')


def foot(finding: str, meaning: str, source: str, *, tools: str = "") -> None:
    """Under a chart: the verdict in bold and what it means, where there is one; then where the
    figures come from, and the row of `tools` (HTML). One element, because each that is drawn by
    itself costs a page time."""
    said = ""
    if finding or meaning:
        said = f'<p class="verdict"><strong>{escape(finding)}</strong> {escape(meaning)}</p>'
    st.html(f'<div class="foot">{said}<p class="source">{escape(source)}</p></div>{tools}')


def subpage_links(pages: Sequence[tuple[str, str]]) -> None:
    """Links to pages that stand under another one in the bar: what each says, and its address."""
    links("Also here", [link(text, address) for text, address in pages])


def links(label: str, items: Sequence[str]) -> None:
    """Links (HTML) in a row. `label`: what they are, for people who do not see them."""
    shown = "".join(f"<li>{item}</li>" for item in items)
    st.html(f'<nav aria-label="{escape(label)}"><ul class="links">{shown}</ul></nav>')


def source(text: str) -> None:
    """Where a figure comes from and how it is worked out, in small type."""
    st.html(f'<p class="source">{escape(text)}</p>')


def tools(key: str) -> DeltaGenerator:
    """The row of quiet tools at the foot of an exhibit, used in a `with`.

    Put buttons and download buttons in it with `type="tertiary"`.
    """
    return st.container(key=f"tools_{key}", horizontal=True, gap=None)


def filters(key: str) -> DeltaGenerator:
    """The row of filters under a page's headline, used in a `with`."""
    return st.container(key=f"filters_{key}", horizontal=True, gap="small")
