"""An exhibit as a picture for somebody's own paper or slide: what it finds, its chart or the first
rows of its list, what to conclude, its source, whose records they are and as known when.

Letters are drawn as outlines, so that it looks the same wherever it is opened. Its text alternative
goes with the file: in the drawing as its title and description, in the picture as its notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from components.exhibits.exhibit import Exhibit
from components.tokens import Ink, Surface, mark_of
from reports.drawing import chart as drawing
from reports.drawing.canvas import LINE, SMALL, Canvas, fold, width_of
from reports.drawing.listing import Listing, listing
from vocabulary.nature import NATURE_MARKS, Nature
from vocabulary.wording import slug, uk_moment

WIDTH_MM: Final = 190.0
_DPI: Final = 220
_POINTS_A_MM: Final = 72 / 25.4
_EDGE: Final = 16.0
_WIDE: Final = WIDTH_MM * _POINTS_A_MM - 2 * _EDGE
_STRIPE: Final = 6.0  # the hatched edge of example records
_SHORTEST_MM, _TALLEST_MM = 62.0, 150.0
_CHIP: Final = 15.0
KINDS: Final[Mapping[str, str]] = {"svg": "image/svg+xml", "png": "image/png"}
"""The forms a picture has, by the ending of its name, with their media types."""


@dataclass(frozen=True)
class _Words:
    """Lines of one size: where they begin below what is above them, and how they look."""

    text: str
    size: float
    above: float
    colour: str = Ink.TEXT.value
    bold: bool = False

    @property
    def folded(self) -> str:
        return fold(self.text, _WIDE, self.size, bold=self.bold)

    @property
    def tall(self) -> float:
        return self.above + self.size * LINE * (self.folded.count("\n") + 1)


def picture(exhibit: Exhibit, form: str, *, taken: datetime | None = None) -> bytes:
    """The exhibit as a picture. taken: when, where the exhibit is as things are now (UTC; None:
    now). The same exhibit taken at the same moment gives the same bytes.

    Raises KeyError where there is no such form (`KINDS` has them).
    """
    if form not in KINDS:
        raise KeyError(form)
    when = uk_moment(exhibit.as_at or taken or datetime.now(UTC))
    with drawing.ONE_AT_A_TIME:
        canvas = _drawn(exhibit, when)
        said = " ".join(
            filter(None, (exhibit.alternative, exhibit.verdict, exhibit.meaning, _before(exhibit)))
        )
        described = f"{exhibit.subtitle}. {said} Source: {exhibit.source}"
        if form == "svg":
            return canvas.svg(title=exhibit.headline, description=described)
        about = {"Title": exhibit.headline, "Description": described, "Source": exhibit.source,
                 "Author": exhibit.council}  # fmt: skip
        return canvas.png(dpi=_DPI, about=about)


def _before(exhibit: Exhibit) -> str:
    return f"Before: {exhibit.before}" if exhibit.before else ""


def file_name(exhibit: Exhibit, form: str) -> str:
    """Such as `example-borough-overall-score.png`."""
    return f"{slug(exhibit.council, exhibit.key)}.{form}"


def _drawn(exhibit: Exhibit, when: str) -> Canvas:
    head = [
        _Words(exhibit.headline, 15.0, 0, bold=True),
        _Words(exhibit.subtitle, 10.0, 3, Ink.SECONDARY.value),
    ]
    foot = [
        _Words(exhibit.verdict, 10.5, 8, bold=True),
        _Words(exhibit.meaning, 10.0, 3),
        _Words(_before(exhibit), 10.0, 3),
        _Words(f"Source: {exhibit.source}", SMALL, 7, Ink.SECONDARY.value),
    ]
    inside = _wide_mm(_WIDE)
    rows: Listing | None = None
    if exhibit.chart is None or exhibit.frame.is_empty():
        rows = listing(exhibit, _WIDE)
        body = rows.tall
        if rows.note:
            foot.insert(0, _Words(rows.note, SMALL, 6, Ink.SECONDARY.value))
    else:
        needed = drawing.height_mm(exhibit, inside)
        body = min(max(needed, _SHORTEST_MM), _TALLEST_MM) * _POINTS_A_MM
    head, foot = ([each for each in words if each.text.strip()] for words in (head, foot))
    striped = exhibit.nature is Nature.ILLUSTRATIVE
    top = _EDGE + (_STRIPE if striped else 0)
    tall = (
        top + sum(each.tall for each in head) + 10 + body
        + sum(each.tall for each in foot) + 14 + _CHIP + 8
    )  # fmt: skip
    canvas = Canvas(WIDTH_MM, _wide_mm(tall))
    if striped:
        _stripe(canvas)
    top = _written(canvas, head, top) + 10
    part = canvas.inside(_EDGE, top, _WIDE, body)
    if rows is None:
        drawing.draw_on(exhibit, part)
    else:
        rows.draw(part)
    top = _written(canvas, foot, top + body) + 8
    _signed(canvas, exhibit, when, top)
    return canvas


def _wide_mm(points: float) -> float:
    return points / _POINTS_A_MM


def _written(canvas: Canvas, words: list[_Words], top: float) -> float:
    """Write under each other; returns where they end."""
    for each in words:
        canvas.paragraph(
            _EDGE, top + each.above, each.folded, colour=each.colour, size=each.size,
            bold=each.bold,
        )  # fmt: skip
        top += each.tall
    return top


def _stripe(canvas: Canvas) -> None:
    """The hatched edge of example records, told from a real council's across a room."""
    canvas.block(0, 0, canvas.width, _STRIPE, colour=Surface.PAPER.value)
    at, wide = -_STRIPE, _STRIPE * 0.7
    while at < canvas.width:
        foot, head = at, at + _STRIPE
        corners = [(foot, _STRIPE), (head, 0.0), (head + wide, 0.0), (foot + wide, _STRIPE)]
        canvas.area(corners, colour=Ink.TEXT.value)
        at += 2 * wide


def _signed(canvas: Canvas, exhibit: Exhibit, when: str, top: float) -> None:
    """Whose records, for whom, as known when; and the chip that says what kind of records."""
    canvas.line([(_EDGE, top), (canvas.width - _EDGE, top)], colour=Surface.HAIRLINE.value)
    middle = top + 6 + _CHIP / 2
    audience = "public" if exhibit.audience == "public" else "internal"
    said = f"{exhibit.council} · Audience: {audience} · As at {when}"
    words = NATURE_MARKS[exhibit.nature]
    ink, ground, edge = mark_of(exhibit.nature)
    wide = width_of(words, SMALL, bold=True) + 14
    right = canvas.width - _EDGE
    canvas.block(
        right - wide, middle - _CHIP / 2, right, middle + _CHIP / 2,
        colour=ground.value, edge=edge.value, width=0.8,
    )  # fmt: skip
    canvas.words(right - wide / 2, middle, words, colour=ink.value, size=SMALL, bold=True,
                 side="center")  # fmt: skip
    room = right - wide - 10 - _EDGE
    size = SMALL
    while size > 6 and width_of(said, size) > room:
        size -= 0.5
    canvas.words(_EDGE, middle, said, colour=Ink.SECONDARY.value, size=size)
