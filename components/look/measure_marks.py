"""The marks of NHS England's Making Data Count, drawn in our hand and with their words: how a
measure varies, and whether it will meet its target.

A circle with small waves is usual variation; H or L is a change, to high or low figures. P is a
target that will be met, F one that will be missed, and a question mark one that may be either.
"""

from __future__ import annotations

from typing import Final

from components.look.marks import shape_with_words
from components.tokens import Ink, Signal
from measures.indicators.outlook import Outlook
from measures.process_control.special_causes import Meaning
from vocabulary.indicators import Direction

_RING: Final = '<circle cx="11" cy="11" r="9.4"/>'
_WAVES: Final = '<path d="M5 12.6 8 9l3 4.2L14 9l3 3.6"/>'
_HIGH: Final = '<path d="M7.6 6v10M14.4 6v10M7.6 11h6.8"/>'
_LOW: Final = '<path d="M8.6 6v10h5.8"/>'
_PASS: Final = '<path d="M8.4 16.4V6h3.2a3 3 0 0 1 0 6H8.4"/>'
_FAIL: Final = '<path d="M8.6 16.4V6h5.8M8.6 11h4.6"/>'
_MAYBE: Final = '<path d="M8.2 8.4a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.1-1.5 2.3M11 16v.4"/>'

OUTLOOKS: Final = {
    Outlook.CONSISTENT_PASS.value: (_PASS, Signal.BRAND.value),
    Outlook.INCONSISTENT.value: (_MAYBE, Ink.QUIET.value),
    Outlook.CONSISTENT_FAIL.value: (_FAIL, Signal.ATTENTION.value),
}
"""Letter and colour by what is said of a target."""


def variation_mark(meaning: str, direction: str, words: str) -> str:
    """How a measure varies, as HTML.

    Args:
        meaning: what its newest figure means, one of `Meaning`.
        direction: which way is better.
        words: what stands beside the mark.
    """
    if meaning == Meaning.COMMON_CAUSE:
        return shape_with_words(_RING + _WAVES, Ink.QUIET, words)
    up = direction == Direction.INCREASE
    high, colour = {
        Meaning.CONCERN.value: (not up, Signal.ATTENTION.value),
        Meaning.IMPROVEMENT.value: (up, Signal.BRAND.value),
        Meaning.NEUTRAL_HIGH.value: (True, Ink.TEXT.value),
        Meaning.NEUTRAL_LOW.value: (False, Ink.TEXT.value),
    }[meaning]
    return shape_with_words(_RING + (_HIGH if high else _LOW), colour, words)


def outlook_mark(outlook: str, words: str) -> str:
    """Whether a measure will meet its target, as HTML: `outlook` is one of `OUTLOOKS`."""
    letter, colour = OUTLOOKS[outlook]
    return shape_with_words(_RING + letter, colour, words)
