"""How surely a header is the name of a field, of any dataset or of one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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


@lru_cache(maxsize=1024)
def _own_names(dataset: str, name: str) -> Mapping[str, float]:
    """The names a field has by its dataset's declaration, which go before others, its label before
    all; what is no field has only the names listed for files."""
    if name not in DATASETS[dataset].columns:
        return dict.fromkeys(FILE_FIELDS.get(dataset, {}).get(name, ()), 1.0)
    spec = DATASETS[dataset].spec(name)
    return dict.fromkeys(spec.aliases, 0.99) | {spec.name.replace("_", " "): 1.0, spec.label: 1.0}


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
    for text, weight in ways:
        if not fold(text):
            continue
        for name, names in _names_of(dataset).items():
            own = _own_names(dataset, name)
            score = max(
                _alike(text, each, DATASETS[dataset].singular) * _weight(name, each, own)
                for each in names
            )
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


# Names of a field that say it less exactly than others: whose post is named has a role, and is of a
# staff group.
_LESSER = {"role": frozenset({"staff group", "profession"})}


def _weight(name: str, said: str, own: Mapping[str, float]) -> float:
    """How much one of a field's names counts against others."""
    return 0.9 if said in _LESSER.get(name, ()) else own.get(said, 0.95)


@lru_cache(maxsize=262_144)
def _alike(header: str, name: str, singular: str) -> float:
    if fold(header) == fold(name):
        return 1.0
    mine, theirs = stems(header), stems(name)
    if not mine or not theirs:
        return 0.0
    row = set(stems(singular))
    if set(mine) == set(theirs) and len(mine) == len(theirs):
        return 0.96
    if (set(mine) - row) and set(mine) - row == set(theirs) - row:
        return 0.93
    if len(fold(header)) > 5 and fuzz.ratio(fold(header), fold(name)) >= 90:
        return 0.88
    if len(fold(header)) > 7 and DamerauLevenshtein.distance(fold(header), fold(name)) == 1:
        return 0.88  # a letter too many, too few, or in the wrong place
    inner, outer = (theirs, mine) if len(theirs) <= len(mine) else (mine, theirs)
    if set(inner) <= set(outer) and len(inner) >= 2:
        return 0.7 + 0.15 * len(inner) / len(outer)
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
