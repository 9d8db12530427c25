"""Example Borough after its story: a month at a time by the calendar, and an older store is brought
forward without changing what it showed before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data_access.datasets import ACTION, DATASETS, INDICATOR, OWN_RECORD
from data_access.example.load import EXAMPLE_BOROUGH, bring_forward
from data_access.example.ready import lay_in
from data_access.example.timeline import LAST_DAY, last_whole_month
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.history import history
from data_access.ledger.ledger import append
from data_access.moments import end_of
from data_access.new_store import bring_example_forward, ready_store
from data_access.settings import settings
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store, open_store
from measures.changes.freshness import freshness
from tests.example_store import example_at
from tests.principals import OFFICER
from vocabulary.nature import Nature

OPENED = date(2027, 1, 20)
NEWEST = date(2026, 12, 31)


@pytest.fixture(scope="module")
def followed(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store made in January 2027."""
    path = tmp_path_factory.mktemp("followed") / "example.db"
    shutil.copyfile(empty_file, path)
    store = open_store(f"sqlite:///{path}")
    assert lay_in(store, last_whole_month(OPENED), principal=OFFICER)
    yield store
    store.engine.dispose()


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Store]:
    """A store made in September 2026, with what somebody did since."""
    store = example_at(tmp_path / "older.db")
    yield store
    store.engine.dispose()


def known(store: Store, at: datetime | None = None) -> Snapshot:
    return snapshot(EXAMPLE_BOROUGH, at, principal=OFFICER, store=store)


def facts(shown: Snapshot, name: str) -> pl.DataFrame:
    dataset = DATASETS[name]
    return shown[name].select(dataset.columns).sort(dataset.natural_key)


def test_the_newest_month_is_the_one_that_is_over() -> None:
    assert last_whole_month(date(2026, 11, 28)) == date(2026, 10, 31)
    assert last_whole_month(date(2026, 12, 1)) == date(2026, 11, 30)
    assert last_whole_month(date(2026, 7, 1)) == LAST_DAY


def test_nothing_is_late_for_who_opens_it_later(followed: Store) -> None:
    state = freshness(known(followed).freshness, OPENED)
    late = state.filter(pl.col("state") == "late").get_column("dataset").to_list()
    assert late == []


def test_every_month_has_its_records_by_the_rules(followed: Store) -> None:
    shown = known(followed)
    for dataset in OWN_RECORD:
        assert dataset.breaches(shown[dataset.name]).is_empty(), dataset.name
    for name, day in (("complaint", "received"), ("audit", "audited"), ("learning", "found"),
                      ("action", "opened"), ("training", "month")):  # fmt: skip
        later = shown[name].filter(pl.col(day) > LAST_DAY)
        assert later.get_column(day).dt.truncate("1mo").n_unique() == 3, name
        assert later.filter(pl.col(day) > NEWEST).is_empty(), name
    series = shown["indicator"].filter(pl.col("period_end") >= LAST_DAY)
    monthly = series.filter(pl.col("period_start").dt.truncate("1mo").dt.month_end()
                            == pl.col("period_end"))  # fmt: skip
    by_month = monthly.group_by("period_end").len().get_column("len").unique()
    assert by_month.len() == 1  # all measures of September go on
    lessons = shown["learning"].get_column("reference")
    answers = shown["action"].get_column("answers").explode().drop_nulls()
    assert set(answers.filter(answers.str.starts_with("L-"))) <= set(lessons)


def test_the_story_stays_as_it_was(followed: Store, older: Store) -> None:
    then = end_of(date(2026, 10, 6))
    for name in known(followed).frames:
        if name not in ("theme", "indicator_definition"):  # of the product, not of the example
            assert_frame_equal(facts(known(followed, then), name), facts(known(older, then), name))


def test_an_older_store_is_brought_forward_once(older: Store, followed: Store) -> None:
    before = history(older, principal=OFFICER).height
    moment = history(older, principal=OFFICER).get_column("recorded_at").max()
    assert isinstance(moment, datetime)
    now = known(older)
    shown = {name: facts(now, name) for name in now.frames}
    landed = bring_forward(older, OFFICER, NEWEST)
    assert landed is not None
    added = history(older, principal=OFFICER).height - before
    assert added == len(landed.batch_ids)
    assert bring_forward(older, OFFICER, NEWEST) is None
    assert bring_forward(older, OFFICER, date(2026, 10, 31)) is None  # a clock set back
    # What was kept as at a moment before is the same.
    kept = known(older, moment)
    for name, frame in shown.items():
        assert_frame_equal(facts(kept, name), frame)
    # In one go or month by month: the same records stand.
    brought, made = known(older), known(followed)
    for dataset in OWN_RECORD:
        assert_frame_equal(facts(brought, dataset.name), facts(made, dataset.name))


def test_what_somebody_wrote_since_stays_theirs(older: Store) -> None:
    actions = known(older)["action"]
    mine = actions.filter(pl.col("reference") == "ACT-001").select(ACTION.columns)
    mine = mine.with_columns(closed=pl.lit(date(2026, 9, 29)), impact=pl.lit("Nobody waits."))
    append(older, [Entry(ACTION, mine)], principal=OFFICER, source_name="Form",
           action=Action.FORM, nature=Nature.ILLUSTRATIVE)  # fmt: skip
    assert bring_forward(older, OFFICER, NEWEST) is not None
    row = known(older)["action"].filter(pl.col("reference") == "ACT-001")
    assert row.item(0, "impact") == "Nobody waits."
    other = known(older)["action"].filter(pl.col("opened") > LAST_DAY)
    assert not other.is_empty()


def test_opening_the_dashboard_brings_the_example_forward(
    older: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", str(older.url))
    monkeypatch.setenv("EXAMPLE_UNTIL", str(NEWEST))
    settings.cache_clear()
    try:
        store = ready_store(principal=OFFICER)
        assert known(store)[INDICATOR.name].get_column("period_end").max() == NEWEST
        revision = store.revision()
        assert not bring_example_forward(store, principal=OFFICER)
        ready_store(principal=OFFICER)
        assert store.revision() == revision
    finally:
        monkeypatch.undo()
        settings.cache_clear()
