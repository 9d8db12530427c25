"""Questions of the national surveys that share words of a measure and ask something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_access.importing.reports.figures.quantities import Quantity

_ANOTHER = re.compile(
    r"\b(?:ma(?:de|kes?|king) (?:\w+ ){1,3}feel|help(?:s|ed)? (?:\w+ ){1,3}(?:feel|think|have)|"
    r"clean and|food and drink|things (?:they|that|which|people|I) (?:\w+ )?(?:value|enjoy)|"
    r"encouraged and supported|(?:information|advice) (?:\w+ ){0,4}(?:was |were )?helpful|"
    r"financial difficult\w+|(?:little|some) social contact|(?:social contact|felt) (?:and )?"
    r"(?:\w+ )?isolated|"
    r"(?<!or )(?<!or an )(?<!or had )(?<!or have )adequate (?:social contact|control)|"
    r"carers (?:(?:who|that|had) )?(?:felt|feel|feeling) safe|"
    r"in their (?:local )?(?:area|neighbourhood|community|town)|after dark|during the day|at night)"
    r"\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;]|\b(?:and|but|while|whilst|whereas)\b", re.IGNORECASE)


def asks_something_else(sentence: str, numbers: Sequence[Quantity], place: int) -> bool:
    """Whether a number of a sentence answers a question that no measure is of, by the words of its
    clause before it and those up to the next number."""
    number = numbers[place]
    since = numbers[place - 1].end if place else 0
    until = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence)
    before = _CLAUSE.split(sentence[since : number.start])[-1]
    return _ANOTHER.search(f"{before} {sentence[number.end : until]}") is not None
