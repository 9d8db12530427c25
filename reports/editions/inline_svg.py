"""Charts within a page: drawings as SVG elements that need no style of their own, so that the page
can forbid every style but its own sheet."""

from __future__ import annotations

import re
from typing import Final

from components.exhibits.exhibit import Exhibit
from reports.drawing import chart as drawing

WIDE_MM: Final = 164.0
NARROW_MM: Final = 76.0
_TALLEST_MM: Final = 150.0

_OPENING: Final = (
    '<svg stroke-linejoin="round" stroke-linecap="butt" aria-hidden="true" focusable="false"'
)
_HEAD = re.compile(rb"^.*?(?=<svg)", re.S)
_DROPPED = re.compile(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>|<!--.*?-->", re.S)
_STYLE = re.compile(r' style="([^"]*)"')
_SIZE = re.compile(r' (?:width|height|version|xmlns)="[^"]*"')
_ID = re.compile(r' id="([^"]*)"')
_LETTER = re.compile(r'<path id="([A-Za-z]+-[^"]*)" d="[^"]*" transform="scale\([^)]*\)"/>', re.S)
_USED = re.compile(r'(?:href="#|url\(#)([^")]+)')


class Drawings:
    """The drawings of one page. Letters are outlines, which stand once for all of them."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def inline(self, exhibit: Exhibit, width_mm: float, name: str) -> str:
        """The exhibit's chart as an SVG element, as wide as its place. `name` is unique on the
        page: what is named within the drawing begins with it. ValueError where it has no chart."""
        tall = min(drawing.height_mm(exhibit, width_mm), _TALLEST_MM)
        text = _HEAD.sub(b"", drawing.svg(exhibit, width_mm, tall)).decode()
        text = _STYLE.sub(lambda found: _attributes(found[1]), _DROPPED.sub("", text))
        opening, rest = text.split(">", 1)
        text = _LETTER.sub(self._keep_letter, f"{_SIZE.sub('', opening)}>{rest}")
        used = set(_USED.findall(text)) - self._letters.keys()
        text = _ID.sub(lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", text)
        for each in used:
            text = text.replace(f'"#{each}"', f'"#{name}-{each}"')
            text = text.replace(f"url(#{each})", f"url(#{name}-{each})")
        return _close(text.replace("<svg", _OPENING, 1))

    def letters(self) -> str:
        """The letters of all drawings so far, as an element that shows nothing."""
        if not self._letters:
            return ""
        return (
            f'{_OPENING} width="0" height="0"><defs>{"".join(self._letters.values())}</defs></svg>'
        )

    def _keep_letter(self, found: re.Match[str]) -> str:
        self._letters[found[1]] = _close(found[0])
        return ""


def _close(text: str) -> str:
    """Without what only keeps lines apart."""
    return re.sub(r"\s*\n\s*", " ", text).replace("> <", "><").replace("<defs></defs>", "").strip()


def _attributes(style: str) -> str:
    """What a style says as attributes, which mean the same."""
    pairs = (part.partition(":") for part in style.split(";") if part.strip())
    return "".join(f' {key.strip()}="{value.strip()}"' for key, _, value in pairs)
