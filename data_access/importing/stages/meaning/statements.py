"""Quality statements by any of their names: "QS7 Safeguarding", "Learning & improvement"."""

from __future__ import annotations

import re
from functools import lru_cache

from data_access.importing.stages.meaning.wording import fold, stem
from vocabulary.framework import STATEMENTS

_SMALL = frozenset({"of", "in", "and", "the", "to", "people", "live", "lead", "how", "with"})


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    return {
        statement.id: frozenset(
            stem(word)
            for word in fold(
                f"{statement.name} {statement.short_name} {statement.id.replace('_', ' ')}"
            ).split()
            if word not in _SMALL
        )
        for statement in STATEMENTS.values()
    }


@lru_cache(maxsize=4096)
def statement_named(text: str) -> str | None:
    """The id of the one statement all of whose telling words in the text are its own; None if the
    words are of none, or of several. A number or code before the name does not count."""
    said = text.strip()
    if said in STATEMENTS:
        return said
    bare = re.sub(
        r"^\W*(?:(?:qs|quality statement|statement|theme|s)\W*)?\d*[a-z]?(?:\.\d+)*\W+",
        "",
        said,
        flags=re.IGNORECASE,
    )
    for each in (bare, said, *re.split(r"\s+-\s+|[:(/]", said)):
        words = frozenset(stem(word) for word in fold(each).split() if word not in _SMALL)
        words = frozenset(word for word in words if not re.fullmatch(r"(?:qs)?\d+[a-z]?", word))
        if not words:
            continue
        hits = [name for name, known in _names().items() if words <= known]
        if len(hits) > 1:
            exact = [name for name in hits if words == {stem(w) for w in name.split("_")}]
            hits = exact or hits
        if len(hits) == 1:
            return hits[0]
    return None
