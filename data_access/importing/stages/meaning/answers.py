"""What an answer of a survey's scale means: that somebody agreed, did not, or gave no answer."""

from __future__ import annotations

import re
from functools import lru_cache

from data_access.importing.stages.meaning.wording import fold, is_nothing_yet
from data_access.importing.stages.recipe import Recipe

AGREE, NOT_AGREE, NO_ANSWER = "agree", "not agree", ""
ANSWERS = (AGREE, NOT_AGREE, NO_ANSWER)

_HOW = r"(?:strongly|slightly|somewhat|mostly|tend to|generally|completely|definitely|fully|very|" \
       r"fairly|quite|partly|to some extent) ?"  # fmt: skip
_AGREE = re.compile(rf"(?:{_HOW})?(?:agree|satisfied|positive)|yes(?: definitely| always)?|always|"
                    r"often|usually|most of the time|agree strongly|agree slightly|"
                    r"strongly agree or agree|agree or strongly agree")  # fmt: skip
_NOT = re.compile(rf"(?:{_HOW})?(?:disagree|dissatisfied|negative)|no|never|rarely|sometimes|"
                  r"neutral|neither(?: .*)?|disagree strongly|disagree slightly|not at all|"
                  r"undecided|mixed|no opinion|unsure|not sure|occasionally")  # fmt: skip
_NONE = re.compile(r"dont know|do not know|not applicable|na|n a|prefer not to (?:say|answer)|"
                   r"no (?:answer|response|reply)|not answered|skipped|blank|cant say|"
                   r"no experience|unknown|not relevant.*|does not apply.*")  # fmt: skip


def answer_of(text: str, recipe: Recipe) -> str | None:
    """AGREE, NOT_AGREE or NO_ANSWER; None where that has to be asked. A number before the words
    does not count: "5 - Strongly agree"."""
    told = recipe.word("answer", text) if recipe.words else None
    if told is not None:
        return told if told in ANSWERS else _known_answer(told)
    return _known_answer(text)


@lru_cache(maxsize=65_536)
def _known_answer(text: str) -> str | None:
    said = re.sub(r"^\d{1,2} ", "", fold(text))
    for pattern, meant in ((_NONE, NO_ANSWER), (_NOT, NOT_AGREE), (_AGREE, AGREE)):
        if pattern.fullmatch(said):
            return meant
    return NO_ANSWER if is_nothing_yet(text) else None


_BASE_ROW = re.compile(
    r"(?:(?:total|unweighted) )?(?:(?:number|no|count) of )?(?:people (?:who )?)?"
    r"(?:total )?(?:respondents?|responses?|answers|replies|returns|answered|responded|base"
    r"(?: size)?|sample(?: size)?|n)(?: n)?"
)


def is_base_row(text: str) -> bool:
    """Whether a row's first words say that it holds how many people answered."""
    return _BASE_ROW.fullmatch(fold(text)) is not None
