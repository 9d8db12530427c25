"""What a screen shows when it has nothing to show yet, is busy, or could not do what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from components.look.marks import link
from vocabulary.shown import escape


def empty(title: str, next_step: str, *, action: str | None = None) -> None:
    """Nothing here yet, why, and what to do about it.

    Args:
        title: what is missing, as a sentence: "No findings for this statement yet".
        next_step: what brings it: "Bring in a file on the Data page."
        action: HTML of a link made by `look.link`, where one click leads there.
    """
    led = f'<p class="state-action">{action}</p>' if action else ""
    st.html(
        '<div class="state">'
        '<div class="state-mark" aria-hidden="true"><i></i><i></i><i></i><i></i></div>'
        f'<p class="state-title">{escape(title)}</p>'
        f'<p class="state-text">{escape(next_step)}</p>{led}</div>'
    )


def not_recorded(title: str, next_step: str) -> None:
    """Nothing here until records are brought in: `empty`, with the way to the import."""
    empty(title, next_step, action=link("Bring in files", "data", do="Bring in files"))


def what_brings(why: str, step: str, *, way: str = "") -> str:
    """Why something is not shown, and what to do about it, as HTML for a strip of such. `way`: a
    link made by `look.link`; to the import, where none is given."""
    way = way or link("Bring in files", "data", do="Bring in files")
    return (
        f'<p class="state-title">{escape(why)}</p><p class="state-text">{escape(step)}</p>'
        f'<p class="state-action">{way}</p>'
    )


def error(title: str, next_step: str, *, detail: str | None = None) -> None:
    """What could not be done, whether anything was changed, and what to do.

    Args:
        title: what could not be done: "This file could not be read".
        next_step: whether anything was changed and what to do.
        detail: one line for whoever is asked to help; never a stack trace.
    """
    small = f'<p class="state-detail">{escape(detail)}</p>' if detail else ""
    st.html(
        f'<div class="state state-error" role="alert"><p class="state-title">{escape(title)}</p>'
        f'<p class="state-text">{escape(next_step)}</p>{small}</div>'
    )


def done(title: str, text: str | None = None) -> None:
    """Something was done, in one sentence: "9 scores and 214 findings landed"."""
    more = f'<p class="state-text">{escape(text)}</p>' if text else ""
    st.html(
        f'<div class="state state-done" role="status"><p class="state-title">{escape(title)}</p>'
        f"{more}</div>"
    )


@contextmanager
def loading(text: str, *, lines: int = 3) -> Iterator[Callable[[str], None]]:
    """Show what is being waited for, and the outline of what will come, while the block runs. Gives
    a way to say something else instead; "" says the text again.

    Args:
        text: "Reading nine pages…"
        lines: how many bars the outline has.
    """
    place = st.empty()
    bars = "".join("<i></i>" for _ in range(lines))
    shown = ""

    def say(other: str) -> None:
        nonlocal shown
        if (other or text) == shown:
            return
        shown = other or text
        place.html(
            '<div class="state state-loading" role="status">'
            f'<p class="state-text">{escape(shown)}</p>'
            f'<div class="state-bars" aria-hidden="true">{bars}</div></div>'
        )

    say(text)
    try:
        yield say
    finally:
        place.empty()
