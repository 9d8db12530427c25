"""As at: whatever is imported, edited, withdrawn and restored, each past moment stays as it was.

Sequences of actions are made up and carried out on a store and on a model that keeps every import
whole. The ordinary run tries a few short ones; FULL=1 tries many long ones.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from polars.testing import assert_frame_equal

from data_access.datasets import FINDING, SCORE, THEME
from data_access.errors import ConflictError, DataError
from data_access.ledger import between_moments
from data_access.ledger.as_known import batches, row_key, rows_as_known
from data_access.ledger.batch import Action
from data_access.ledger.entry import Counts, Entry, canonical
from data_access.ledger.held_versions import HeldVersions
from data_access.ledger.history import history, restore, withdraw
from data_access.ledger.ledger import prepare
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.data_access.ledger.model_ledger import ModelImport, ModelLedger, Said, State
from tests.data_access.made_up_rows import (
    ELSEWHERE,
    OFFICER,
    SOMEWHERE,
    findings,
    land,
    scores,
    shown_scores,
)
from tests.postgres import Server
from tests.sampling import FULL

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _few_rows_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands at a moment is worked out from another also where few rows stand."""
    monkeypatch.setattr(between_moments, "MOST_SHARE", float("inf"))


COUNCILS = (SOMEWHERE, ELSEWHERE)
DAYS = (date(2024, 12, 13), None)
REPLACED = {"score": ("authority", "kind", "published"), "finding": ("authority", "statement")}

# Few values, so that imports often meet the same rows.
score_rows = st.fixed_dictionaries(
    {
        "authority": st.sampled_from(COUNCILS),
        "statement": st.sampled_from(["learning", "equity"]),
        "kind": st.just("published"),
        "published": st.sampled_from(DAYS),
        "score": st.sampled_from([1, None]),
        "evidence": st.sampled_from([None, [], ["audit", "training; tracker"]]),
    }
)
theme_rows = st.fixed_dictionaries(
    {
        "authority": st.sampled_from(COUNCILS),
        "theme": st.just("audit"),
        "name": st.sampled_from(["Audit", "Audits\tand “more”", "\\N"]),
    }
)
finding_rows = st.fixed_dictionaries(
    {
        "authority": st.just(SOMEWHERE),
        "statement": st.just("learning"),
        "paragraph": st.just(1),
        "sentence": st.integers(1, 3),
        "text": st.sampled_from(["One.", "Two."]),
        "polarity": st.just("strength"),
        "category": st.just("processes"),
        "themes": st.sampled_from([[], ["audit"]]),
    }
)
ROWS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "score": score_rows,
    "theme": theme_rows,
    "finding": finding_rows,
}
DECLARED = {dataset.name: dataset for dataset in (SCORE, THEME, FINDING)}


def entry_of(name: str, rows: list[dict[str, Any]], *, whole: bool) -> Entry:
    dataset = DECLARED[name]
    schema = {column: dataset.schema[column] for column in rows[0]}
    frame = pl.DataFrame(rows, schema=schema).unique(
        [column for column in dataset.natural_key if column in schema],
        keep="last",
        maintain_order=True,
    )
    return Entry(dataset, frame, replaces=REPLACED.get(name, ()) if whole else ())


@st.composite
def entries(draw: st.DrawFn) -> tuple[Entry, ...]:
    """What one import holds: rows of one dataset or of several."""
    names = draw(st.lists(st.sampled_from(sorted(ROWS)), min_size=1, max_size=2, unique=True))
    return tuple(
        entry_of(
            name,
            draw(st.lists(ROWS[name], min_size=1, max_size=4)),
            whole=draw(st.booleans()),
        )
        for name in names
    )


def content(dataset_name: str, row: dict[str, Any]) -> tuple[object, ...]:
    columns = DECLARED[dataset_name].columns
    return tuple(tuple(v) if isinstance(v := row[name], list) else v for name in columns)


def said(entry: Entry) -> Said:
    """An entry as the model takes it."""
    dataset = entry.dataset
    frame = canonical(dataset, entry.frame)
    return Said(
        dataset.name,
        {row["row_key"]: content(dataset.name, row) for row in frame.iter_rows(named=True)},
        tuple(dataset.columns.index(name) for name in entry.replaces),
    )


