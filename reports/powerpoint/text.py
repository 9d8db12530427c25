"""How much room a text takes on a slide, so that none is cut off and none lies on another.

Slides use Arial, which PowerPoint and Keynote both have. Helvetica is as wide, and Matplotlib
brings its measures. A council may set our own letters, Atkinson Hyperlegible Next, in its place:
each sign is measured in the wider of the two, so that a text fits in either.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from fontTools.afmLib import AFM
from fontTools.agl import UV2AGL
from fontTools.ttLib import TTFont

from reports.drawing.fonts import FILES

LETTERS: Final = "Arial"
SMALLEST: Final = 15.0
"""No text on a slide is smaller, in points."""
LINE: Final = 1.2
_FOLDER: Final = Path(mpl.get_data_path()) / "fonts" / "pdfcorefonts"
_WIDE: Final = 1.0  # of the size: a sign of unknown width, such as an arrow
_SLACK: Final = 1.02  # programs round each letter's width a little differently


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points from its left and top."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True)
class Fitted:
    """A text as it fits: its size in points, its height, and itself, shortened where it has to
    be."""

    text: str
    size: float
    height: float


@cache
def _measures(bold: bool) -> AFM:
    return AFM(str(_FOLDER / ("Helvetica-Bold.afm" if bold else "Helvetica.afm")))


@cache
def _ours(bold: bool) -> dict[int, float]:
    """How wide our letters' signs are, by code, as a part of the size."""
    with TTFont(FILES[1 if bold else 0]) as font:
        wide, size = font["hmtx"], font["head"].unitsPerEm
        return {code: wide[name][0] / size for code, name in font.getBestCmap().items()}


@cache
def _wide(sign: str, bold: bool) -> float:
    code = ord(unicodedata.normalize("NFD", sign)[0])
    name, measures = UV2AGL.get(code), _measures(bold)
    arial = measures[name][1] / 1000 if name and measures.has_char(name) else _WIDE
    return max(arial, _ours(bold).get(code, 0.0))


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is in points."""
    return sum(_wide(sign, bold) for sign in text) * size * _SLACK


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text broken as a program breaks it in so many points; a word too long is broken too."""
    lines: list[str] = []
    space = width_of(" ", size, bold=bold)
    for paragraph in text.split("\n"):
        line, long = "", 0.0
        for word in paragraph.split():
            wide = width_of(word, size, bold=bold)
            if line and long + space + wide <= width:
                line, long = f"{line} {word}", long + space + wide
                continue
            if line:
                lines.append(line)
            if wide > width:
                *whole, word = _broken(word, width, size, bold)  # noqa: PLW2901
                lines.extend(whole)
                wide = width_of(word, size, bold=bold)
            line, long = word, wide
        lines.append(line)
    return tuple(lines)


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and width_of(pieces[-1] + sign, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def height_of(lines: int, size: float) -> float:
    """The height of so many lines in points."""
    return lines * size * LINE


def shortened(text: str, width: float, lines: int, size: float, *, bold: bool = False) -> str:
    """The text, cut at a word with "…" where it would take more than so many lines."""
    if len(lines_of(text, width, size, bold=bold)) <= lines:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        cut = " ".join(words).rstrip(",;:.") + "…"
        if len(lines_of(cut, width, size, bold=bold)) <= lines:
            return cut
    only = words[0] if words else ""
    while only and len(lines_of(only + "…", width, size, bold=bold)) > lines:
        only = only[:-1]
    return only + "…"


def shortened_apart(names: Sequence[str], width: float, size: float) -> list[str]:
    """Names of one line each, shortened where they have to be; names that differ stay different:
    those that would be cut to the same keep their ends instead."""
    cut = {name: shortened(name, width, 1, size) for name in names}
    for same in {text for text in cut.values() if list(cut.values()).count(text) > 1}:
        alike = [name for name in cut if cut[name] == same]
        begin = _words_in_common([name.split() for name in alike])
        for place, name in enumerate(alike, start=1):
            words = name.split()
            end = " ".join(words[begin:]) or str(place)
            options = [f"{' '.join(words[:many])}… {end}" for many in range(begin, 0, -1)]
            fits = (text for text in (*options, f"…{end}") if len(lines_of(text, width, size)) <= 1)
            cut[name] = next(fits, f"{place}: {shortened(end, width * 0.85, 1, size)}")
    return [cut[name] for name in names]


def _words_in_common(texts: Sequence[Sequence[str]]) -> int:
    """How many words all texts begin with."""
    many = 0
    for words in zip(*texts, strict=False):
        if len(set(words)) > 1:
            break
        many += 1
    return many


def fitted(
    text: str, width: float, sizes: Sequence[tuple[float, int]], *, bold: bool = False
) -> Fitted:
    """The text in the first size in which it takes no more than its number of lines, else
    shortened in the last.

    sizes: (size in points, most lines), from large to small.
    """
    for size, most in sizes:
        lines = lines_of(text, width, size, bold=bold)
        if len(lines) <= most:
            return Fitted(text, size, height_of(len(lines), size))
    size, most = sizes[-1]
    cut = shortened(text, width, most, size, bold=bold)
    return Fitted(cut, size, height_of(most, size))
