"""People's words as a screen may show them: letter by letter, in the order in which they stand.

Signs that turn the direction of what follows (overrides, embeddings and isolates of Unicode's
bidirectional algorithm) are not shown: one of them would have a name read backwards, or as another
word than the one that is stored. Arabic and Hebrew need none: their letters say which way they run.
What is stored keeps them.
"""

from __future__ import annotations

import html
import re
from typing import Final

TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""The signs that turn what follows."""


def inert(text: str) -> str:
    """The text without what turns its direction."""
    return text if text.isascii() else TURNS.sub("", text)


def escape(text: str, quote: bool = True) -> str:
    """The text in HTML, inert: nothing in it is a tag, or turns what follows."""
    return html.escape(inert(text), quote)
