"""Small marks that say by shape and words what they also say by colour."""

from __future__ import annotations

from components.look.status import Nature

_NATURE_WORDS: dict[Nature, str] = {
    "illustrative": "Example records",
    "published": "Published",
    "own": "Own records",
}


def mark(nature: Nature) -> str:
    """The mark of a kind of records, as HTML."""
    return f'<span class="mark mark-{nature}">{_NATURE_WORDS[nature]}</span>'
