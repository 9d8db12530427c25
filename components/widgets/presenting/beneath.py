"""What stands beneath a screen's chart: so what, the verdict, and who does what by when."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Final

from components.packs.produced_pack import PackScreen
from vocabulary.shown import escape

# Pixels of a screen of 1280 by 720; the stylesheet says the same.
TEXT, LINE, LABEL, WIDTH, GAP = 22, 29, 26, 1152, 36
_OWNER: Final = 250
_A_LETTER: Final = 10.6
_MOST: Final = 4
"""Lines: more would leave the chart no room; the rest stands in the notes."""
_NARROWEST: Final = 0.34
_RULE: Final = 11


@dataclass(frozen=True)
class Beneath:
    """As HTML, and how many pixels high it is."""

    html: str
    height: int


def beneath(screen: PackScreen) -> Beneath:
    """What stands beneath the chart; nothing where there is nothing to say."""
    exhibit = screen.exhibit
    rest = WIDTH - (_OWNER + GAP if screen.to_act else 0)
    said = f"{exhibit.verdict} {exhibit.meaning}".strip()
    both = bool(said and screen.so_what)
    wide = rest - (GAP if both else 0)
    part = 1.0
    if both:
        share = len(screen.so_what) / (len(screen.so_what) + len(said))
        part = min(max(share, _NARROWEST), 1 - _NARROWEST)
    columns, lines = [], 0
    if screen.so_what:
        room = wide * part if both else wide
        kept = _fitting(screen.so_what, room)
        columns.append((room, "So what", escape(kept)))
        lines = max(lines, len(_lines(kept, room)))
    if said:
        room = wide * (1 - part) if both else wide
        kept = _fitting(said, room)
        first = exhibit.verdict if kept.startswith(exhibit.verdict) else ""
        told = f"<b>{escape(first)}</b>{escape(kept[len(first) :])}" if first else escape(kept)
        columns.append((room, "Verdict", told))
        lines = max(lines, len(_lines(kept, room)))
    if screen.to_act:
        owner, day = screen.owner_in_words, screen.due_in_words
        told = f"<b>{escape(owner)}</b><br>{escape(day)}"
        if screen.in_plan:
            told += f"<br>{escape(screen.in_plan)} in the plan"
        columns.append((_OWNER, "Owner and date", told))
        lines = max(lines, len(_lines(owner, _OWNER)) + 1 + bool(screen.in_plan))
    if not columns:
        return Beneath("", 0)
    template = " ".join(f"{round(room)}fr" for room, *_ in columns)
    html = "".join(f"<div><h2>{label}</h2><p>{told}</p></div>" for _, label, told in columns)
    return Beneath(
        f'<div class="present-beneath" style="grid-template-columns:{template}">{html}</div>',
        _RULE + LABEL + 2 + min(lines, _MOST) * LINE,
    )


def _lines(text: str, room: float) -> list[str]:
    return textwrap.wrap(text, max(8, int(room / _A_LETTER)))


def _fitting(text: str, room: float) -> str:
    """As many whole sentences as there is room for, the first at least."""
    sentences = text.replace(". ", ".\n").split("\n")
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(_lines(f"{kept} {sentence}", room)) > _MOST:
            break
        kept = f"{kept} {sentence}"
    return kept
