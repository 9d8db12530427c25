"""The stylesheet of published pages, with the letters they are set in: a page stands by itself."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

from components import tokens
from components.tokens import FONT_FAMILY, css_variables

# The look's own file; its package loads Streamlit, which no report needs.
_LETTERS: Final = (
    Path(tokens.__file__).parent / "look/files/atkinson-hyperlegible-next-latin-wght-normal.woff2"
)


def _font() -> str:
    letters = base64.b64encode(_LETTERS.read_bytes()).decode()
    return (
        f'@font-face{{font-family:"{FONT_FAMILY}";font-weight:200 800;font-display:swap;'
        f'src:url(data:font/woff2;base64,{letters}) format("woff2")}}\n'
    )


STYLE: Final = (
    css_variables() + _font() + Path(__file__).with_name("page.css").read_text(encoding="utf-8")
)
"""All that a published page is styled by, in one element: a security policy can name its digest."""
