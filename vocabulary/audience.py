"""Who may see what is shown: those within the council, or everybody, and what becomes of what
everybody sees."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, Literal
from urllib.parse import unquote_plus

from vocabulary.labels import LabelledEnum

Audience = Literal["internal", "public"]

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


def speaks_of_audience(name: str, value: str = "") -> bool:
    """Whether a parameter is about the audience: by its name, or by one within its value."""
    said, within = _folded(name), re.findall(r"([^&;?#,|=:]*)[=:]", _folded(value))
    # No name of ours has letters other than those of English: one that has may look like this one.
    return not said.isascii() or any(map(_means_audience, [said, *within]))


_ALIKE: Final = 0.75  # two of its eight letters may be others
_LONGEST: Final = 13  # letters: nothing longer is as much alike


def _means_audience(folded: str) -> bool:
    """Whether a name means the audience, if not well spelt."""
    letters = re.sub(r"[\W\d_]", "", folded)
    if "audience" in letters:
        return True
    return len(letters) <= _LONGEST and SequenceMatcher(None, letters, "audience").ratio() >= _ALIKE


def _words(parameters: Iterable[tuple[str, str]]) -> Iterable[str]:
    for name, value in parameters:
        if speaks_of_audience(name, value):
            # Under any other name nothing is what it says it is.
            yield value if name == "audience" else ""


def _folded(text: str) -> str:
    """Without encoding, capitals, accents, invisible signs and space around."""
    for _ in range(_ENCODED):
        text = unquote_plus(text)
    if unquote_plus(text) != text:
        return _HIDDEN
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c) not in _PASSED_OVER).strip()


_ENCODED: Final = 9  # times: an address is now and then encoded again on its way
_HIDDEN: Final = "audience?"  # what is encoded still more often hides what it says
_PASSED_OVER: Final = frozenset({"Cf", "Cc", "Mn"})


class EditionAct(LabelledEnum):
    """What was done with an edition."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class EditionState(LabelledEnum):
    """What became of an edition."""

    PREVIEW = "preview", "Not published"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
