"""The letters of the files we write: ours, and one for signs ours has not.

`fonts/` holds Atkinson Hyperlegible Next in two weights, made from the files the screens use.
Matplotlib brings DejaVu Sans.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

FAMILY = "Atkinson Hyperlegible Next"
FALLBACK = "DejaVu Sans"
_OURS = Path(__file__).parent / "font_files"
_THEIRS = Path(mpl.get_data_path()) / "fonts" / "ttf"
FILES: tuple[Path, ...] = (
    _OURS / "atkinson-hyperlegible-next-regular.ttf",
    _OURS / "atkinson-hyperlegible-next-bold.ttf",
    _THEIRS / "DejaVuSans.ttf",
    _THEIRS / "DejaVuSans-Bold.ttf",
)


@cache
def known_to_matplotlib() -> tuple[str, str]:
    """The families for a text, in order of preference, after Matplotlib was told of them."""
    for path in FILES[:2]:
        font_manager.fontManager.addfont(str(path))
    return FAMILY, FALLBACK


@cache
def _drawable() -> frozenset[int]:
    # Both weights of a family have the same signs, but for a few of the fallback's.
    ours, ours_bold, theirs, theirs_bold = (set(FT2Font(str(path)).get_charmap()) for path in FILES)
    return frozenset((ours & ours_bold) | (theirs & theirs_bold))


def displayable(text: str) -> str:
    """The text with signs no font of ours has told in words ("😀" becomes "[grinning face]").

    A tagged PDF may not hold a sign it cannot show, and a reader should learn that one was there.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(sign) for sign in unicodedata.normalize("NFC", text))


def _shown(sign: str) -> str:
    if sign in "\n\t":
        return sign
    if ord(sign) in _drawable() and unicodedata.category(sign) not in {"Cc", "Cf"}:
        return sign
    if unicodedata.category(sign)[0] in "CM":  # joiners, accents and controls show nothing alone
        return ""
    return f"[{unicodedata.name(sign, 'unknown sign').lower()}]"
