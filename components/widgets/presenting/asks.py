"""The last screen: what the board is asked to decide."""

from __future__ import annotations

from components.packs.pack import OUTCOMES
from components.packs.produced_pack import Decision, ProducedPack
from components.widgets.presenting.around import framed
from vocabulary.shown import escape

SUGGESTED = "Suggested from the figures"
_FEW = 3  # with more, letters and rows are smaller


def asks_screen(pack: ProducedPack) -> None:
    """Draw it."""
    rows = "".join(_row(number, ask) for number, ask in enumerate(pack.asks, 1))
    if_not = any(ask.if_not for ask in pack.asks)
    heads = ("Decision", "By when, and who", *(("If not",) if if_not else ()))
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    small = " present-many" if len(pack.asks) > _FEW else ""
    framed(
        pack,
        pack.many,
        f"<header><h1>{escape(pack.asks_headline)}</h1></header>"
        f'<div class="present-body"><table class="present-asks{small}"><thead><tr>'
        f"<td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>",
        kind="present-asking",
        source=SUGGESTED if any(ask.suggested for ask in pack.asks) else "",
    )


def _row(number: int, ask: Decision) -> str:
    day = ask.due_in_words
    if_not = f"<td>{escape(ask.if_not)}</td>" if ask.if_not else "<td></td>"
    return (
        f'<tr><td class="present-number">{number}</td>'
        f'<th scope="row"><span>{escape(ask.decision)}</span>{_boxes(ask)}</th>'
        f"<td><b>{escape(day)}</b><br>{escape(ask.owner_in_words)}</td>{if_not}</tr>"
    )


def _boxes(ask: Decision) -> str:
    """What the meeting said, or boxes for the minute."""
    if ask.outcome:
        became = f", now action {ask.action}" if ask.action else ""
        return f'<p class="present-boxes"><b>{escape(ask.outcome_in_words + became)}</b></p>'
    boxes = "".join(f"<span><i></i>{said}</span>" for said in OUTCOMES.values())
    return f'<p class="present-boxes">{boxes}</p>'
