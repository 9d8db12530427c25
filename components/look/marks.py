"""Small marks that say by shape and words what they also say by colour.

Each function returns HTML for `st.html`, with all text escaped. Shapes are images with a text
alternative; where the words stand beside the shape, the alternative is empty so that a screen
reader does not say them twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.tokens import Ink, Signal
from vocabulary.findings import Polarity
from vocabulary.nature import NATURE_MARKS, Nature
from vocabulary.ratings import ScoreKind
from vocabulary.shown import escape

Meaning = Literal["attention", "usual", "improved", "unknown"]

HIGHEST_SCORE = 4
# What links take along.
LASTING = ("council", "as_at", "period", "team", "about", "peers", "beside")
LOWEST_SCORE = 1  # the one score that can lead to a notice to the Secretary of State


@dataclass(frozen=True)
class _Shape:
    """An outline on a 22 by 22 ground, its colour, and what it says."""

    body: str
    colour: str
    words: str


@lru_cache(maxsize=64)
def _drawn(body: str, colour: str) -> str:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="22" height="22" viewBox="0 0 22 22" '
        f'fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round">{body}</svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe=" =:/'()")


_TRIANGLE = '<path d="M11 3 20 19 2 19z"/>'
_CIRCLE = '<circle cx="11" cy="11" r="8"/>'
_TICK = '<path d="M3 12l5.5 5.5L19 5.5" stroke-width="2.6"/>'
_DASHED = '<circle cx="11" cy="11" r="8" stroke-dasharray="3 3"/>'

_MEANINGS: dict[Meaning, _Shape] = {
    "attention": _Shape(_TRIANGLE, Signal.ATTENTION, "Needs attention"),
    "usual": _Shape(_CIRCLE, Ink.QUIET, "As usual"),
    "improved": _Shape(_TICK, Signal.BRAND, "Better"),
    "unknown": _Shape(_DASHED, Ink.QUIET, "Not known"),
}
_POLARITIES: dict[str, tuple[str, str]] = {
    Polarity.STRENGTH: (_TICK, Signal.BRAND),
    Polarity.SHORTFALL: (_TRIANGLE, Signal.ATTENTION),
    Polarity.MIXED: (
        f'{_CIRCLE}<path d="M11 3a8 8 0 0 1 0 16z" fill="{Ink.SECONDARY}"/>',
        Ink.SECONDARY,
    ),
    Polarity.IN_PROGRESS: (f'{_CIRCLE}<path d="M11 6.2V11l3.4 2.2"/>', Ink.SECONDARY),
    Polarity.CONTEXT: ('<path d="M4 11h14"/>', Ink.QUIET),
}


def mark(nature: Nature) -> str:
    """The mark that says what kind of records are shown; examples look like nothing else."""
    return f'<span class="mark mark-{nature}">{NATURE_MARKS[nature]}</span>'


def signal(meaning: Meaning, *, words: bool = False) -> str:
    """A triangle for attention, a circle for as usual, a tick for better or done, a dashed circle
    for not known.

    Args:
        meaning: what the shape says.
        words: show the words beside the shape.
    """
    return _shape(_MEANINGS[meaning], words=words)


def shape_with_words(body: str, colour: str, words: str) -> str:
    """A shape that others draw (SVG on a 22 by 22 ground, in outline), with its words beside it."""
    return _shape(_Shape(body, colour, words), words=True)


def polarity(value: Polarity, *, words: bool = True) -> str:
    """The shape of a finding's polarity, with its word beside it unless `words` is false."""
    return _shape(_Shape(*_POLARITIES[value], Polarity(value).label), words=words)