class LedgerAgainstModel(RuleBasedStateMachine):
    """Random actions, on the store and on the model."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.held = HeldVersions()
        self.model = ModelLedger()
        self.numbers: list[int] = []  # import numbers, in step with the model's imports
        self.sources: list[tuple[tuple[Entry, ...], str]] = []
        self.moments: list[datetime] = []
        self.shown: list[dict[str, pl.DataFrame]] = []

    def frames(self, at: datetime | None) -> dict[str, pl.DataFrame]:
        """The rows that stand: what snapshots are made of, without the datasets not in play."""
        with self.store.reading() as connection:
            known, reading = batches(connection, at), self.held.reading(connection)
            rows = {
                name: reading.standing(dataset, known).rows for name, dataset in DECLARED.items()
            }
            for name, dataset in DECLARED.items():
                assert_frame_equal(rows[name], rows_as_known(connection, dataset, known))
        return {**rows, "batches": known}

    def state_shown(self, frames: dict[str, pl.DataFrame]) -> State:
        return {
            (name, row["row_key"]): content(name, row)
            for name in DECLARED
            for row in frames[name].iter_rows(named=True)
        }

    def look(self) -> None:
        """After every action: now is as in the model; remember what was shown."""
        now = self.frames(None)
        assert self.state_shown(now) == self.model.state(datetime.max)
        newest = now["batches"].get_column("recorded_at").max()
        if isinstance(newest, datetime) and newest not in self.moments:
            self.moments.append(newest)
            self.shown.append(now)

    def carry_out(self, given: tuple[Entry, ...], sha256: str | None, action: Action) -> None:
        told = tuple(said(entry) for entry in given)
        expected = {
            each.dataset: Counts(*self.model.counts(each))  # as told before and after
            for each in told
        }
        lands = self.model.would_land(told, sha256, by_form=action is Action.FORM)
        assert prepare(self.store, given, principal=OFFICER).counts == expected
        landed = land(self.store, *given, sha256=sha256, action=action)
        assert landed.counts == expected
        assert (landed.import_id is not None) == lands
        if landed.import_id is not None:
            moment = history(self.store, principal=OFFICER).item(0, "recorded_at")
            self.model.imports.append(ModelImport(moment, told, sha256))
            self.numbers.append(landed.import_id)
        self.look()

    @initialize()
    def start(self) -> None:
        self.look()

    @rule(given=entries())
    def bring_in_a_file(self, given: tuple[Entry, ...]) -> None:
        sha256 = f"file {len(self.sources)}"
        self.sources.append((given, sha256))
        self.carry_out(given, sha256, Action.IMPORT)

    @precondition(lambda self: self.sources)
    @rule(data=st.data())
    def bring_in_a_file_again(self, data: st.DataObject) -> None:
        given, sha256 = data.draw(st.sampled_from(self.sources))
        self.carry_out(given, sha256, Action.IMPORT)

    @rule(name=st.sampled_from(sorted(ROWS)), data=st.data(), stale=st.booleans())
    def edit_on_a_form(self, name: str, data: st.DataObject, *, stale: bool) -> None:
        entry = entry_of(name, [data.draw(ROWS[name])], whole=False)
        keyed = canonical(entry.dataset, entry.frame).select(row_key(entry.dataset))
        row = self.frames(None)[name].filter(pl.col("row_key") == keyed.item(0, 0))
        looked_at = row.item(0, "row_id") if row.height else None
        if stale:
            looked_at = (looked_at or 0) + 1000
        frame = entry.frame.with_columns(based_on=pl.lit(looked_at, dtype=pl.Int64()))
        edit = Entry(entry.dataset, frame)
        if stale:
            before = self.store.revision()
            with pytest.raises(ConflictError):
                land(self.store, edit, action=Action.FORM)
            assert self.store.revision() == before
        else:
            self.carry_out((edit,), None, Action.FORM)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data())
    def withdraw_or_restore(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.numbers) - 1))
        each, number = self.model.imports[place], self.numbers[place]
        if each.visible(datetime.max):
            with pytest.raises(DataError, match="not withdrawn"):
                restore(self.store, number, principal=OFFICER)
            withdraw(self.store, number, principal=OFFICER)
            each.turned.append(
                (history(self.store, principal=OFFICER).item(0, "recorded_at"), False)
            )
        else:
            with pytest.raises(DataError, match="withdrawn already"):
                withdraw(self.store, number, principal=OFFICER)
            restore(self.store, number, principal=OFFICER)
            each.turned.append(
                (history(self.store, principal=OFFICER).item(0, "recorded_at"), True)
            )
        self.look()

    @precondition(lambda self: self.moments)
    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        self.replay(data.draw(st.integers(0, len(self.moments) - 1)))

    def replay(self, place: int) -> None:
        """A past moment shows exactly what it showed then, up to the next moment."""
        moment, then = self.moments[place], self.shown[place]
        ends = self.moments[place + 1 :]
        last = ends[0] - timedelta(microseconds=1) if ends else None
        for at in (moment, last):
            again = self.frames(at)
            assert self.state_shown(again) == self.model.state(at or datetime.max)
            for name, frame in then.items():
                assert_frame_equal(again[name], frame)

    def teardown(self) -> None:
        for place in range(len(self.moments)):
            self.replay(place)
        for moment, then in list(zip(self.moments, self.shown, strict=True))[-2:]:
            for council in COUNCILS:
                door = snapshot(council, moment, principal=OFFICER, store=self.store)
                for name in ("score", "finding"):
                    mine = then[name].filter(pl.col("authority") == council)
                    assert_frame_equal(door[name], mine)
        self.store.engine.dispose()


def how_many(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=not FULL,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def play(machine: Callable[[], LedgerAgainstModel], how: settings) -> None:
    factory = cast(Any, machine)  # the library takes a factory, but its types say a class
    run_state_machine_as_test(factory, settings=how)


def test_any_history_replays_on_sqlite(empty_file: Path) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        numbers = iter(range(10**9))

        def machine() -> LedgerAgainstModel:
            path = Path(folder) / f"{next(numbers)}.db"
            shutil.copyfile(empty_file, path)
            return LedgerAgainstModel(open_store(f"sqlite:///{path}"))

        play(machine, how_many(300, 30) if FULL else how_many(5, 12))


@pytest.mark.postgres
def test_any_history_replays_on_postgres(postgres_server: Server, empty_database: str) -> None:
    def machine() -> LedgerAgainstModel:
        name = postgres_server.new_database(empty_database)
        return LedgerAgainstModel(open_store(postgres_server.url(name)))

    play(machine, how_many(60, 30) if FULL else how_many(3, 10))


@pytest.fixture
def three_moments(store: Store) -> tuple[Store, list[datetime]]:
    """A score of 2, then 3, then the 3 withdrawn."""
    land(store, scores(learning=2))
    land(store, scores(learning=3, equity=1))
    withdraw(store, 2, principal=OFFICER)
    return store, history(store, principal=OFFICER).sort("batch_id").get_column(
        "recorded_at"
    ).to_list()


def test_a_moment_shows_what_was_known_then(
    three_moments: tuple[Store, list[datetime]],
) -> None:
    store, (first, second, third) = three_moments
    little = timedelta(microseconds=1)
    assert shown_scores(store, first - little) == {}
    assert shown_scores(store, first) == {"learning": 2}
    assert shown_scores(store, second - little) == {"learning": 2}
    assert shown_scores(store, second) == {"learning": 3, "equity": 1}
    assert shown_scores(store, third - little) == {"learning": 3, "equity": 1}
    assert shown_scores(store, third) == shown_scores(store) == {"learning": 2}


def test_the_history_of_a_moment_ends_there(three_moments: tuple[Store, list[datetime]]) -> None:
    store, (first, second, _) = three_moments
    assert history(store, first, principal=OFFICER).height == 1
    assert history(store, second, principal=OFFICER).get_column("visible").to_list() == [True, True]
    assert history(store, principal=OFFICER).get_column("visible").to_list() == [False, False, True]


def test_a_row_says_where_it_came_from(store: Store) -> None:
    land(store, scores(learning=2), source="january.csv")
    land(store, Entry(FINDING, findings("One.")), source="report.pdf")
    shown = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    score, finding = shown["score"].row(0, named=True), shown["finding"].row(0, named=True)
    assert (score["source_name"], score["batch_id"]) == ("january.csv", 1)
    assert (finding["source_name"], finding["batch_id"]) == ("report.pdf", 2)
    assert finding["recorded_by"] == OFFICER.name
    assert finding["nature"] == "own"


def test_rows_of_several_councils_stand_as_each_alone(store: Store) -> None:
    """What two councils' rows were sent again in holds for them also where both are read."""

    def themes(**names: str) -> Entry:
        councils = {"somewhere": SOMEWHERE, "elsewhere": ELSEWHERE}
        rows = [
            {"authority": councils[council], "theme": "audit", "name": name}
            for council, name in names.items()
        ]
        return entry_of("theme", rows, whole=False)

    land(store, themes(somewhere="First", elsewhere="Second"))
    land(store, themes(elsewhere="First"))
    land(store, themes(elsewhere="First", somewhere="Second"))  # one of them sent again
    withdraw(store, 2, principal=OFFICER)  # and it stands by that alone
    told = land(store, themes(somewhere="First", elsewhere="Second"))
    assert told.counts["theme"].changed == 2
    with store.reading() as connection:
        known = batches(connection)
        both = rows_as_known(connection, THEME, known, [SOMEWHERE, ELSEWHERE])
        each = [rows_as_known(connection, THEME, known, [name]) for name in (ELSEWHERE, SOMEWHERE)]
    assert both.get_column("name").to_list() == ["Second", "First"]
    assert_frame_equal(both, pl.concat(each))
