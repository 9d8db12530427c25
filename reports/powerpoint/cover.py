"""The cover: the council, its meeting and where it stands on the left; on the right what there is
to know, and which decision each leads to."""

from __future__ import annotations

from typing import Any, Final

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from components.packs.produced_pack import Cover, Message, ProducedPack
from components.tokens import Ink, Signal, Surface
from reports.powerpoint.chart import named
from reports.powerpoint.placing import before_feet, block, drawn, notes, put, rule, title, words
from reports.powerpoint.template import MARGIN, RULE, STRIPE, SUBTITLE, TALL, WIDE
from reports.powerpoint.text import SMALLEST, Box, fitted, height_of
from vocabulary.nature import NATURE_EXPLAINED, Nature
from vocabulary.ratings import scores_in_words
from vocabulary.wording import counted, long_date

PANEL: Final = 336.0
RIGHT: Final = 372.0
"""Where what stands beside the panel begins."""
_INSIDE: Final = PANEL - MARGIN - 24
_TEXT: Final = WIDE - MARGIN - RIGHT
_NUMBER: Final = 33.0
_TITLE: Final = ((30.0, 4), (26.0, 5), (22.0, 6))
_MESSAGE: Final = ((22.5, 2), (20.0, 3), (18.0, 3), (16.0, 4), (SMALLEST, 5))
_RATING: Final = ((16.5, 3), (SMALLEST, 5))
_PIP: Final = (18.75, 6.0, 3.0)  # width, height, and what is between two
_BETWEEN: Final = 3.75  # statements
_GROUPS: Final = 14.25  # themes
_HIGHEST: Final = 4


def cover(slide: Slide, pack: ProducedPack) -> None:
    """Fill the slide."""
    told = pack.cover
    begin = STRIPE if pack.nature is Nature.ILLUSTRATIVE else 0.0
    panel = block(slide, Box(0, begin, PANEL, TALL - begin), ground=Signal.BRAND.value,
                  name="Ground of the cover")  # fmt: skip
    slide.shapes._spTree.insert(2, panel._element)
    below = _meeting(slide, pack)
    shapes = [*below, *_standing(slide, told), *_right(slide, pack)]
    before_feet(slide, shapes)
    notes(slide, _spoken(pack))


def _meeting(slide: Slide, pack: ProducedPack) -> list[Any]:
    told = pack.cover
    name = told.meeting or pack.title
    council = fitted(pack.council, _INSIDE, ((18.0, 2), (SMALLEST, 3)), bold=True)
    top = 40.0
    over = put(slide, SUBTITLE, [(council.text, True)], council.size,
               Box(MARGIN, top, _INSIDE, council.height + 2))  # fmt: skip
    top += council.height + 10
    named_ = fitted(name, _INSIDE, _TITLE, bold=True)
    title(slide, named_.text, named_.size, Box(MARGIN, top, _INSIDE, named_.height + 2))
    top += named_.height + 12
    shapes = [over]
    lines = [
        (long_date(told.day) if told.day else "", 16.5),
        (told.by, SMALLEST),
        (pack.title if told.meeting and told.meeting != pack.title else "", SMALLEST),
    ]
    for text, size in lines:
        if not text:
            continue
        said = fitted(text, _INSIDE, ((size, 2),))
        box = Box(MARGIN, top, _INSIDE, said.height + 2)
        shapes.append(words(slide, box, [[(said.text, False)]], size, ink=Surface.PAPER.value))
        top += said.height + 6
    return shapes


def _standing(slide: Slide, told: Cover) -> list[Any]:
    """The published scores as on screen, and what they come to."""
    if not told.rating:
        return []
    rating = fitted(told.rating, _INSIDE, _RATING)
    top = TALL - 32 - rating.height
    said = words(slide, Box(MARGIN, top, _INSIDE, rating.height + 2), [[(rating.text, False)]],
                 rating.size, ink=Surface.PAPER.value, name="Where we stand")  # fmt: skip
    marks = pips(slide, told, MARGIN, top - 14) if told.scores else []
    return [*marks, said]


