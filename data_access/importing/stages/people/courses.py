"""Which course a title is, and whether a course belongs to a role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from data_access.datasets import TRAINING
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.meaning.words import meaning
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from vocabulary.training import ROLE_SPECIFIC_COURSES, Course, CourseKind

_LEVELS = re.compile(
    r"(?i)\s*(?:[-–(:,]\s*)?\b(?:l(?:evel|vl)?\s?[1-6][a-z]?|levels? [1-6](?:\s?(?:and|&|/|"
    r"-|\+)\s?[1-6])*|"
    r"part [1-9]|module [1-9]|refresher|update|e-?learning|online|face[- ]to[- ]face|f2f|"
    r"awareness|basic|"
    r"foundation|advanced|training|course|workshop|mandatory|annual|v\d+(?:\.\d+)?|20\d\d|"
    r"of people|for practitioners|essentials?|introduction|tier [1-3]|3 years?(?:ly)?|\d ?(?:yr|"
    r"year)s?(?:ly)?)\b\)?"
)

# Other ways to say a listed course; words of titles alone are too like each other.
_ALSO = (
    (Course.MENTAL_CAPACITY_ACT, r"(?:mca|mental capacity(?: act)?)(?: and)? (?:dols?|deprivation "
     r"of liberty(?: safeguards)?)(?: .*)?"),
    (Course.AMHP_ANNUAL, r"amhp (?:.* )?(?:cpd|annual|refresher|update|18 h(?:ou)?rs?)(?: .*)?"),
    (Course.BIA_REFRESHER, r"(?:bia|best interests? assessors?) (?:.* )?(?:annual|refresher|update)"
     r"(?: .*)?"),
    (Course.MOVING_AND_HANDLING, r"(?:people )?(?:moving(?: and)?|manual) handling"
     r"(?: (?:of )?people)?(?: .*)?(?<!objects)(?<!loads)"),
    (Course.LEARNING_DISABILITY_AND_AUTISM, r"oliver mcgowan(?: .*)?"),
    (Course.STRENGTHS_BASED_PRACTICE, r"strengths? based (?:approach(?:es)?|working|practice)"
     r"(?: .*)?"),
)  # fmt: skip

# What the electronic staff record writes before a competence: "NHS|CSTF|", "LOCAL|", "386|LOCAL|".
_COMPETENCE = re.compile(r"^(?:(?:NHS|LOCAL|CSTF|MAND|STAT|\d{3})\|)+")


def course_of(title: str, recipe: Recipe) -> tuple[str, bool]:
    """The course a title is, and whether a person said so; `other` for what is not listed."""
    spec = TRAINING.spec("course")
    told = recipe.word("course", title)
    if told is not None:
        return spec.value_of(told) or Course.OTHER.value, True
    title = _COMPETENCE.sub("", title).strip(" |")
    for said in (
        title,
        _LEVELS.sub("", title).strip(" -–:,"),
        re.sub(r"\(.*?\)", "", title).strip(),
    ):
        if said:
            found = meaning(spec, said, whole=True)
            if found is not None:
                return found.value, False
    said = fold(title.replace("-", " ").replace("/", " "))
    for course, pattern in _ALSO:
        if re.fullmatch(pattern, said):
            return course.value, False
    return Course.OTHER.value, False


_COURSE_WORDS = re.compile(
    r"(?i)\b(?:training|awareness|level|refresher|course|induction|safety|first aid|gdpr|module|"
    r"e-?learning|l[1-5]|handling|certificate|fire|safeguarding|dementia|equality|mental|data "
    r"protection|hoarding|autism|infection|health|abuse|cyber|prevent|law|practice)\b"
)


def names_a_course(title: str) -> bool:
    """Whether a header is a course, listed or by its words."""
    return course_of(title, Recipe())[0] != Course.OTHER or bool(_COURSE_WORDS.search(title))


def _levels_of(titles: Iterable[str]) -> set[str]:
    """The levels, tiers or parts that titles of one course tell apart."""
    found = [
        re.search(r"(?i)\b(?:l|level|lvl|tier|part|module|stage)\s?([1-6])\b", title)
        for title in titles
    ]
    return {match[1] if match else "" for match in found}


def level_questions(titles: Mapping[str, tuple[str, bool]]) -> list[Question]:
    """Levels of one course are asked about, unless a person said what each is: together, who has
    the lower one would count as trained in the higher."""
    questions = []
    for course in dict.fromkeys(course for course, _ in titles.values()):
        same = [title for title, (each, told) in titles.items() if each == course and not told]
        if course != Course.OTHER and len(_levels_of(same)) > 1:
            listed = ", ".join(same)
            questions.append(
                Question(
                    "words",
                    "words.course: " + ", ".join(f"'{title}'" for title in same),
                    f"Are these levels one course? {listed} (other keeps one apart by its title)",
                    field="course",
                    words=tuple(same),
                    choices=(course, Course.OTHER.value),
                )
            )
    return questions


def kind_of_course(course: str, said: str | None) -> str | None:
    """Whether a course belongs to a role: what the file says, else what the course is."""
    if said:
        found = meaning(TRAINING.spec("course_kind"), said)
        if found is not None:
            return found.value
    if course in {each.value for each in ROLE_SPECIFIC_COURSES}:
        return CourseKind.ROLE_SPECIFIC.value
    return CourseKind.GENERAL.value
