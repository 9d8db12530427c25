"""The frame of a page: its window title, its main area, its headline, its cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.look.marks import Meaning, link, pop_up, signal
from vocabulary.shown import escape
from vocabulary.wording import sentence

GLANCE: Final = 90
"""Letters of a headline: fewer are taken in at a glance."""
Shape = Literal["111", "21", "12", "11", "1"]
"""A row's cards by how many thirds of it each takes; two alike share it, one has it all."""


class Place(NamedTuple):
    """One part of a page, in the row that leads to all: what its mark says (None: nothing is judged
    there), what it is called in a word or two, and the key of its card."""

    meaning: Meaning | None
    name: str
    card: str


class Missing(NamedTuple):
    """What is not recorded yet: what it is called, and what brings it, as HTML."""

    name: str
    brings: str


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
    """The page's headline: the finding as a sentence someone could say aloud. What cannot be taken
    in at a glance is broken at its semicolon: the rest stands beneath.

    Args:
        headline: the finding.
        subtitle: measure, place and period.
    """
    of, first, rest = at_a_glance(headline)
    about = f'<p class="headline-of">{escape(of)}</p>' if of else ""
    more = f'<p class="headline-rest">{escape(rest)}</p>' if rest else ""
    sub = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    st.html(f'<header class="page-header">{about}<h1>{escape(first)}</h1>{more}{sub}</header>')


class Headline(NamedTuple):
    """A headline in its parts: what it is `of`, what is read within five seconds, the `rest`."""

    of: str
    first: str
    rest: str


def at_a_glance(headline: str) -> Headline:
    """A headline's parts: whole, where it has fewer than `GLANCE` letters. Else what stands after
    its first semicolon is the rest; where that is not enough, as with a measure of a long name,
    what stands before its colon is what it is of."""
    if len(headline) < GLANCE:
        return Headline("", headline, "")
    first, _, rest = headline.partition("; ")
    of, colon, said = first.rpartition(": ")
    if len(first) < GLANCE or not colon:
        return Headline("", first, sentence(rest))
    return Headline(of, sentence(said), sentence(rest))


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


def cards(key: str, shape: Shape) -> DeltaGenerator:
    """A row of cards, used in a `with`: as tall as each other, and their headlines, what they show
    and their feet on the same lines. Each card holds three elements, in this order.

    Args:
        key: a name no other row on the page has.
        shape: how wide the cards are.
    """
    return st.container(key=f"cards_{shape}_{key}", gap=None)


def on_this_page(places: Iterable[Place]) -> None:
    """The row under a page's filters that leads to each of its parts, with its mark."""
    items = "".join(
        f'<li><a class="link" href="#{escape(each.card)}" data-jump="{escape(each.card)}">'
        f"{signal(each.meaning) if each.meaning else ''}{escape(each.name)}</a></li>"
        for each in places
    )
    st.html(
        f'<nav class="on-page" aria-label="On this page"><b>On this page</b><ul>{items}</ul></nav>'
    )


def missing(title: str, each: Sequence[Missing], *, key: str) -> None:
    """One strip for all that has no records yet: a name opens what brings it. `key`: the name that
    `on_this_page` leads to it by."""
    names = "".join(
        pop_up(one.name, one.brings, key=f"{key}-{place}") for place, one in enumerate(each)
    )
    st.html(
        f'<section class="missing" id="{escape(key)}" aria-label="{escape(title)}">'
        f"{signal('unknown')}<h2>{escape(title)}</h2>{names}</section>"
    )


def card_header(headline: str, subtitle: str | None = None, *, small: bool = False) -> None:
    """An exhibit's headline, and under it measure, place and period; see `card_header_html`."""
    st.html(card_header_html(headline, subtitle, small=small))


def card_header_html(headline: str, subtitle: str | None = None, *, small: bool = False) -> str:
    """The HTML of a card's headline, for what is drawn together with it.

    Args:
        headline: the finding as a sentence.
        subtitle: measure, place, period.
        small: for a card whose content is a list, not a chart.
    """
    sub = f'<p class="card-subtitle">{escape(subtitle)}</p>' if subtitle else ""
    size = " card-header-small" if small else ""
    return f'<header class="card-header{size}"><h2>{escape(headline)}</h2>{sub}</header>'


def foot(
    finding: str,
    meaning: str,
    source: str,
    *,
    mark: Meaning | None = None,
    before: str = "",
    tools: str = "",
) -> None:
    """Under a chart: the verdict in bold and what it means, where there is one, with its `mark`;
    what was so in the period `before`; then where the figures come from, and the row of `tools`
    (HTML). One element, because each that is drawn by itself costs a page time."""
    said = ""
    if finding or meaning:
        words = f"<span><strong>{escape(finding)}</strong> {escape(meaning)}</span>"
        said = f'<p class="verdict">{signal(mark) if mark else ""}{words}</p>'
    if before:
        said += f'<p class="before"><strong>Before:</strong> {escape(before)}</p>'
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


def side_by_side(key: str) -> DeltaGenerator:
    """Cards of one width beside each other, as many as have room, each as tall as its neighbours;
    used in a `with`. One container, where columns are one each.

    Args:
        key: a name no other on the page has.
    """
    return st.container(key=f"beside_{key}", gap=None)


def tools(key: str) -> DeltaGenerator:
    """The row of quiet tools at the foot of an exhibit, used in a `with`.

    Put buttons and download buttons in it with `type="tertiary"`.
    """
    return st.container(key=f"tools_{key}", horizontal=True, gap=None)


def filters(key: str) -> DeltaGenerator:
    """The row of filters under a page's headline, used in a `with`."""
    return st.container(key=f"filters_{key}", horizontal=True, gap="small")
