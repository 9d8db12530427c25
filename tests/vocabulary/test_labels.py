"""Codes and their labels: each once, and every other way to say one is about a code there is."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import vocabulary
from vocabulary.labels import LabelledEnum, code_in_words
from vocabulary.plan import AnswersKind
from vocabulary.training import Course

MODULES = [
    importlib.import_module(f"vocabulary.{each.name}")
    for each in pkgutil.iter_modules(vocabulary.__path__)
]
ENUMS = sorted(
    {
        each
        for module in MODULES
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, LabelledEnum) and each is not LabelledEnum
    },
    key=lambda each: each.__name__,
)
WORDINGS = {
    f"{module.__name__}.{name}": words
    for module in MODULES
    for name, words in vars(module).items()
    if isinstance(words, dict) and any(isinstance(key, LabelledEnum) for key in words)
}


def test_a_label_is_the_code_in_words_unless_it_is_named() -> None:
    assert code_in_words("care_act") == "Care act"
    assert Course.CARE_ACT.label == "Care Act"
    assert Course.DOMESTIC_ABUSE.label == "Domestic abuse"
    assert AnswersKind("learning").label == "Lesson"
    assert f"{Course.CARE_ACT}" == "care_act"


@pytest.mark.parametrize("enum", ENUMS, ids=lambda each: each.__name__)
def test_labels_tell_codes_apart(enum: type[LabelledEnum]) -> None:
    labels = enum.labels()
    assert list(labels) == [member.value for member in enum]
    assert len(set(labels.values())) == len(labels)
    assert all(type(code) is str for code in labels)
    assert not any("_" in label for label in labels.values())


@pytest.mark.parametrize("name", WORDINGS)
def test_another_wording_is_of_codes_of_one_enum(name: str) -> None:
    words = WORDINGS[name]
    kinds = {type(key) for key in words if isinstance(key, LabelledEnum)}
    assert len(kinds) == 1
    (kind,) = kinds
    assert {key for key in words if key not in set(kind)} <= {"not_decided", "no_finding"}
