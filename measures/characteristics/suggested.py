"""Which records may bear on a rating characteristic, and why: suggested, for a person to choose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Any, Final

import polars as pl

from measures.statistics.columns import require
from vocabulary.wording import long_date

SUGGESTED_SCHEMA: Final[Mapping[str, pl.DataType]] = {
    "kind": pl.String(),
    "reference": pl.String(),
    "says": pl.String(),
    "why": pl.String(),
    "weight": pl.Float64(),
}
MOST: Final = 3
"""Of each kind: a person reads them all."""
_LEAST_WEIGHT: Final = 2.0
_WORD: Final = re.compile(r"[a-z]{4,}")
_EVERYWHERE: Final = frozenset(
    {
        *("about", "adult", "adults", "after", "also", "been", "being", "care", "council", "does"),
        *("each", "every", "from", "good", "have", "into", "local", "made", "make", "many", "more"),
        *("most", "much", "need", "needs", "only", "other", "others", "over", "people", "person"),
        *("services", "service", "should", "social", "some", "staff", "such", "support", "than"),
        *("that", "their", "them", "then", "there", "these", "they", "this", "those", "time"),
        *("were", "what", "when", "where", "which", "while", "will", "with", "work", "would"),
        *("authority", "always", "well", "used", "like", "within", "before", "often", "very"),
    }
)


@dataclass(frozen=True)
class _Candidate:
    kind: str
    reference: str
    says: str
    statements: frozenset[str]
    themes: frozenset[str]
    stems: Mapping[str, str]


def suggested_evidence(
    text: str, statement: str, records: Mapping[str, pl.DataFrame], themes: pl.DataFrame
) -> pl.DataFrame:
    """List what may bear on a characteristic, with the reason, the likeliest of each kind first.

    `text`, `statement`: of the characteristic. `records`: the frames of finding, indicator,
    indicator_definition, audit, learning and action. `themes`: the codebook. The characteristic is
    on a theme where it shares a word with the theme's name, or two with the words that suggest it.
    A record bears on it by that theme (2), by being of the statement (1), and by the words they
    share, rare ones more than frequent ones; it is listed from a weight of 2 on. Gives at most
    three rows of a kind: kind (finding, indicator, audit, learning, action), reference, says, why,
    weight.

    Raises ValueError naming the column that is missing.
    """
    require(themes, "theme", "name", "cues", "statements")
    candidates = list(_candidates(records))
    words = _stems(text)
    on = _themes_of(words, themes)
    seen = Counter(stem for each in candidates for stem in each.stems)
    rows = []
    for each in candidates:
        shared = [stem for stem in words if stem in each.stems]
        rare = [log(1 + len(candidates) / seen[stem]) / log(1 + len(candidates)) for stem in shared]
        theme = next((on[name] for name in sorted(each.themes) if name in on), None)
        weight = 2 * bool(theme) + (statement in each.statements) + 2 * sum(rare)
        tied = theme or len(shared) > 1
        if weight >= _LEAST_WEIGHT and tied:
            why = _why(theme, [words[stem] for stem in shared], statement in each.statements)
            rows.append((each.kind, each.reference, each.says, why, float(weight)))
    frame = pl.DataFrame(rows, schema=SUGGESTED_SCHEMA, orient="row")
    return (
        frame.sort("weight", descending=True, maintain_order=True)
        .unique(["kind", "reference"], keep="first", maintain_order=True)
        .group_by("kind", maintain_order=True)
        .head(MOST)
        .select(*SUGGESTED_SCHEMA)
    )


def _why(theme: str | None, shared: list[str], of_statement: bool) -> str:
    said = []
    if theme:
        said.append(f"on the theme {theme[:1].lower()}{theme[1:]}")
    if shared:
        said.append(f"shares {', '.join(f'“{word}”' for word in sorted(shared)[:3])}")
    if of_statement:
        said.append("of this statement")
    return "; ".join(said)


def _stems(text: str) -> dict[str, str]:
    """Telling words by what they have in common with their other forms."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _EVERYWHERE)
    return {_stem(word): word for word in words}


def _stem(word: str) -> str:
    for ending in ("ingly", "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es",
                   "ly", "s"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _themes_of(words: Mapping[str, str], themes: pl.DataFrame) -> dict[str, str]:
    found = {}
    for row in themes.iter_rows(named=True):
        named = set(_stems(row["name"] or "")) & set(words)
        cued = set(_stems(" ".join(row["cues"] or ()))) & set(words)
        if named or len(cued) > 1:
            found[row["theme"]] = row["name"] or row["theme"]
    return found


def _candidates(records: Mapping[str, pl.DataFrame]) -> Iterable[_Candidate]:
    for row in records["finding"].iter_rows(named=True):
        yield _made("finding", row["reference"], row["text"], [row["statement"]], row["themes"])
    figures = set(records["indicator"].get_column("indicator"))
    for row in records["indicator_definition"].iter_rows(named=True):
        if row["indicator"] in figures:
            yield _made(
                "indicator", row["indicator"], row["name"], row["statements"], row["themes"],
                also=row["meaning"],
            )  # fmt: skip
    for row in records["audit"].sort("audited", descending=True).iter_rows(named=True):
        area = str(row["practice_area"] or "").replace("_", " ")
        team = f", {row['team']}" if row["team"] else ""
        says = f"{area[:1].upper()}{area[1:]}{team}, {long_date(row['audited'])}"
        yield _made("audit", row["reference"], says, [], row["themes"])
    for row in records["learning"].iter_rows(named=True):
        yield _made("learning", row["reference"], row["lesson"], [], row["themes"])
    for row in records["action"].iter_rows(named=True):
        yield _made("action", row["reference"], row["action"], [row["statement"]], row["themes"])


def _made(
    kind: str, reference: Any, says: Any, statements: Any, themes: Any, also: Any = None
) -> _Candidate:
    return _Candidate(
        kind,
        str(reference or ""),
        str(says or ""),
        frozenset(each for each in statements or () if each),
        frozenset(themes or ()),
        _stems(f"{says or ''} {also or ''}") if reference else {},
    )
