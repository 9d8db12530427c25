"""How surely a header is the name of a field, of any dataset or of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from data_access.datasets import DATASETS, OMBUDSMAN, OWN_RECORD, Dataset
from data_access.importing.stages.meaning.headers.rules import told_by_rules
from data_access.importing.stages.meaning.names import (
    COLUMN_NAMES,
    FILE_FIELDS,
    HEADER_RULES,
    SUBJECT_WORDS,
)
from data_access.importing.stages.meaning.wording import (
    fold,
    stems,
    tokens,
)
from data_access.importing.stages.meaning.words import meaning
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.header import Recognise

CANDIDATES: tuple[Dataset, ...] = (*OWN_RECORD, OMBUDSMAN)

_BY_NAME = 0.92  # how alike a header is to a name that is as good as its own


@lru_cache(maxsize=1)
def _all_names() -> tuple[dict[str, float], set[frozenset[str]]]:
    folded: dict[str, float] = {}
    telling: set[frozenset[str]] = set()
    for dataset in CANDIDATES:
        for names in _names_of(dataset.name).values():
            for name in names:
                folded[fold(name)] = 1.0
                if len(tokens(name)) > 1:
                    telling.add(frozenset(tokens(name)))
    for name in (
        "name",
        "full name",
        "first name",
        "surname",
        "employee name",
        "staff name",
        "learner",
        "emp no",
        "employee number",
        "staff number",
        "employee",
        "payroll no",
        "staff id",
        "person",
        "delegate",
        "worker",
        "users full name",
        "user",
        "measure type",
        "measure_value",
        "category",
    ):
        folded[fold(name)] = 1.0
    return folded, telling


def fits_recipe(dataset: Dataset, recipe: Recipe) -> bool:
    """Whether a dataset has every field that a recipe names."""
    known = {*dataset.columns, *FILE_FIELDS.get(dataset.name, {}), "period", "extracted", ""}
    words = {*known, "status"} if dataset.name == "training" else known
    return (
        set(recipe.columns.values()) <= known
        and set(recipe.words) <= words
        and (set(recipe.constants) <= known)
    )


def is_named(dataset: Dataset, header: str, name: str) -> bool:
    """Whether a header is, word for word, one of a field's names."""
    return fold(header) in {fold(each) for each in _names_of(dataset.name).get(name, ())}


def recogniser(recipe: Recipe) -> Recognise:
    """How surely a text is the name of a column of any dataset, 0 to 1."""
    folded, telling = _all_names()
    said = {fold(header) for header in recipe.columns}

    @lru_cache(maxsize=4096)
    def recognise(text: str) -> float:
        if len(text) > 120:
            return 0.0
        key = fold(text)
        if key in said or key in folded:
            return 1.0
        if _is_title(text):
            return 0.7
        if frozenset(tokens(text)) in telling:
            return 0.9
        bare = fold(re.sub(r"\(.*?\)", "", text))
        return 0.8 if bare in folded and bare else 0.0

    return recognise


def _is_title(text: str) -> bool:
    """Whether a text is a course or a question of a survey, which may head a column."""
    from data_access.datasets import STAFF_VOICE, TRAINING

    bare = re.sub(r"\(.*?\)", "", text).strip()
    return any(
        meaning(spec, bare, whole=True) is not None
        for spec in (TRAINING.spec("course"), STAFF_VOICE.spec("question"))
    )


@lru_cache(maxsize=64)
def _names_of(dataset: str) -> dict[str, tuple[str, ...]]:
    """Every name of each field of a dataset, and of what files say beside the fields."""
    names: dict[str, tuple[str, ...]] = {}
    for spec in DATASETS[dataset].fields:
        own = (spec.name.replace("_", " "), spec.label, *spec.aliases)
        names[spec.name] = (*own, *COLUMN_NAMES.get(dataset, {}).get(spec.name, ()))
    for name, more in FILE_FIELDS.get(dataset, {}).items():
        names[name] = (*names.get(name, ()), *more)
    return names


@dataclass(frozen=True, slots=True)
class _Name:
    """A header or a field's name, taken apart once: as it is compared, the stems of its words, and
    those without what a row is called."""

    folded: str
    stems: tuple[str, ...]
    words: frozenset[str]
    telling: frozenset[str]

    @classmethod
    def of(cls, text: str, row: frozenset[str]) -> _Name:
        words = frozenset(stems(text))
        return cls(fold(text), stems(text), words, words - row)


# Names of a field that say it less exactly than others: whose post is named has a role, and is of a
# staff group.
_LESSER = {"role": frozenset({"staff group", "profession"})}


