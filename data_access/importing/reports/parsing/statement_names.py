"""Quality statements by every name they are published under.

Names differ between pages, press releases and years ("live" or "lead" healthier lives, "safe
systems, pathways" or "safe pathways, systems"). They are compared by their telling words, in any
order and number, so that punctuation, numbering and small words do not matter. Nothing is matched
by likeness: a misspelt name is not recognised, and the caller says so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from data_access.importing.reports.files.characters import folded
from vocabulary.framework import FRAMEWORKS

_LONGEST_NAME = 120

# Beside the names of the framework. Source of the older ones: CQC press releases of May 2024
# (Hertfordshire, Hounslow).
_OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "assessing_needs": ("Assessing people's needs", "How the local authority works with people"),
    "supporting_healthier_lives": (
        "Supporting people to lead healthier lives",
        "Supporting people to have healthier lives",
        "Supporting healthier lives",
    ),
    "equity": ("Equity of experience and outcomes", "Equity"),
    "care_provision": (
        "Care provision, integration and continuity of care",
        "Providing support (care provision, integration and continuity)",
        "Providing support (care provision, integration and continuity of care)",
    ),
    "safe_pathways": (
        "How the local authority ensures safety in the system",
        "How the local authority ensures safety within the system",
    ),
    "governance": ("Governance", "Leadership"),
}

_THEMES = (
    "Working with people",
    "How the local authority works with people",
    "How local authorities work with people",
    "Providing support",
    "How the local authority provides support",
    "How local authorities provide support",
    "Ensuring safety",
    "Ensuring safety in the system",
    "Ensuring safety within the system",
    "How the local authority ensures safety in the system",
    "How the local authority ensures safety within the system",
    "Leadership",
)

_SMALL_WORDS = {"a", "and", "in", "of", "or", "people", "the", "to", "with"}
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_NUMBERING = re.compile(
    r"^(?:(?:quality statement|qs)\s*(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"\s*[-:.)]?|\(?\d{1,2}\s*[.):]|[a-j]\)|[-*•·])\s*"
)
_THEME_NUMBER = re.compile(r"^theme\s*(?:\d|one|two|three|four)\b\s*[-:.)]?\s*")
_IN_BRACKETS = re.compile(r"^([^()]+)\(([^()]+)\)$")
_TRAILING = " -:;,.|*"


def _telling(text: str) -> frozenset[str]:
    words = (word.removesuffix("'s") for word in _WORD.findall(text))
    return frozenset(_singular(word) for word in words if word not in _SMALL_WORDS)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_STATEMENT_OF = {
    _telling(folded(name)): statement
    for statement, names in (
        *((s.id, (s.name,)) for version in FRAMEWORKS.values() for s in version.statements),
        *_OTHER_NAMES.items(),
    )
    for name in names
}
_THEME_WORDS = {_telling(folded(name)) for name in _THEMES}


def _plain(name: str) -> str | None:
    """The name folded and without numbering, or None if it cannot be a name."""
    if len(name) > _LONGEST_NAME:
        return None
    text = folded(name).strip(_TRAILING + "\"'")
    return _NUMBERING.sub("", text, count=1).strip(_TRAILING + "\"'")


@lru_cache(maxsize=4096)
def recognise_statement(name: str) -> str | None:
    """The id of the quality statement published under this name, or None.

    Older names count ("leadership", "how the local authority works with people"). Text that says
    more than a name ("Safeguarding was strong") is not a name.
    """
    text = _plain(name)
    if not text or _THEME_NUMBER.match(text):
        return None
    if re.search(r"[.!?;]|\d", text):
        return None
    return _STATEMENT_OF.get(_telling(text)) or _explained(text)


def _explained(text: str) -> str | None:
    """The statement of a name that says in brackets what belongs to it: "leadership (management
    and sustainability)"."""
    found = _IN_BRACKETS.match(text)
    statement = _STATEMENT_OF.get(_telling(found[1])) if found else None
    if found is None or statement is None:
        return None
    known = {word for words, other in _STATEMENT_OF.items() if other == statement for word in words}
    return statement if _telling(found[2]) <= known else None


@lru_cache(maxsize=4096)
def is_theme(name: str) -> bool:
    """Whether this is the name of one of the four themes, with or without "Theme N"."""
    text = _plain(name)
    if not text:
        return False
    numbered = _THEME_NUMBER.match(text)
    return _telling(_THEME_NUMBER.sub("", text)) in _THEME_WORDS or bool(
        numbered and len(text) <= 80
    )
