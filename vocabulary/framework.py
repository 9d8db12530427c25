"""The regulator's assessment frameworks: which quality statements there are, in which order, and
which councils are assessed.

A framework is data with a version and the day from which it applies, because CQC is revising it:
no page or measure may count on there being nine statements, and each assessment is read by the
framework it was made under. Source: CQC, "Assessment framework for local authority assurance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from vocabulary.labels import LabelledEnum

FRAMEWORK_SCHEMA: dict[str, pl.DataType] = {
    "framework": pl.String(),
    "statement": pl.String(),
    "order": pl.Int64(),
    "name": pl.String(),
    "short_name": pl.String(),
    "theme": pl.String(),
    "question": pl.String(),
}


class AuthorityType(LabelledEnum):
    """Kinds of council in England that have adult social care duties."""

    LONDON_BOROUGH = "London borough"
    METROPOLITAN_DISTRICT = "metropolitan district"
    UNITARY_AUTHORITY = "unitary authority"
    COUNTY_COUNCIL = "county council"


@dataclass(frozen=True)
class QualityStatement:
    """One quality statement: its id, the regulator's name, and how we say it in few words."""

    id: str
    name: str
    short_name: str
    theme: str
    question: str


@dataclass(frozen=True)
class Framework:
    """A version of the regulator's framework: its statements in the regulator's order."""

    version: str
    valid_from: date
    title: str
    source: str
    statements: tuple[QualityStatement, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Statement ids in framework order."""
        return tuple(statement.id for statement in self.statements)

    def statement(self, statement_id: str) -> QualityStatement:
        """The statement with this id; KeyError if the framework has none."""
        for statement in self.statements:
            if statement.id == statement_id:
                return statement
        raise KeyError(statement_id)

    def frame(self) -> pl.DataFrame:
        """One row per statement: framework, statement, order (from 1), name, short_name, theme,
        question (what a leader wants to know, in our words)."""
        return pl.DataFrame(
            [
                (self.version, s.id, order, s.name, s.short_name, s.theme, s.question)
                for order, s in enumerate(self.statements, start=1)
            ],
            schema=FRAMEWORK_SCHEMA,
            orient="row",
        )


_PEOPLE = "Working with people"
_SUPPORT = "Providing support"
_SAFETY = "Ensuring safety"
_LEADERSHIP = "Leadership"

CQC_2023 = Framework(
    version="2023",
    valid_from=date(2023, 4, 1),  # Health and Social Care Act 2008, section 46A
    title="CQC assessment framework for local authorities, first version",
    source="https://www.cqc.org.uk/guidance-regulation/local-authorities/assessment-framework",
    statements=(
        QualityStatement(
            "assessing_needs",
            "Assessing needs",
            "Assessing needs",
            _PEOPLE,
            "Are people's needs assessed well, fairly and in time?",
        ),
        QualityStatement(
            "supporting_healthier_lives",
            "Supporting people to live healthier lives",
            "Healthier lives",
            _PEOPLE,
            "Are people helped to stay well and need less care?",
        ),
        QualityStatement(
            "equity",
            "Equity in experience and outcomes",
            "Equity",
            _PEOPLE,
            "Who has a poorer experience, and what is being done about it?",
        ),
        QualityStatement(
            "care_provision",
            "Care provision, integration and continuity",
            "Care provision",
            _SUPPORT,
            "Is there enough good care, joined up, when people need it?",
        ),
        QualityStatement(
            "partnerships",
            "Partnerships and communities",
            "Partnerships",
            _SUPPORT,
            "Does working with partners make a difference people notice?",
        ),
        QualityStatement(
            "safe_pathways",
            "Safe pathways, systems and transitions",
            "Safe pathways",
            _SAFETY,
            "Are people safe as they move between services?",
        ),
        QualityStatement(
            "safeguarding",
            "Safeguarding",
            "Safeguarding",
            _SAFETY,
            "Are people protected from abuse and neglect, in time and as they wish?",
        ),
        QualityStatement(
            "governance",
            "Governance, management and sustainability",
            "Governance",
            _LEADERSHIP,
            "Do leaders know how things stand, and act on it?",
        ),
        QualityStatement(
            "learning",
            "Learning, improvement and innovation",
            "Learning",
            _LEADERSHIP,
            "Does the council learn, and can it show what changed?",
        ),
    ),
)

FRAMEWORKS: dict[str, Framework] = {each.version: each for each in (CQC_2023,)}
"""All versions, oldest first."""

STATEMENTS: dict[str, QualityStatement] = {
    statement.id: statement for each in FRAMEWORKS.values() for statement in each.statements
}
"""Every statement of any version by its id, as the newest version that has it names it."""


def framework(version: str) -> Framework:
    """The framework of this version. KeyError for an unknown one."""
    return FRAMEWORKS[version]


def framework_on(day: date) -> Framework:
    """The framework that applies on a day; the first one before there was any."""
    versions = list(FRAMEWORKS.values())
    return next((each for each in reversed(versions) if each.valid_from <= day), versions[0])
