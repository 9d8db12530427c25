"""The first line of a page says what its exhibits say, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from components.exhibits.catalogue import ExhibitRequest, exhibit
from components.exhibits.complaints.volume import complaints_answer
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.front_door.technology import front_door_answer
from components.exhibits.training.access import learning_answer
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import view_of
from tests.principals import OFFICER
from vocabulary.verdict import Verdict


@pytest.fixture(scope="module")
def shown(example_store: Store) -> dict[str, Exhibit]:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    filters = filters_of(date(2026, 9, 30), "Last 24 months", None, None, None)
    keys = (
        "training_gap", "training_duties", "complaints_volume", "complaints_timeliness",
        "ombudsman_upheld", "front_door_chain", "front_door_technology",
    )  # fmt: skip
    return {key: exhibit(known, ExhibitRequest(key, filters), view_of(known)) for key in keys}


def test_learning_names_the_gap_and_the_duties(shown: dict[str, Exhibit]) -> None:
    answer = learning_answer(shown["training_gap"], shown["training_duties"])
    assert answer.startswith("Specialist teams miss more of the training their role needs; ")
    assert "duties of law or registration are out of date, for " in answer


def test_learning_claims_no_gap_that_the_exhibit_does_not(shown: dict[str, Exhibit]) -> None:
    duties = replace(shown["training_duties"], signal="usual")
    chance = replace(shown["training_gap"], judged=Verdict.WITHIN_CHANCE, signal="usual")
    few = replace(chance, judged=Verdict.TOO_FEW)
    assert "as often as others" in learning_answer(chance, duties)
    assert "cannot be told" in learning_answer(few, duties)
    nothing = replace(few, frame=few.frame.clear())
    assert "not on record" in learning_answer(nothing, replace(duties, frame=duties.frame.clear()))


def test_complaints_lead_with_what_needs_attention(shown: dict[str, Exhibit]) -> None:
    volume, times, upheld = (
        shown[key] for key in ("complaints_volume", "complaints_timeliness", "ombudsman_upheld")
    )
    steady = replace(volume, judged=Verdict.USUAL_VARIATION, signal="usual")
    timely = replace(times, signal="usual")
    assert complaints_answer(steady, times, upheld) == (
        "Complaints are as usual, but some answers are overdue"
    )
    assert complaints_answer(steady, timely, upheld) == (
        "Complaints are as usual, and what the ombudsman upheld is within chance"
    )
    few = replace(upheld, judged=Verdict.TOO_FEW)
    assert complaints_answer(steady, timely, few).endswith("findings are too few to judge")
    worse = replace(upheld, judged=Verdict.BEYOND_CHANCE, signal="attention")
    assert "more is upheld" in complaints_answer(steady, timely, worse)
    more = replace(volume, headline="More complaints than usual", signal="attention")
    assert complaints_answer(more, timely, upheld).startswith("More complaints than usual, and")
    unknown = replace(volume, judged=Verdict.TOO_FEW, signal="usual")
    assert complaints_answer(unknown, timely, upheld).startswith("Too few complaints are on record")


def test_the_front_door_claims_a_change_only_where_one_is_shown(shown: dict[str, Exhibit]) -> None:
    chain, technology = shown["front_door_chain"], shown["front_door_technology"]
    assert front_door_answer(chain, technology) == (
        "Better for complex calls since “New telephones at the front door”"
    )
    unchanged = technology.frame.with_columns(verdict=pl.lit("no signal"))
    assert front_door_answer(chain, replace(technology, frame=unchanged)) == chain.headline
    nothing = replace(technology, frame=technology.frame.clear())
    assert front_door_answer(chain, nothing) == chain.headline
