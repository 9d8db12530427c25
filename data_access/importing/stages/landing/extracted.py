"""The day a file was taken from where its records are kept, which decides which months are whole.

A person says it (constant `extracted`), or the file: "Extracted 05/05/2026" in a title or note,
"log taken 5 May" in its name. Else it is the day the file comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import Recipe, RecipeError
from data_access.importing.stages.values.constants import bare_name_of
from data_access.ledger.coverage import day_of

CONSTANT = "extracted"

_TAKEN = re.compile(
    r"(?i)\b(?:extract(?:ed|ion)?|export(?:ed)?|downloaded|printed|produced|generated|refreshed|taken|"
    r"pulled|run|report(?:ed)?|data|position|correct|snapshot)\b[\s_-]*"
    r"(?:on|at|to|date|run on|taken|taken on|extracted|produced|generated)?[\s:_-]*"
)
_AS_AT = re.compile(r"(?i)\b(?:as at|as of|up to|to the end of)\b[\s:_-]*")
_LONGEST_DAY = 5  # words that a day is written in


def extracted_on(reading: Reading, recipe: Recipe, today: date) -> date | None:
    """The day the file was taken, as a person or the file says; None if nobody does.

    "As at" a day means that the day is over. A day before the newest record, or after `today`, is
    none. RecipeError if what a person said is no day.
    """
    said = recipe.constants.get(CONSTANT)
    if said is not None:
        span = read_span(said)
        if span is None or span.rough:
            raise RecipeError(f"the recipe's constant {CONSTANT} is '{said}', which is no day.")
        return span.first
    newest = newest_day(reading)
    texts = (
        *reading.titles,
        *(each.text for each in reading.aside if each.text),
        bare_name_of(reading.source),
    )
    for text in texts:
        for found in (*_days_in(text, newest), *_days_in(text.replace("-", " "), newest)):
            if (newest is None or newest <= found) and found <= today:
                return found
    return None


def newest_day(reading: Reading) -> date | None:
    """The newest day that the file's records speak of."""
    day = day_of(reading.dataset)
    if day is None or reading.rows.is_empty():
        return None
    newest = reading.rows.select(day.max()).item()
    return newest if isinstance(newest, date) else None


def _days_in(text: str, newest: date | None) -> Iterable[date]:
    for pattern, later in ((_AS_AT, 1), (_TAKEN, 0)):
        for match in pattern.finditer(text):
            found = _first_day(text[match.end() :], newest)
            if found is not None:
                yield found + timedelta(days=later)


def _first_day(text: str, newest: date | None) -> date | None:
    words = re.split(r"[\s_]+", text.strip())[:_LONGEST_DAY]
    for many in range(len(words), 0, -1):
        said = " ".join(words[:many]).strip(".,;:()[]")
        span = read_span(said)
        if span is not None and not span.rough:
            return span.first
        if newest is not None:  # "5 May": the first of them that is not before the newest record
            for year in (newest.year, newest.year + 1):
                span = read_span(f"{said} {year}")
                if span is not None and not span.rough and span.first >= newest:
                    return span.first
    return None
