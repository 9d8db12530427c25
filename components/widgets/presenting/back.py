"""The back page: what the pack was made from, and what has nothing to show."""

from __future__ import annotations

from collections.abc import Sequence

from components.packs.produced_pack import ProducedPack
from components.widgets.presenting.around import framed
from vocabulary.shown import escape
from vocabulary.wording import listed


def back_page(pack: ProducedPack, facts: Sequence[tuple[str, str]]) -> None:
    """Draw it. `facts`: names and values of what the pack was made from."""
    told = "".join(f"<dt>{escape(name)}</dt><dd>{_broken(value)}</dd>" for name, value in facts)
    silent = ""
    if pack.nothing_recorded:
        names = escape(listed([title for title, _ in pack.nothing_recorded]))
        silent = f"<div><h2>Not shown: there is nothing to show yet</h2><p>{names}.</p></div>"
    framed(
        pack,
        pack.many + 1,
        "<header><h1>What this pack was made from</h1></header>"
        f'<div class="present-body present-facts"><dl>{told}</dl>{silent}</div>',
        kind="present-back",
    )


def _broken(value: str) -> str:
    """A digest in its two halves, each on a line."""
    halves = value.split()
    if len(halves) == 2 and all(len(half) == 32 for half in halves):
        return f"<code>{halves[0]}<br>{halves[1]}</code>"
    return escape(value)
