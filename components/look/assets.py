"""The files the look is served from: type, stylesheet, script, icon. All on our own server."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Final

from components.tokens import Signal, Surface, css_variables

FILES: Final = Path(__file__).resolve().parent / "files"
STYLESHEET: Final = "style.css"
SCRIPT: Final = "dashboard.js"
SEARCH_SCRIPT: Final = "search.js"
"""It takes the other script's names, and so comes after it."""
FONT: Final = "atkinson-hyperlegible-next-latin-wght-normal.woff2"

_KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}


def find(name: str) -> tuple[bytes, str] | None:
    """Content and media type of the asset of that name, or None when there is none.

    Names are matched against the folder's listing, so no name can lead outside it.
    """
    return _all().get(name)


@cache
def address(name: str) -> str:
    """The address of an asset, relative to the server's root, with a hash of its content.

    Raises:
        KeyError: there is no such asset.
    """
    body, _ = _all()[name]
    return f"assets/{name}?v={hashlib.sha256(body).hexdigest()[:12]}"


@cache
def favicon() -> bytes:
    """The icon as PNG: four bars on the brand's ground, one of them still empty."""
    from PIL import Image, ImageDraw  # a server has started before anybody asks for it

    drawn = Image.new("RGBA", (256, 256))
    draw = ImageDraw.Draw(drawn)
    draw.rounded_rectangle((0, 0, 255, 255), 32, fill=Signal.BRAND.value)
    draw.rounded_rectangle((58, 46, 197, 69), 3, outline=Surface.PAPER.value, width=5)
    for top in (88, 136, 184):
        draw.rounded_rectangle((56, top, 199, top + 31), 4, fill=Surface.PAPER.value)
    picture = io.BytesIO()
    drawn.resize((64, 64), Image.Resampling.LANCZOS).save(picture, "png")
    return picture.getvalue()


@cache
def _all() -> dict[str, tuple[bytes, str]]:
    found = {
        file.name: (file.read_bytes(), _KINDS[file.suffix])
        for file in sorted(FILES.iterdir())
        if file.suffix in _KINDS
    }
    sheets = [file.read_text("utf-8") for file in sorted((FILES / "css").glob("*.css"))]
    found[STYLESHEET] = ((css_variables() + "\n".join(sheets)).encode(), _KINDS[".css"])
    return found
