"""Who may see what is shown: those within the council, or everybody."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal
from urllib.parse import unquote_plus

Audience = Literal["internal", "public"]

AUDIENCES: Final[dict[str, str]] = {"internal": "Internal", "public": "Public"}

AUDIENCE_IN_THE_BAR: Final[dict[Audience, str]] = {
    "internal": "Internal",
    "public": "Public audience",
}
"""In the bar above every page."""

AUDIENCE_OF_A_PACK: Final[dict[Audience, str]] = {
    "internal": "Internal use",
    "public": "The public",
}
"""As the answer to whom a pack is for."""

AUDIENCE_EXPLAINED: Final[dict[Audience, str]] = {
    "internal": "Internal: not for publication",
    "public": "Public: small numbers are hidden",
}
"""On a document, with what follows from it."""


def audience_of(word: str) -> Audience:
    """The audience that a word names. A word that is not known means the public, who sees less."""
    return "internal" if _folded(word) == "internal" else "public"


def audience_asked(parameters: Iterable[tuple[str, str]]) -> Audience | None:
    """The audience that an address's parameters ask for; None if they say nothing of it.

    Whatever speaks of an audience counts, however it is spelt, encoded or repeated: only where all
    of it says "internal" is it that.
    """
    said = [audience_of(word) for word in _words(parameters)]
    if not said:
        return None
    return "internal" if set(said) == {"internal"} else "public"


def speaks_of_audience(name: str, value: str) -> bool:
    """Whether a parameter is about the audience: by its name, or by an address within its value."""
    return bool(_NAME.search(_folded(name)) or _WITHIN.search(_folded(value)))


_NAME = re.compile(r"\baudience|audience\b")
_WITHIN = re.compile(r"\baudience\s*(=|%|:)")


def _words(parameters: Iterable[tuple[str, str]]) -> Iterable[str]:
    for name, value in parameters:
        if speaks_of_audience(name, value):
            # Under any other name nothing is what it says it is.
            yield value if _folded(name) == "audience" else ""


def _folded(text: str) -> str:
    """Without encoding, capitals, invisible signs and space around."""
    for _ in range(3):  # an address is now and then encoded again on its way
        text = unquote_plus(text)
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c) not in {"Cf", "Cc"}).strip()