def pips(
    score: int | None, kind: ScoreKind = ScoreKind.PUBLISHED, *, own: int | None = None
) -> str:
    """Four bars, as many filled as the score; how they are filled says who gave it.

    Published bars are solid, our own view is a thin line in ink, peer review is hatched; an unknown
    score is dashed. The text alternative reads "Score 3 of 4, self-assessed". A published 1 has the
    triangle beside it: it can lead to a notice.

    Args:
        score: 1 to 4, or None where it is not known.
        kind: who gave it.
        own: our own view, drawn as a thin line under the bars.

    Raises:
        ValueError: a score is not 1 to 4.
    """
    ours = ""
    if own is not None:
        _check(own)
        ours = f'<i class="own own-{own}"></i>'
    beside = "" if own is None else f", our own view {own}"
    if score is None:
        label = f'role="img" aria-label="Score not known{beside}"'
        return f'<span class="pips pips-none" {label}>{_bars(0)}{ours}</span>'
    _check(score)
    given = "" if kind == "published" else f", {ScoreKind(kind).label.lower()}"
    grave = signal("attention") if score == LOWEST_SCORE and kind == "published" else ""
    return (
        f'<span class="pips pips-{kind}" role="img" '
        f'aria-label="Score {score} of {HIGHEST_SCORE}{given}{beside}">{_bars(score)}{ours}</span>'
        f"{grave}"
    )


def link(text: str, address: str, **query: str) -> str:
    """A link to one of our own pages that keeps the session, as HTML.

    Args:
        text: what the link says.
        address: the page's address, such as "statement".
        query: what follows the question mark, such as statement="equity".
    """
    return f'<a class="link" data-page href="{href(address, **query)}">{escape(text)}</a>'


def href(address: str, **query: str) -> str:
    """Where such a link leads, for HTML."""
    asked = {**lasting_query(), **query}
    said = f"?{urlencode(asked, quote_via=quote, safe='/')}" if asked else ""
    return escape(f"./{quote(address)}{said}")


def pop_up(words: str, body: str, *, key: str, wide: bool = False) -> str:
    """A quiet button that opens a box over the page, as HTML: the browser's own, so that it opens
    at once and costs the page next to nothing until then.

    Args:
        words: what the button says; the box is named so too.
        body: what the box holds, as HTML.
        key: a name no other box on the page has.
        wide: room for a table.
    """
    name, said = escape(key), escape(words)
    look = "pop-up pop-up-wide" if wide else "pop-up"
    return (
        f'<button type="button" class="tool" popovertarget="{name}">{said}</button>'
        f'<div popover id="{name}" class="{look}" role="dialog" aria-label="{said}">{body}</div>'
    )


def fetched(source: str, meanwhile: str) -> str:
    """What a pop-up's body is asked for when it is opened, as HTML.

    Args:
        source: its address, escaped, as `href` gives it.
        meanwhile: what stands there until it has come.
    """
    return (
        f'<div data-from="{source}"><p class="source" role="status">{escape(meanwhile)}</p></div>'
    )


def download(text: str, address: str, **query: str) -> str:
    """A link to a file of ours, as HTML; see `link`."""
    return f'<a class="link" download href="{href(address, **query)}">{escape(text)}</a>'


def lasting_query() -> dict[str, str]:
    """What every link takes along, so that following one does not change whose records one sees."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return {}
    asked = st.query_params.to_dict()  # once: asking for each name takes as long as all of them
    return {name: asked[name] for name in LASTING if name in asked}


def _check(score: int) -> None:
    if not 1 <= score <= HIGHEST_SCORE:
        raise ValueError(f"A score is 1 to {HIGHEST_SCORE}, not {score}.")


def _bars(filled: int) -> str:
    return "".join('<i class="f"></i>' if n < filled else "<i></i>" for n in range(HIGHEST_SCORE))


def _shape(shape: _Shape, *, words: bool) -> str:
    source = _drawn(shape.body, shape.colour)
    if words:
        return (
            f'<span class="shape-words"><img class="shape" alt="" src="{source}">'
            f"{escape(shape.words)}</span>"
        )
    return f'<img class="shape" alt="{escape(shape.words)}" src="{source}">'
