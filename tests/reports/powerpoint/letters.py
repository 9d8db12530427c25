"""How wide letters are, read from the fonts themselves: ours, Arial's measures, and those fonts of
this machine that are as wide as Office's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from fontTools.afmLib import AFM
from fontTools.agl import UV2AGL
from fontTools.ttLib import TTFont
from matplotlib import get_data_path
from matplotlib.font_manager import findSystemFonts

from reports.drawing.fonts import FILES

Wide = Callable[[str, bool], float]
"""How wide a sign is in a size of 1, in bold or not."""
_OFFICE = {"Liberation Sans": "LiberationSans", "Carlito": "Carlito"}
_MISSING = 0.6  # of the size: a sign the font has not is drawn from another


@cache
def fonts() -> dict[str, Wide]:
    """By name."""
    found = {"Atkinson Hyperlegible Next": _of_files(FILES[0], FILES[1]), "Arial": _arial()}
    installed = {Path(path).stem: Path(path) for path in findSystemFonts(fontext="ttf")}
    for name, stem in _OFFICE.items():
        pair = [installed.get(f"{stem}-{weight}") for weight in ("Regular", "Bold")]
        if all(pair):
            found[name] = _of_files(*(path for path in pair if path))
    return found


def _of_files(regular: Path, bold: Path) -> Wide:
    both = []
    for path in (regular, bold):
        with TTFont(path) as font:
            widths, size = font["hmtx"], font["head"].unitsPerEm
            both.append({c: widths[name][0] / size for c, name in font.getBestCmap().items()})
    return lambda sign, heavy: both[heavy].get(ord(sign), _MISSING)


def _arial() -> Wide:
    folder = Path(get_data_path()) / "fonts" / "pdfcorefonts"
    both = [AFM(str(folder / name)) for name in ("Helvetica.afm", "Helvetica-Bold.afm")]

    def wide(sign: str, heavy: bool) -> float:
        name = UV2AGL.get(ord(sign))
        known = bool(name) and both[heavy].has_char(name)
        return float(both[heavy][name][1]) / 1000 if known else _MISSING

    return wide


def lines(parts: list[tuple[str, float, bool]], width: float, wide: Wide) -> int:
    """How many lines a paragraph takes in so many points: parts of it with their size and weight,
    broken at spaces as programs do."""
    placed, at = 1, 0.0
    word, space = 0.0, 0.0
    for text, size, heavy in [*parts, (" ", 0.0, False)]:
        for sign in text:
            long = wide(sign, heavy) * size
            if sign != " ":
                word += long
                continue
            if at and at + space + word > width:
                placed, at = placed + 1, word
            else:
                at += (space if at else 0.0) + word
            word, space = 0.0, long
    return placed
