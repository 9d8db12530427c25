"""What nobody ever recorded is neither "no" nor 0: a field is taken out of every row of Example
Borough, and what exhibits then say of it is compared with what they said before.

Whatever differs rests on that field, and so has to be gone, or to say that it is not recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import polars as pl
import pytest

from components.exhibits.assessed_today.today import evidence_of
from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.read_records import reading_of
from components.exhibits.records import Records
from components.exhibits.tracked import FilteredRecords
from components.exhibits.view import View
from data_access.datasets import DATASETS, Dataset
from data_access.datasets.follows import with_what_follows
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.principals import OFFICER
from tests.sampling import one_in

OWN = ("action", "audit", "complaint", "compliment", "coproduction", "innovation", "learning",
       "ombudsman", "staff_voice", "training", "workforce_route")  # fmt: skip
FIELDS = [
    (name, spec.name)
    for name in OWN
    for spec in DATASETS[name].fields
    if (not spec.required or spec.is_list) and spec.name not in DATASETS[name].natural_key
]
RESTS_ON_MORE = {
    ("action", "statement"): ("plan_shortfalls",),  # an action answers a finding by naming it
    ("action", "themes"): ("plan_shortfalls",),
    ("action", "due"): ("what_changed",),  # other changes come to the front
    ("action", "closed"): ("what_changed", "plan_due"),  # what is past its day, to look through
    ("audit", "moderator_grade"): ("audit_grades", "audit_teams", "audit_areas"),  # the auditor's
    ("audit", "fed_back"): ("audit_repeats",),  # told by a lesson
    ("learning", "shared_on"): ("audit_repeats", "learning_loop", "lessons_checked"),  # by audits
    ("learning", "themes"): ("audit_repeats",),
    ("learning", "team"): ("audit_repeats",),
    ("learning", "changed_on"): ("learning_loop", "lessons_checked"),  # other steps are recorded
    ("learning", "check_result"): ("complaints_changed",),  # that it was checked is recorded
    ("complaint", "answer_due"): ("complaints_timeliness",),  # six months by the regulations
    ("audit", "themes"): ("theme_balance",),  # other sources speak of the theme
    ("complaint", "themes"): ("theme_balance",),
    # Answered is answered, and other sources speak of the theme.
    ("complaint", "outcome"): ("complaints_timeliness", "theme_balance"),
    ("complaint", "ombudsman_decided"): ("complaints_changed",),  # "no … is recorded"
    ("coproduction", "said"): ("coproduction_answers",),  # who was asked was asked
    ("ombudsman", "upheld"): ("ombudsman_upheld",),  # worked out from the rate, and said to be
    ("ombudsman", "similar_authority_average"): ("ombudsman_upheld",),  # nothing to compare with
    ("ombudsman", "compliance_rate"): ("ombudsman_remedies",),  # late ones are counted
    ("training", "offered"): ("training_access",),  # other steps are recorded
    ("training", "released"): ("training_access",),
    ("training", "in_date"): ("training_duties",),  # "not known" has a column of its own
    ("workforce_route", "reached_12_months"): ("workforce_progress",),
    ("workforce_route", "retained_12_months"): ("workforce_progress",),
}
"""What an exhibit says differently without a field, rightly: it follows from others."""
COUNT_LINES = ("assessed_today", "assessed_today_all")
"""What counts lines has fewer where a field is gone: the lines themselves are looked at."""
OTHER_LINES = {
    ("action", "answers_kind"),  # fewer lessons are tied to the statement
    ("complaint", "themes"),  # fewer records are coded
    ("complaint", "responded"),  # the day received stands for it
    ("complaint", "team"),  # what is left of the sentence
    ("learning", "themes"),
    ("learning", "shared_on"),  # other steps are recorded
    ("learning", "changed_on"),
    ("learning", "origin_reference"),  # no lesson is proof any more: its action is looked at
    ("learning", "checked_on"),
    ("learning", "check_result"),
}
"""Another line follows without a field, rightly: from the others."""
SILENT = ("not recorded", "not fully recorded", "no words are kept", "not known",
          "not written down", "cannot be compared", "record whether")  # fmt: skip


def without(dataset: Dataset, frame: pl.DataFrame, field: str) -> pl.DataFrame:
    """The rows as they would be had no file ever spoken of the field."""
    followed = [each.field for each in dataset.follows if field in each.when]
    empty = frame.with_columns(
        pl.lit(None, frame.schema[name]).alias(name) for name in (field, *followed)
    )
    return with_what_follows(empty, dataset.follows)


def reads(key: str, known: Snapshot, name: str, request: ExhibitRequest, view: View) -> bool:
    """Whether the exhibit reads a dataset."""
    read = reading_of(CATALOGUE[key], cast("Records", known), request, view)
    return any(frame is known[name] for frame in read.frames)


def claims(before: Exhibit, after: Exhibit) -> list[str]:
    """What the exhibit says otherwise once the field is gone, without saying that it is gone."""
    found = [
        f"{part}: {getattr(after, part)}"
        for part in ("headline", "verdict", "meaning")
        if getattr(after, part) != getattr(before, part) and not excused(getattr(after, part))
    ]
    for column in after.columns:
        known = before.frame.get_column(column).to_list() if column in before.frame.columns else []
        cells = after.frame.get_column(column).to_list()
        left = [each for each in cells if each not in known and not excused(each)]
        found += [f"{column}: {left[:4]}"] if left else []
    return found


def excused(said: Any) -> bool:
    """Whether it says nothing, or that it is not recorded."""
    return (not said and said != 0) or any(w in str(said).lower() for w in SILENT)


def lines(known: Records, view: View) -> set[str]:
    """What each line says of what changed since the assessment, and how sure it is."""
    told = evidence_of(known, view).lines
    return set(told.get_column("text")) | set(told.get_column("sure"))


class Silent(FilteredRecords):
    """Records without a field, as known at any day."""

    def __init__(self, whole: Records, name: str, field: str) -> None:
        self.whole, self.name, self.field = whole, name, field
        frame = without(DATASETS[name], whole[name], field)
        super().__init__(whole, {name: frame}, f"{name} without {field}")

    def as_known(self, day: date) -> Silent:
        return Silent(self.whole.as_known(day), self.name, self.field)


@pytest.fixture(scope="module")
def known(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


@pytest.mark.parametrize(("name", "field"), one_in(6, FIELDS))
def test_what_nobody_recorded_is_not_no(known: Snapshot, name: str, field: str) -> None:
    silent = Silent(cast("Records", known), name, field)
    view = View(known.authority, known.nature, date(2026, 11, 28))
    found = []
    for key in CATALOGUE:
        # The timeline counts records that are coded to the theme: others may be coded still.
        if key in RESTS_ON_MORE.get((name, field), ()) or (key, field) == (
            "theme_timeline",
            "themes",
        ):
            continue
        if key in COUNT_LINES:
            continue
        theme = "waiting_times" if key.startswith("theme_") else None
        filters = filters_of(view.today, theme=theme, theme_name="Waiting times" if theme else None)
        request = ExhibitRequest(key, filters, "learning")
        if reads(key, known, name, request, view):
            before = exhibit(cast("Records", known), request, view)
            after = exhibit(cast("Records", silent), request, view)
            found += [f"{key}: {claim}" for claim in claims(before, after)]
    new = lines(cast("Records", silent), view) - lines(cast("Records", known), view)
    if (name, field) not in OTHER_LINES:
        found += [f"since the assessment: {line}" for line in new if not excused(line)]
    assert not found, "\n".join(found)
