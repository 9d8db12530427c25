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


# Words by which each statement's sentence ("We ...") is told from the others'.
_SENTENCES: dict[str, frozenset[str]] = {
    name: frozenset(map(stem, words.split()))
    for name, words in {
        "assessing_needs": "maximise effectiveness treatment assessing reviewing communication",
        "supporting_healthier_lives": "manage independence choice control healthier reduce future",
        "equity": "actively seek listen likely inequality tailor",
        "care_provision": "diverse understand joined flexible local continuity",
        "partnerships": "duty collaborate partnership seamlessly partners share",
        "safe_pathways": "establish maintain systems managed monitored assured continuity move",
        "safeguarding": "being means protecting right bullying harassment abuse neglect",
        "governance": "clear responsibilities roles accountability governance sustainable act",
        "learning": "focus continuous innovation encourage creative research",
    }.items()
    if name in STATEMENTS
}
_THEMES = re.compile(
    r"(?i)\W*(?:theme\W*)?\d?\W*(?:working with people|(?:how the (?:local authority|council) )?"
    r"(?:provid(?:ing|es) support|ensur(?:ing|es) safety(?: within the system)?)|"
    r"leadership(?: and workforce)?|(?:cross.?cutting|all|various|multiple|several)(?: themes| "
    r"statements)?)\W*|\W*theme\W*\d\W*"
)


def theme_named(text: str) -> bool:
    """Whether a text names a theme of the framework, which is of several statements, or says that
    something is of all of them."""
    return _THEMES.fullmatch(text.strip()) is not None


def _sentence_of(text: str) -> str | None:
    """The statement whose sentence a text is, whole or its beginning."""
    words = fold(text).split()
    if "we" not in words[:4] or len(words) < 6:
        return None
    there = {stem(word) for word in words}
    scored = sorted(
        ((len(there & known), name) for name, known in _SENTENCES.items()), reverse=True
    )
    (most, name), (next_most, _) = scored[0], scored[1]
    return name if most >= 2 and most > next_most else None


@lru_cache(maxsize=4096)
def statement_surely(text: str) -> str | None:
    """The id of the statement a text names so clearly that it may stand anywhere: by two words or
    more, or by all there are in a short name."""
    name = statement_named(text)
    if name is None:
        return None
    words = [word for word in fold(text).split() if word not in _SMALL and not word.isdigit()]
    short = [stem(w) for w in fold(STATEMENTS[name].short_name).split() if w not in _SMALL]
    return name if len(words) >= 2 or [stem(word) for word in words] == short else None


@lru_cache(maxsize=4096)
def statement_named(text: str) -> str | None:
    """The id of the one statement all of whose telling words in the text are its own; None if the
    words are of none, or of several. A number or code before the name does not count."""
    said = text.strip()
    if said in STATEMENTS:
        return said
    sentence = _sentence_of(said)
    if sentence is not None:
        return sentence
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
