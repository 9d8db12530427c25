"""Every quality statement shows its measures: the example's, and lines that no catalogue knows."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from components.exhibits.catalogue import ExhibitRequest, Showing, address_of, names_of_themes
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.indicators.bearing import against_target
from components.exhibits.indicators.beside import lines_without_place
from components.widgets.exhibits.measures_table import measure_lines
from data_access.new_store import make_own_store
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store, open_store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from tests.twelve_lines import NOWHERE, STATEMENTS, THEMES, land_scorecard

FEWEST = 4
COUNCIL = "Somewhere Council"


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A council that has a scorecard of twelve unknown lines and nothing else."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('twelve') / 'own.db'}")
    make_own_store(store, principal=OFFICER, authority=COUNCIL)
    land_scorecard(store, COUNCIL)
    known = snapshot(COUNCIL, store=store, principal=OFFICER)
    store.engine.dispose()
    return known


def of_statement(known: Snapshot, statement: str) -> Exhibit:
    showing = Showing(known, filters_of(TODAY), view_of(known), statement)
    return showing("statement_indicators")


def of_theme(known: Snapshot, theme: str) -> Exhibit:
    name = names_of_themes(known)[theme]
    filters = filters_of(TODAY, theme=theme, theme_name=name)
    return Showing(known, filters, view_of(known))("theme_indicators")


def test_every_statement_of_the_example_has_measures_of_its_own(example: Snapshot) -> None:
    for statement in example.framework.statements:
        shown = of_statement(example, statement.id)
        own = shown.frame.filter("own")
        assert own.height >= FEWEST, statement.id
        assert all(statement.id in names for names in own["statements"]), statement.id
        assert shown.headline.startswith(f"{statement.name}: ")
        assert not shown.headline.startswith("No ")


def test_the_worst_come_first_and_others_last(example: Snapshot) -> None:
    order = ("attention", "improved", "usual", "unknown")
    for statement in example.framework.statements:
        frame = of_statement(example, statement.id).frame
        assert frame["own"].to_list() == sorted(frame["own"], reverse=True)
        for own in (True, False):
            signals = frame.filter(own=own)["signal"].to_list()
            assert signals == sorted(signals, key=order.index)


def test_safeguardings_measures_are_about_safeguarding(example: Snapshot) -> None:
    own = of_statement(example, "safeguarding").frame.filter("own")["name"].to_list()
    assert "Safeguarding concerns received" in own
    assert "Financial assessments completed within 28 days" not in own


def test_lines_that_no_catalogue_knows_stand_on_their_statements(twelve: Snapshot) -> None:
    for name, statement in STATEMENTS.items():
        shown = of_statement(twelve, statement)
        own = shown.frame.filter("own")
        assert name in own["name"].to_list()
        assert not shown.headline.startswith("No "), statement


def test_a_line_on_a_theme_alone_is_of_the_statements_the_theme_is_tied_to(
    twelve: Snapshot,
) -> None:
    [(name, theme)] = THEMES.items()
    assert of_theme(twelve, theme).frame["name"].to_list() == [name]
    tied = twelve["theme"].filter(theme=theme).item(0, "statements").to_list()
    assert len(tied) > 1
    for statement in tied:
        assert name in of_statement(twelve, statement).frame.filter("own")["name"].to_list()


def test_lines_of_teams_alone_stand_on_their_statement_without_a_figure(twelve: Snapshot) -> None:
    teams = twelve["indicator"].with_columns(team=pl.lit("North team"))
    by_team = replace(twelve, frames={**twelve.frames, "indicator": teams}, memo={})
    shown = of_statement(by_team, "safeguarding")
    row = shown.frame.filter(name="Bell calls").row(0, named=True)
    assert (row["latest"], row["signal"]) == ("not known", "unknown")
    assert row["said"] == "No figure of the whole service yet"
    assert not shown.headline.startswith("No "), "rows are held"
    table = Showing(by_team, filters_of(TODAY), view_of(by_team))("measures")
    assert table.frame.height == len(STATEMENTS) + len(THEMES) + len(NOWHERE)
    assert not measure_lines(table)[0].cells[0].startswith("None")


def test_lines_that_stand_on_no_statement_are_known_by_name(twelve: Snapshot) -> None:
    assert set(lines_without_place(twelve)["name"]) == {*THEMES, *NOWHERE}


def test_a_statement_of_which_nothing_is_held_says_so(twelve: Snapshot) -> None:
    empty = replace(
        twelve, frames={**twelve.frames, "indicator": twelve["indicator"].clear()}, memo={}
    )
    shown = of_statement(empty, "learning")
    assert shown.frame.is_empty()
    assert shown.headline == "No measure of learning, improvement and innovation is held yet"


def test_its_address_leads_to_it_again(example: Snapshot) -> None:
    view = view_of(example)
    request = ExhibitRequest("statement_indicators", filters_of(TODAY), "equity")
    assert address_of(request, view)["statement"] == "equity"


def test_a_target_is_said_with_what_becomes_of_it() -> None:
    def said(aim: str | None, words: str) -> str:
        return against_target({"target_words": aim, "outlook_words": words})

    assert said("20%", "will miss the target") == "will miss the target of 20%"
    assert said("20%", "not judged") == "not judged (target 20%)"
    assert said(None, "no target") == ""
