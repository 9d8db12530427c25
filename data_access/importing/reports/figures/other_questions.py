"""Questions of the national surveys that share words of a measure and ask something else."""

from __future__ import annotations

import re

_ANOTHER = re.compile(
    r"\b(?:ma(?:de|kes?|king) (?:\w+ ){1,3}feel|help(?:s|ed)? (?:\w+ ){1,3}(?:feel|think|have)|"
    r"clean and|food and drink|things (?:they|that|which|people|I) (?:\w+ )?(?:value|enjoy)|"
    r"encouraged and supported|(?:information|advice) (?:\w+ ){0,4}(?:was |were )?helpful|"
    r"financial difficult\w+|(?:little|some) social contact|(?:social contact|felt) (?:and )?"
    r"(?:\w+ )?isolated|"
    r"(?<!or )(?<!or an )(?<!or had )(?<!or have )adequate (?:social contact|control)|"
    r"carers (?:(?:who|that|had) )?(?:felt|feel|feeling) safe|"
    r"in their (?:local )?(?:area|neighbourhood|community|town)|after dark|during the day|at night|"
    r"died|deaths?)\b",
    re.IGNORECASE,
)


def asks_something_else(text: str) -> bool:
    """Whether a text tells of a question that no measure is of."""
    return _ANOTHER.search(text) is not None
