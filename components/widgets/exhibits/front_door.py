"""The front door's chain, from contact to outcome, as steps from top to bottom."""

from __future__ import annotations

from typing import Final

from components import look
from components.exhibits.declaration import Row
from components.exhibits.exhibit import Exhibit
from components.exhibits.front_door.chain import in_words, month_of, parts_of
from components.widgets.exhibits.card import exhibit_foot, no_records_card
from vocabulary.front_door import ChainStep
from vocabulary.shown import escape

_TINTS: Final = 4


def chain_steps(exhibit: Exhibit, page: str) -> None:
    """Draw the chain as a card: a row for each step, its parts as one strip with their words."""
    if exhibit.frame.is_empty():
        no_records_card(exhibit)
        return
    parts = parts_of(exhibit.frame)
    months = {month_of(row) for rows in parts.values() for row in rows if row["date"]}
    steps = "".join(_step(step, rows, dated=len(months) > 1) for step, rows in parts.items())
    with look.card(exhibit.key):
        look.card_header(exhibit.headline, exhibit.subtitle)
        look.steps(exhibit.definition.title, steps)
        exhibit_foot(exhibit, page=page)


def _step(step: str, rows: list[Row], *, dated: bool) -> str:
    name = escape(ChainStep(step).label)
    if rows[0]["date"] is None:
        strip, said = '<span class="strip strip-unknown"></span>', "Not recorded"
    elif rows[0]["share"] is None:
        strip, said = "", f"<b>{escape(in_words(rows[0]))}</b>"
    else:
        strip = f'<span class="strip">{"".join(map(_block, range(len(rows)), rows))}</span>'
        said = "".join(map(_part, range(len(rows)), rows))
    month = f'<span class="muted">{escape(month_of(rows[0]))}</span>' if (
        dated and rows[0]["date"]
    ) else ""  # fmt: skip
    return (
        f'<li class="step"><span class="step-name">{name}{month}</span>'
        f'<span class="step-what">{strip}<span class="step-said">{said}</span></span></li>'
    )


def _block(place: int, row: Row) -> str:
    wide = f"{100 * (row['share'] or 0):.1f}%"
    return f'<i class="tint-{min(place, _TINTS - 1)}" style="width:{wide}"></i>'


def _part(place: int, row: Row) -> str:
    key = f'<i class="key tint-{min(place, _TINTS - 1)}"></i>'
    named = f"{escape(row['part'])} " if row["part"] else ""
    return f"<span>{key}{named}<b>{escape(in_words(row))}</b></span>"
