"""Every exhibit can be had by its name, once, and none meant for inside reaches the public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.charts.spec import ControlChart
from components.exhibits.catalogue import (
    CATALOGUE,
    ExhibitRequest,
    NotForPublicError,
    Showing,
    definitions,
    exhibit,
)
from components.exhibits.filters import filters_of
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.paths import ROOT
from tests.principals import OFFICER

# The order in which exhibits are offered for packs, and printed by the command line.
KEYS = [
    "overall_score", "what_changed", "statement_scores", "themes_statements", "evidence_balance",
    "theme_balance", "theme_timeline",
    "score_history", "coding_review", "training_gap", "training_access", "training_duties",
    "training_grid", "staff_voice", "workforce_progress", "workforce_routes",
    "complaints_volume", "complaints_timeliness", "complaints_outcomes", "complaints_themes",
    "complaints_teams", "complaints_compliments", "complaints_changed", "ombudsman_upheld",
    "ombudsman_expected", "ombudsman_remedies", "ombudsman_funnel", "learning_loop",
    "learning_not_evidenced", "lessons_checked", "audit_repeats", "audit_grades", "audit_teams",
    "audit_areas", "audit_voice", "audit_moderation", "audit_sample", "coproduction_levels",
    "coproduction_voices", "coproduction_shaped", "coproduction_changed",
    "coproduction_answers", "plan_statements", "plan_owners", "plan_burn_up", "plan_due",
    "plan_without_evidence", "plan_shortfalls", "innovation", "freshness", "peer_overall",
    "peer_statements",
]  # fmt: skip


def test_the_catalogue_keeps_its_order() -> None:
    known = [key for key in CATALOGUE if key in KEYS]
    assert known == KEYS
    assert list(definitions()) == list(CATALOGUE)


def test_every_exhibit_is_declared_in_a_folder_the_catalogue_walks() -> None:
    declaring = {
        path
        for path in (ROOT / "components/exhibits").rglob("*.py")
        if "\n@declare(" in path.read_text(encoding="utf-8")
    }
    assert declaring
    for path in declaring:
        assert path.parent.parent.name == "exhibits", path
        assert path.with_name("__init__.py").is_file(), path


def test_an_exhibit_on_a_theme_has_a_place_among_those_of_a_statement() -> None:
    for each in CATALOGUE.values():
        assert bool(each.themes) == bool(each.place_on_statement), each.key


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    """Example Borough as known now."""
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_each_is_what_it_is_called_and_built_once(key: str, example: Snapshot) -> None:
    showing = Showing(example, filters_of(TODAY), view_of(example), statement="safeguarding")
    built = showing(key)
    assert built.key == key
    assert built.headline
    assert built.alternative
    assert showing(key) is built


@pytest.mark.parametrize("key", sorted(key for key, e in CATALOGUE.items() if not e.public))
def test_what_is_internal_is_never_built_for_the_public(key: str, example: Snapshot) -> None:
    public = replace(view_of(example), audience="public")
    for as_kept in (False, True):
        with pytest.raises(NotForPublicError):
            exhibit(example, ExhibitRequest(key, filters_of(TODAY)), public, as_kept=as_kept)


def test_another_question_gives_another_exhibit(example: Snapshot) -> None:
    view = view_of(example)
    everything = Showing(example, filters_of(TODAY, "All time"), view)("complaints_volume")
    lately = Showing(example, filters_of(TODAY, "Last 6 months"), view)("complaints_volume")
    assert everything.frame.height > lately.frame.height


def test_what_happened_is_marked_on_every_chart_over_time_of_its_theme(example: Snapshot) -> None:
    showing = Showing(example, filters_of(TODAY), view_of(example))
    chart = showing("complaints_volume").chart
    assert isinstance(chart, ControlChart)
    assert [what for _, what in chart.events] == ["New charging letters sent out"]
    assert not getattr(showing("audit_grades").chart, "events", ())