def pips(slide: Slide, told: Cover, left: float, bottom: float) -> list[Any]:
    """A column of four pips a statement, as many filled as its score; dashed where none is known,
    and a triangle over a score of 1, which can lead to a notice."""
    wide, tall, gap = _PIP
    group: Any = slide.shapes.add_group_shape()
    x = left
    white = Surface.PAPER.value
    for place, (_, scores) in enumerate(told.scores):
        x += _GROUPS if place else 0
        for at, score in enumerate(scores):
            x += _BETWEEN if at else 0
            for pip in range(_HIGHEST):
                y = bottom - tall - pip * (tall + gap)
                shape = group.shapes.add_shape(
                    MSO_SHAPE.RECTANGLE, Pt(x), Pt(y), Pt(wide), Pt(tall)
                )
                filled = score is not None and pip < score
                drawn(shape, ground=white if filled else None, edge=white, width=0.75, name="Pip")
                if score is None:
                    shape.line.dash_style = MSO_LINE.DASH
            if score == 1:
                y = bottom - _HIGHEST * (tall + gap) - 10
                mark = group.shapes.add_shape(
                    MSO_SHAPE.ISOSCELES_TRIANGLE, Pt(x + wide / 2 - 5), Pt(y), Pt(10), Pt(9)
                )
                drawn(mark, ground=white, name="Triangle: can lead to a notice")
            x += wide
    named(group, "Published scores", scores_in_words(told.scores))
    return [group]


def _right(slide: Slide, pack: ProducedPack) -> list[Any]:
    told = pack.cover
    if not told.messages:
        explained = fitted(NATURE_EXPLAINED[pack.nature], _TEXT, _MESSAGE[1:])
        return [words(slide, Box(RIGHT, 86, _TEXT, explained.height + 2),
                      [[(explained.text, False)]], explained.size)]  # fmt: skip
    opening = Box(RIGHT, 40, _TEXT, height_of(1, 15) + 2)
    shapes = [
        words(slide, opening, [[(told.opening(len(pack.asks)), True)]], 15,
              ink=Ink.SECONDARY.value),
        rule(slide, RIGHT, 64, _TEXT, strong=True),
    ]  # fmt: skip
    tall = (RULE - 72) / len(told.messages)
    for place, message in enumerate(told.messages):
        top = 70 + place * tall
        if place:
            shapes.append(rule(slide, RIGHT, top, _TEXT))
        shapes += _message(slide, place + 1, message, top + 14, tall - 22)
    return shapes


def _message(slide: Slide, place: int, message: Message, top: float, room: float) -> list[Any]:
    inside = _TEXT - _NUMBER
    detail = fitted(message.led_to, inside, ((SMALLEST, 2),))
    left = room - (detail.height + 6 if detail.text else 0)
    sizes = [(size, most) for size, most in _MESSAGE if height_of(most, size) <= left]
    said = fitted(message.text, inside, sizes or _MESSAGE[-1:], bold=True)
    shapes = [
        words(slide, Box(RIGHT, top, _NUMBER - 4, height_of(1, said.size) + 2),
              [[(str(place), True)]], said.size, ink=Signal.BRAND.value, name="Number"),
        words(slide, Box(RIGHT + _NUMBER, top, inside, said.height + 2), [[(said.text, True)]],
              said.size, name=f"Message {place}"),
    ]  # fmt: skip
    if detail.text:
        box = Box(RIGHT + _NUMBER, top + said.height + 6, inside, detail.height + 2)
        shapes.append(words(slide, box, [[(detail.text, False)]], detail.size,
                            ink=Ink.SECONDARY.value, name=f"Message {place}: detail"))  # fmt: skip
    return shapes


def _spoken(pack: ProducedPack) -> list[str]:
    told = pack.cover
    return [
        pack.title,
        *filter(None, (told.rating, told.arithmetic)),
        *(f"{place}. {each.text} {each.led_to}".strip()
          for place, each in enumerate(told.messages, 1)),
        f"This pack has {counted(pack.many, 'screen')}.",
    ]  # fmt: skip
