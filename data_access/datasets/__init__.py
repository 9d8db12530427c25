"""The datasets, each declared once in a file of its own."""

import copyreg
from typing import Any

from sqlalchemy import Index

from data_access.datasets.action import ACTION
from data_access.datasets.audit import AUDIT
from data_access.datasets.base import Dataset, FieldSpec, LedgerRow
from data_access.datasets.characteristic import CHARACTERISTIC
from data_access.datasets.closed_period import CLOSED_PERIOD
from data_access.datasets.column_name import COLUMN_NAME
from data_access.datasets.comparator import COMPARATOR
from data_access.datasets.complaint import COMPLAINT
from data_access.datasets.compliment import COMPLIMENT
from data_access.datasets.coproduction import COPRODUCTION
from data_access.datasets.council import COUNCIL
from data_access.datasets.council_profile import COUNCIL_PROFILE
from data_access.datasets.event import EVENT
from data_access.datasets.expected_assessment import EXPECTED_ASSESSMENT
from data_access.datasets.finding import FINDING
from data_access.datasets.indicator import INDICATOR
from data_access.datasets.indicator_definition import INDICATOR_DEFINITION
from data_access.datasets.innovation import INNOVATION
from data_access.datasets.judgement import JUDGEMENT
from data_access.datasets.learning import LEARNING
from data_access.datasets.ombudsman import OMBUDSMAN
from data_access.datasets.pack import EDITION, PACK
from data_access.datasets.published_edition import PUBLISHED_EDITION
from data_access.datasets.rating import RATING
from data_access.datasets.recipe import RECIPE
from data_access.datasets.review import REVIEW, REVIEW_NOTE
from data_access.datasets.score import SCORE
from data_access.datasets.seldom_heard import SELDOM_HEARD
from data_access.datasets.staff_voice import STAFF_VOICE
from data_access.datasets.theme import THEME
from data_access.datasets.training import TRAINING
from data_access.datasets.workforce_route import WORKFORCE_ROUTE

# What an assessment says, and what it is read with.
PUBLISHED_ASSESSMENT = (COUNCIL, SCORE, RATING, FINDING, THEME, OMBUDSMAN, COUNCIL_PROFILE)

# What the council records between assessments.
OWN_RECORD = (
    TRAINING,
    STAFF_VOICE,
    WORKFORCE_ROUTE,
    COMPLAINT,
    COMPLIMENT,
    COPRODUCTION,
    SELDOM_HEARD,
    AUDIT,
    LEARNING,
    ACTION,
    INNOVATION,
    INDICATOR,
)

# What indicators are read with: what each means, what happened on which day, what to compare with.
MEASURING = (INDICATOR_DEFINITION, EVENT, COMPARATOR)

# What a council judges itself against, and what it judges.
SELF_ASSESSMENT = (CHARACTERISTIC, JUDGEMENT, EXPECTED_ASSESSMENT)

# What people said once about their files and records, so that nobody is asked again.
REMEMBERED = (COLUMN_NAME, RECIPE, CLOSED_PERIOD)

# What people do with the records in the board room and the review room, and what they publish.
WORK = (REVIEW, REVIEW_NOTE, PACK, EDITION, PUBLISHED_EDITION)

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        PUBLISHED_ASSESSMENT + OWN_RECORD + MEASURING + SELF_ASSESSMENT + REMEMBERED + WORK
    )
}

# A council's rows are found among all others' without looking at these.
for _declared in DATASETS.values():
    Index(f"ix_{_declared.name}_authority", _declared.table.__table__.c.authority)  # type: ignore[attr-defined]


def dataset(name: str) -> Dataset:
    """The dataset of this name; a plural ('findings') is understood. KeyError if there is none."""
    for candidate in (name, name.removesuffix("s"), name.replace("-", "_")):
        if candidate in DATASETS:
            return DATASETS[candidate]
    raise KeyError(name)


def _by_name(told: Dataset) -> Any:
    """A dataset goes to another process by its name: there is one object of each."""
    return (
        (dataset, (told.name,))
        if DATASETS.get(told.name) is told
        else object.__reduce_ex__(told, 2)
    )


copyreg.pickle(Dataset, _by_name)


__all__ = [
    "ACTION",
    "AUDIT",
    "CHARACTERISTIC",
    "CLOSED_PERIOD",
    "COLUMN_NAME",
    "COMPARATOR",
    "COMPLAINT",
    "COMPLIMENT",
    "COPRODUCTION",
    "COUNCIL",
    "COUNCIL_PROFILE",
    "DATASETS",
    "EDITION",
    "EVENT",
    "EXPECTED_ASSESSMENT",
    "FINDING",
    "INDICATOR",
    "INDICATOR_DEFINITION",
    "INNOVATION",
    "JUDGEMENT",
    "LEARNING",
    "MEASURING",
    "OMBUDSMAN",
    "OWN_RECORD",
    "PACK",
    "PUBLISHED_ASSESSMENT",
    "PUBLISHED_EDITION",
    "RATING",
    "RECIPE",
    "REMEMBERED",
    "REVIEW",
    "REVIEW_NOTE",
    "SCORE",
    "SELDOM_HEARD",
    "SELF_ASSESSMENT",
    "STAFF_VOICE",
    "THEME",
    "TRAINING",
    "WORK",
    "WORKFORCE_ROUTE",
    "Dataset",
    "FieldSpec",
    "LedgerRow",
    "dataset",
]
