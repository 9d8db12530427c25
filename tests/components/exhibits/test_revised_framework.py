"""When the regulator revises its framework, a tenth statement is data: every exhibit can show it,
and an assessment made before is still read by the nine of its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from components.packs.produce import produce_pack
from components.packs.shipped import SHIPPED
from data_access.importing.reports.parsing.statement_names import recognise_statement
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from vocabulary.framework import CQC_2023, FRAMEWORKS, QualityStatement, framework_on

FROM = date(2026, 9, 1)
REVISED = replace(
    CQC_2023,
    version="2026",
    valid_from=FROM,
    statements=(
        *CQC_2023.statements,
        QualityStatement(
            "unpaid_carers",
            "Support for unpaid carers",
            "Unpaid carers",
            "Working with people",
            "Do carers get the help that they need?",
        ),
    ),
)
assert FROM <= TODAY


@pytest.fixture
def revised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FRAMEWORKS, REVISED.version, REVISED)


@pytest.fixture
def example(example_store: Store, revised: None) -> Snapshot:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    return replace(known, framework=framework_on(TODAY), memo={})


def reassessed(known: Snapshot, score: int = 3) -> Snapshot:
    """The council assessed again under the revised framework, with one score for all."""
    columns = known["score"].schema
    rows = pl.DataFrame(
        [
            {
                "authority": known.authority,
                "statement": statement,
                "kind": "published",
                "published": TODAY,
                "score": score,
                "framework": REVISED.version,
                "nature": "illustrative",
                "recorded_at": datetime(2026, 9, 30),
            }
            for statement in REVISED.ids
        ],
        schema=columns,
    )
    frames = {**known.frames, "score": pl.concat([known["score"], rows])}
    return replace(known, frames=frames, memo={})


def shown(known: Snapshot, view: View | None = None, statement: str = "unpaid_carers") -> Showing:
    return Showing(known, filters_of(TODAY), view or view_of(known), statement=statement)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_every_exhibit_can_be_built_for_ten_statements(key: str, example: Snapshot) -> None:
    assert len(example.framework.ids) == 10
    built = shown(reassessed(example))(key)
    assert built.headline
    assert built.alternative


def test_an_assessment_is_read_by_the_framework_it_was_made_under(example: Snapshot) -> None:
    nine = shown(example)("overall_score")
    assert nine.frame["name"].to_list() == [each.name for each in CQC_2023.statements]
    assert "÷ 36" in nine.source
    ten = shown(reassessed(example))("overall_score")
    assert ten.frame.height == 10
    assert ten.verdict == "30 ÷ 40 = 75%: good."
    assert ten.source.startswith("Sum of ten scores ÷ 40")


def test_what_is_asked_now_stands_in_every_list_of_statements(example: Snapshot) -> None:
    for key in ("statement_scores", "peer_statements"):
        assert shown(example)(key).frame["name"].to_list()[-1] == "Support for unpaid carers"


def test_the_pack_of_all_statements_shows_the_tenth(example: Snapshot) -> None:
    made, _ = produce_pack(
        SHIPPED[1],
        reassessed(example),
        view_of(example),
        revision=1,
        produced=datetime(2026, 9, 30),
    )
    told = [
        name for each in made.exhibits if each.key == "theme_scores" for name in each.frame["name"]
    ]
    assert len(told) == 10
    assert made.title == "All nine statements"


def test_looking_back_takes_the_framework_of_that_time(example_store: Store, revised: None) -> None:
    before = datetime(2026, 8, 31, 23, 59)
    then = snapshot("Example Borough", before, store=example_store, principal=OFFICER)
    later = snapshot(
        "Example Borough", datetime(2026, 9, 30), store=example_store, principal=OFFICER
    )
    assert then.framework is CQC_2023
    assert later.framework is REVISED
    assert later.as_known(before.date()).framework is CQC_2023


def test_other_councils_keep_the_overall_score_they_were_given(example: Snapshot) -> None:
    mine = replace(example.framework, version="2023", statements=CQC_2023.statements)
    before = replace(example, framework=mine, memo={})
    assert shown(example)("peer_overall").frame.equals(shown(before)("peer_overall").frame)


def test_a_report_that_names_the_tenth_statement_needs_its_name_alone(revised: None) -> None:
    import importlib

    from data_access.importing.reports.parsing import statement_names

    try:
        known = importlib.reload(statement_names).recognise_statement
        assert known("10. Support for unpaid carers:") == "unpaid_carers"
        assert known("Safeguarding") == "safeguarding"
    finally:
        FRAMEWORKS.pop(REVISED.version)
        importlib.reload(statement_names)
    assert recognise_statement("Support for unpaid carers") is None
