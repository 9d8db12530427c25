"""What a field's values are called on screen, and how a person writes one freely."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from components.exhibits.catalogue import names_of_themes
from data_access.datasets import Dataset, FieldSpec
from data_access.errors import DataError
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import is_nothing
from data_access.snapshot import Snapshot
from vocabulary.labels import code_in_words
from vocabulary.wording import long_date, within

NOTHING = ""  # in a recipe: nothing is known yet
NOTHING_YET = "Nothing known yet"

_STATUS = {
    "attended": "Done; until when it counts is not known",
    "in_date": "Done and in date",
    "expired": "Done, but out of date",
    "offered": "Offered or booked",
    "not_required": "Does not need it",
    NOTHING: "Needs it, nothing done yet",
}
_PERIOD = "Such as 2025/26, Q1 2026/27 or June 2026"
_HINTS = {
    "month": "Such as September 2026",
    "period": _PERIOD,
    "period_start": _PERIOD,
    "period_end": _PERIOD,
    "year": "Such as 2025-26",
    "authority": "The council's full name",
}
_SCOPES = {"adult social care": "Adult social care", "all services": "All services"}
_YES_OR_NO = {"yes": "Yes", "no": "No"}
# What only files say, beside a dataset's own fields.
_OF_FILES = {
    "period": "Period",
    "stage": "Stage of the case",
    "kind": "Kind of case",
    "completed": "Day completed",
    "expires": "Day it expires",
    "status": "Status of the person",
    "offered": "Offered or booked",
    "released": "Released",
    "employed": "About the person's job (not kept)",
    "level": "Level of the place",
    "figure_kind": "Kind of figure",
    "strongly_agree": "Strongly agree",
    "agree_only": "Agree",
    "neither": "Neither agree nor disagree",
    "disagree": "Disagree",
    "strongly_disagree": "Strongly disagree",
    "name": "Name of the figure",
    "rag": "Red, amber, green",
}


def field_label(dataset: Dataset, name: str) -> str:
    """What a field is called, also one that only files have."""
    if name in dataset.columns:
        return dataset.spec(name).label
    return _OF_FILES.get(name, code_in_words(name))


def choices_of(dataset: Dataset, name: str, known: Snapshot) -> Mapping[str, str]:
    """The values a word of the field can mean, with what each is called; empty where a value is
    written freely."""
    if name == "status" and name not in dataset.columns:
        return _STATUS
    if name not in dataset.columns:
        return {}
    spec = dataset.spec(name)
    found: dict[str, str] = {}
    if spec.choices:
        found = {value: spec.label_of(value) for value in spec.choices}
    elif name == "statement":
        found = {each.id: each.name for each in known.framework.statements}
    elif name == "themes":
        found = dict(names_of_themes(known))
    elif name == "scope":
        return _SCOPES
    elif spec.python_type is bool:
        found = dict(_YES_OR_NO)
    elif spec.words:
        found = _numbers(spec)
    if found and not spec.required:
        found[NOTHING] = NOTHING_YET
    return found


def _numbers(spec: FieldSpec) -> dict[str, str]:
    """A number that can be said in words, such as a grade: "2, requires improvement"."""
    said: dict[str, str] = {}
    for words, value in spec.words:
        said.setdefault(value, words)
    return {value: f"{value}, {within(said[value])}" for value in sorted(said)}


def hint_of(dataset: Dataset, name: str) -> str:
    """How a value is written, in plain words."""
    if name in _HINTS or name not in dataset.columns:
        return _HINTS.get(name, "How is it to be read?")
    spec = dataset.spec(name)
    unknown = "" if spec.required else ", or: not known"
    if spec.python_type is date:
        return f"A day, such as 30/11/2026{unknown}"
    if spec.python_type in (int, float):
        return f"A number, such as {spec.example or '12'}{unknown}"
    return f"Such as {spec.example}" if spec.example else "How is it to be read?"


def written(dataset: Dataset, name: str, said: str) -> str:
    """What a person wrote, as a recipe keeps it. DataError, in one sentence, where it cannot be
    the field's."""
    said = said.strip()
    if is_nothing(said) or said.casefold() in {"nothing known yet", "nothing", "none"}:
        return NOTHING
    days = name in {"month", "period", "period_start", "period_end"}
    kind = dataset.spec(name).python_type if name in dataset.columns else str
    if days or kind is date:
        if read_span(said) is None:
            raise DataError(f"'{said}' is no day that says enough. {hint_of(dataset, name)}.")
    elif kind in (int, float) and read_number(said) is None:
        raise DataError(f"'{said}' is no number. {hint_of(dataset, name)}.")
    return said


def value_label(dataset: Dataset, name: str, value: str, known: Snapshot) -> str:
    """A stored or read value as it is said on screen."""
    if value == NOTHING:
        return choices_of(dataset, name, known).get(NOTHING, NOTHING_YET)
    labels = choices_of(dataset, name, known)
    if value in labels:
        return labels[value]
    if ";" in value and labels:
        return "; ".join(labels.get(part.strip(), part.strip()) for part in value.split(";"))
    try:
        return long_date(date.fromisoformat(value))
    except ValueError:
        return value
