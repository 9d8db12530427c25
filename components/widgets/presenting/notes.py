"""What the presenter may want to say, in a second window that keeps in step."""

from __future__ import annotations

import streamlit as st

from components.look.marks import link
from components.packs.produced_pack import PackScreen, ProducedPack
from components.widgets.presenting.around import place_in_words, titles, ways
from vocabulary.shown import escape


def notes(pack: ProducedPack, place: int) -> None:
    """Draw the notes of a screen: the presenter's own first, what is worked out beneath."""
    every = titles(pack)
    following = every[place] if place < len(every) else "This is the last screen."
    told = [*_told(pack, place), ("Next", following)]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in told if text)
    change = link("Change this note", "board", pack=pack.title, at=str(place))
    mine = f"<p>{change}</p>" if _screen(pack, place) else ""
    said = place_in_words(pack, place).lower()
    st.html(
        f'<section class="present present-notes" data-present="{pack.audience}" '
        f'data-many="{pack.many + 1}" data-notes aria-label="Notes">'
        f"<header><h1>{escape(every[place - 1])}</h1>"
        f'<p class="present-subtitle">Notes for {said}; they keep in step with the other window</p>'
        f"</header><dl>{rows}</dl>{mine}"
        f"{ways(pack, place, notes=True)}</section>"
    )


def _screen(pack: ProducedPack, place: int) -> PackScreen | None:
    return pack.screens[place - 2] if 2 <= place < 2 + len(pack.screens) else None


def _told(pack: ProducedPack, place: int) -> list[tuple[str, str]]:
    screen = _screen(pack, place)
    if screen is not None:
        exhibit = screen.exhibit
        return [
            ("Your note", screen.note),
            ("So what", screen.so_what),
            ("Verdict", f"{exhibit.verdict} {exhibit.meaning}".strip()),
            ("What it shows", exhibit.definition.meaning),
            ("How to read it", exhibit.definition.how_to_read),
            ("Keep in mind", " ".join(exhibit.all_caveats) or "Nothing in particular."),
            ("Source", exhibit.source),
        ]
    if place == 1:
        return [
            *(
                (f"Message {n}", f"{m.text}. {m.detail}")
                for n, m in enumerate(pack.cover.messages, 1)
            ),
            ("Scores", f"{pack.cover.rating}. {pack.cover.arithmetic}".strip(". ")),
        ]
    if place == pack.many and pack.asks:
        return [
            (f"Decision {number}", f"{ask.decision}. {ask.if_not}".strip())
            for number, ask in enumerate(pack.asks, 1)
        ]
    return [("What it shows", "What the pack was made from, for whoever wants to check it.")]