@lru_cache(maxsize=64)
def _weighed_names(dataset: str) -> dict[str, tuple[tuple[_Name, float], ...]]:
    """Every name of each field, with how much it counts against others: those that the dataset's
    declaration gives go before others, the label before all; what is no field has only the names
    listed for files."""
    row = frozenset(stems(DATASETS[dataset].singular))
    found = {}
    for name, names in _names_of(dataset).items():
        if name in DATASETS[dataset].columns:
            spec = DATASETS[dataset].spec(name)
            own = dict.fromkeys(spec.aliases, 0.99)
            own |= {spec.name.replace("_", " "): 1.0, spec.label: 1.0}
        else:
            own = dict.fromkeys(FILE_FIELDS.get(dataset, {}).get(name, ()), 1.0)
        lesser = dict.fromkeys(_LESSER.get(name, ()), 0.9)
        counts = {each: (own | lesser).get(each, 0.95) for each in names}
        found[name] = tuple((_Name.of(each, row), count) for each, count in counts.items())
    return found


@lru_cache(maxsize=65_536)
def likely_fields(dataset: str, header: str) -> dict[str, float]:
    """Fields a header may be the name of, with how alike the names are (0 to 1)."""
    plain = re.sub(r" \(\d+\)$", "", header)
    found: dict[str, float] = {}
    bare = re.sub(r"\(.*?\)", " ", plain).strip()
    inside = " ".join(re.findall(r"\((.*?)\)", plain))
    ways = [(plain, 1.0), (bare, 0.97), (inside, 0.9)]
    ways += [(part, 0.9) for part in re.split(r"\s*[/|]\s*|\s+-\s+|:\s", bare) if part != bare]
    counted = re.sub(
        r"(?i)^(?:of which|of these|number of|no\.? of|total number of|total|count of|how many|"
        r"date of|%)\s+",
        "",
        bare,
    )
    if counted != bare:
        ways.append((counted, 0.95))
    row = frozenset(stems(DATASETS[dataset].singular))
    for text, weight in ways:
        if not fold(text):
            continue
        mine = _Name.of(text, row)
        for name, names in _weighed_names(dataset).items():
            score = max(_alike(mine, theirs) * counts for theirs, counts in names)
            if score * weight > found.get(name, 0.5):
                found[name] = score * weight
    if dataset == "complaint" and "ombudsman" not in tokens(plain):
        # what the ombudsman decided is said so, or else it is what the council did
        found = {
            name: score
            for name, score in found.items()
            if not name.startswith("ombudsman_") or score >= _BY_NAME
        }
    told = told_by_rules(HEADER_RULES.get(dataset, ()), plain)
    if told is not None and max(found.values(), default=0.0) < _BY_NAME:
        name, weight = told
        return {name: max(weight, found.get(name, 0.0))} if name else {}
    return found


def _alike(mine: _Name, theirs: _Name) -> float:
    """How alike a header is to a name, 0 to 1."""
    if mine.folded == theirs.folded:
        return 1.0
    many, others = len(mine.stems), len(theirs.stems)
    if not many or not others:
        return 0.0
    if many == others and mine.words == theirs.words:
        return 0.96
    if mine.telling and mine.telling == theirs.telling:
        return 0.93
    length = len(mine.folded)
    if length > 5 and fuzz.ratio(mine.folded, theirs.folded, score_cutoff=90):
        return 0.88
    if length > 7 and abs(length - len(theirs.folded)) < 2:
        distance = DamerauLevenshtein.distance(mine.folded, theirs.folded, score_cutoff=1)
        if distance == 1:
            return 0.88  # a letter too many, too few, or in the wrong place
    if min(many, others) < 2:
        return 0.0
    inner, outer = (theirs, mine) if others <= many else (mine, theirs)
    if inner.words <= outer.words:
        return 0.7 + 0.15 * len(inner.stems) / len(outer.stems)
    return 0.0


# Kinds of records in which what stands over a group of columns says more of each.
_GROUPED = frozenset({"complaint", "action", "audit", "learning", "coproduction"})


def likely_fields_of(dataset: Dataset, header: str, group: str | None) -> dict[str, float]:
    """Fields of a header, read together with what stands over its group of columns if that names
    one: "Decision" under "LGSCO"."""
    if group is not None and dataset.name in _GROUPED:
        bare = re.sub(r" \(\d+\)$", "", header)
        told = told_by_rules(HEADER_RULES.get(dataset.name, ()), f"{group} {bare}")
        if told is not None:
            return {told[0]: told[1]} if told[0] else {}
    return likely_fields(dataset.name, header)


def subject_score(dataset: Dataset, texts: Sequence[str]) -> float:
    """How clearly names of file and sheet, and titles, say that these are a dataset's records."""
    said = " ".join(f" {fold(text.replace('_', ' '))} " for text in texts)
    words = SUBJECT_WORDS.get(dataset.name, ())
    return min(1.0, 0.5 * sum(1 for word in words if f" {fold(word)} " in said))
