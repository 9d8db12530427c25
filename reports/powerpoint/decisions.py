"""What the board is asked for: each decision with who and by when, what follows without it, and
boxes for the minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.slide import Slide

from components.packs.pack import OUTCOMES
from components.packs.produced_pack import Decision
from components.tokens import Ink, Signal, Surface
from reports.powerpoint.placing import before_feet, block, notes, rule, title, words
from reports.powerpoint.template import MARGIN, RULE, TEXT
from reports.powerpoint.text import (
    SMALLEST,
    Box,
    Fitted,
    fitted,
    height_of,
    width_of,
)

_ASK: Final = MARGIN + 54
_WHO: Final = MARGIN + 442
_NOT: Final = MARGIN + 634
_WIDTHS: Final = (_WHO - _ASK - 30, _NOT - _WHO - 20, MARGIN + TEXT - _NOT)
_TOP: Final = 108.0
_BOX: Final = 15.0
_AIR: Final = 12.0
_ROOM: Final = RULE - 4 - _TOP
_SIZES: Final = ((20.0, 16.5), (18.0, 16.0), (16.0, SMALLEST), (SMALLEST, SMALLEST))


@dataclass(frozen=True)
class _Row:
    """A decision as it fits."""

    number: int
    asked: Decision
    decision: Fitted
    who: tuple[Fitted, Fitted]
    if_not: Fitted

    @property
    def tall(self) -> float:
        """How tall it is."""
        left = self.decision.height + 8 + _BOX + 3
        return 2 * _AIR + max(left, sum(each.height for each in self.who), self.if_not.height)


def divided(asks: Sequence[Decision]) -> list[list[_Row]]:
    """The decisions by slide, in the largest size in which one slide holds all; else on several."""
    for large, small in _SIZES:
        rows = [_row(number, ask, large, small) for number, ask in enumerate(asks, 1)]
        if sum(row.tall for row in rows) <= _ROOM:
            return [rows]
    pages: list[list[_Row]] = []
    for row in rows:
        if not pages or sum(each.tall for each in pages[-1]) + row.tall > _ROOM:
            pages.append([])
        pages[-1].append(row)
    return pages


def _row(number: int, ask: Decision, large: float, small: float) -> _Row:
    asked, who, not_ = _WIDTHS
    due = ask.due_in_words
    return _Row(
        number,
        ask,
        fitted(ask.decision, asked, ((large, 4),), bold=True),
        (
            fitted(due, who, ((small, 2),), bold=True),
            fitted(ask.owner_in_words, who, ((small, 3),)),
        ),
        fitted(ask.if_not, not_, ((small, 5),)) if ask.if_not else Fitted("", small, 0),
    )


def decisions(slide: Slide, headline: str, rows: Sequence[_Row]) -> None:
    """Fill the slide."""
    title(slide, headline, 30, Box(MARGIN, 28, TEXT, 40))
    shapes: list[Any] = []
    with_if_not = any(row.if_not.text for row in rows)
    heads = zip(
        (_ASK, _WHO, _NOT), ("Decision", "By when, and who", "If not"), _WIDTHS, strict=True
    )
    for left, head, wide in heads:
        if head != "If not" or with_if_not:
            box = Box(left, 80, wide, height_of(1, SMALLEST) + 2)
            shapes.append(words(slide, box, [[(head, True)]], SMALLEST, ink=Ink.SECONDARY.value))
    shapes.append(rule(slide, MARGIN, _TOP - 6, TEXT, strong=True))
    top = _TOP
    # Few decisions stand as far apart as they would on a full slide, not further.
    spare = min((_ROOM - sum(row.tall for row in rows)) / max(len(rows), 1), 30.0)
    for place, row in enumerate(rows):
        if place:
            shapes.append(rule(slide, MARGIN, top, TEXT))
        shapes += _drawn(slide, row, top + _AIR)
        top += row.tall + spare
    before_feet(slide, shapes)
    notes(slide, [_spoken(row) for row in rows])


def _drawn(slide: Slide, row: _Row, top: float) -> list[Any]:
    asked, who, not_ = _WIDTHS
    size = row.decision.size
    shapes = [
        words(slide, Box(MARGIN, top, 40, height_of(1, size) + 2), [[(str(row.number), True)]],
              size, ink=Signal.BRAND.value, name="Number"),
        words(slide, Box(_ASK, top, asked, row.decision.height + 2), [[(row.decision.text, True)]],
              size, name=f"Decision {row.number}"),
        *_boxes(slide, row.asked, top + row.decision.height + 8),
    ]  # fmt: skip
    due, owner = row.who
    tall = due.height + owner.height + 2
    shapes.append(words(slide, Box(_WHO, top, who, tall),
                        [[(due.text, True)], [(owner.text, False)]], due.size,
                        name=f"Decision {row.number}: by when, and who"))  # fmt: skip
    if row.if_not.text:
        box = Box(_NOT, top, not_, row.if_not.height + 2)
        shapes.append(words(slide, box, [[(row.if_not.text, False)]], row.if_not.size,
                            name=f"Decision {row.number}: if not"))  # fmt: skip
    return shapes


def _boxes(slide: Slide, ask: Decision, top: float) -> list[Any]:
    """A box for each thing the meeting may say; the one it said is filled."""
    shapes: list[Any] = []
    left = _ASK
    for outcome, text in OUTCOMES.items():
        said = ask.outcome == outcome
        shapes.append(
            block(slide, Box(left, top + 1, _BOX, _BOX), edge=Surface.CONTROL.value, width=1.5,
                  ground=Signal.BRAND.value if said else None, name="Box")
        )  # fmt: skip
        wide = width_of(text, SMALLEST, bold=said)
        box = Box(left + _BOX + 7, top, wide + 4, height_of(1, SMALLEST) + 2)
        shapes.append(words(slide, box, [[(text, said)]], SMALLEST, ink=Ink.SECONDARY.value))
        left += _BOX + 7 + wide + 18
    return shapes


def _spoken(row: _Row) -> str:
    ask = row.asked
    due = ask.due_in_words
    parts = [f"{row.number}. {ask.decision}. {ask.owner_in_words}, {due}."]
    parts += [f"If not: {ask.if_not}."] if ask.if_not else []
    parts += [f"{ask.outcome_in_words}."] if ask.outcome else []
    return " ".join(parts).replace("..", ".")
