"""What is to be erased, as a pattern: the same words however they are spaced, in texts and in the
JSON that packs and editions are kept as."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from data_access.errors import DataError
from vocabulary.erasure import ERASED

SHORTEST, LONGEST = 3, 200
_SEPARATED = 6  # digits or more are also found with blanks and hyphens between them


@dataclass(frozen=True)
class Wanted:
    """Words to be erased. any_case: also where they are written with other capitals; words written
    in capitals throughout are found in any case, since systems write names so.

    DataError for fewer than three or more than two hundred characters.
    """

    words: str
    any_case: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", " ".join(self.words.split()))
        letters = sum(letter.isalnum() for letter in self.words)
        if letters < SHORTEST or len(self.words) > LONGEST:
            raise DataError(
                f"Write what is to be erased, in {SHORTEST} to {LONGEST} characters: fewer would "
                "be found within other words."
            )

    @cached_property
    def pattern(self) -> str:
        """A regular expression, for Polars and for Python alike. Its two groups are what stands
        before and after the words, and stays."""
        before = _BEFORE if self.words[:1].isalnum() else "()"
        after = r"(\b|_)" if self.words[-1:].isalnum() else "()"
        digits = re.sub(r"[\s-]", "", self.words)
        if digits.isascii() and digits.isdecimal() and len(digits) >= _SEPARATED:
            return f"{before}{'[ -]?'.join(digits)}{after}"
        shouted = self.words.upper()
        spelled = dict.fromkeys(map(_spelled, (self.words, shouted)))
        said = next(iter(spelled)) if self.any_case else "|".join(spelled)
        return f"{'(?i)' if self.any_case else ''}{before}(?:{said}){after}"

    def stands_in(self, text: str) -> bool:
        """Whether a text has it."""
        return re.search(self.pattern, text) is not None

    def taken_out(self, texts: pl.Series) -> pl.Series:
        """The texts with `ERASED` in its place."""
        for _ in range(2):  # where it stands twice, what is between belongs to the first
            texts = texts.str.replace_all(self.pattern, f"${{1}}{ERASED}${{2}}")
        return texts

    def there(self, texts: pl.Series) -> pl.Series:
        """Of each text whether it has it."""
        return texts.str.contains(self.pattern).fill_null(value=False)


# What may stand before a word: the text's beginning, a line's in JSON, or no letter and no digit.
_BEFORE = r"(^|\\[nrt]|[\W_])"
_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$]")  # that mean something in a pattern


def _spelled(words: str) -> str:
    # In names of files and in addresses there are no blanks.
    return r"(?:[\s_.-]|\\[nrt])+".join(map(_part, words.split()))


def _part(word: str) -> str:
    """A word as it is written and as JSON escapes it."""
    written = {word, *(json.dumps(word, ensure_ascii=plain)[1:-1] for plain in (False, True))}
    spelled = [_SIGNS.sub(r"\\\g<0>", each) for each in sorted(written)]
    return spelled[0] if len(spelled) == 1 else f"(?:{'|'.join(spelled)})"
