"""Which course a title is, and whether a course belongs to a role."""

from __future__ import annotations

import re

from data_access.datasets import TRAINING
from data_access.importing.stages.meaning.words import meaning
from data_access.importing.stages.recipe import Recipe
from vocabulary.training import ROLE_SPECIFIC_COURSES, Course, CourseKind

_LEVELS = re.compile(
    r"(?i)\s*(?:[-–(:,]\s*)?\b(?:l(?:evel|vl)?\s?[1-6][a-z]?|levels? [1-6](?:\s?(?:and|&|/|"
    r"-|\+)\s?[1-6])*|"
    r"part [1-9]|module [1-9]|refresher|update|e-?learning|online|face[- ]to[- ]face|f2f|"
    r"awareness|basic|"
    r"foundation|advanced|training|course|workshop|mandatory|annual|v\d+(?:\.\d+)?|20\d\d|"
    r"of people|for practitioners|essentials?|introduction|3 year(?:ly)?|\d ?(?:yr|"
    r"year)s?(?:ly)?)\b\)?"
)


def course_of(title: str, recipe: Recipe) -> tuple[str, bool]:
    """The course a title is, and whether a person said so; `other` for what is not listed."""
    spec = TRAINING.spec("course")
    told = recipe.word("course", title)
    if told is not None:
        return spec.value_of(told) or Course.OTHER.value, True
    for said in (
        title,
        _LEVELS.sub("", title).strip(" -–:,"),
        re.sub(r"\(.*?\)", "", title).strip(),
    ):
        if said:
            found = meaning(spec, said, whole=True)
            if found is not None:
                return found.value, False
    return Course.OTHER.value, False


def kind_of_course(course: str, said: str | None) -> str | None:
    """Whether a course belongs to a role: what the file says, else what the course is."""
    if said:
        found = meaning(TRAINING.spec("course_kind"), said)
        if found is not None:
            return found.value
    if course in {each.value for each in ROLE_SPECIFIC_COURSES}:
        return CourseKind.ROLE_SPECIFIC.value
    return CourseKind.GENERAL.value
