"""Bar 4: whatever differs between a file and what is held is named before it lands, field by field;
nothing is lost by a file that does not speak of it; and what lands is what was named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.datasets import COMPLAINT, OMBUDSMAN, OWN_RECORD, Dataset, FieldSpec
from data_access.errors import DataError
from data_access.importing.stages.inspect import plan_as_json, plan_in_words
from data_access.importing.stages.landing.changes import MOST
from data_access.importing.stages.plan import Plan, check, land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.ledger.as_known import batches, rows_as_known
from data_access.new_store import make_own_store
from data_access.principal import local_principal
from data_access.store.database import Store, open_store
from tests.data_access.importing.stages.cells import cell
from tests.sampling import one_in

OWN = "Exampleshire Council"
EVERY = (*OWN_RECORD, OMBUDSMAN)
ROWS = 20
NOT_IN_FILES = frozenset({"authority"})
# Such as: a case that the ombudsman decided was referred.
FOLLOWS = frozenset(each.field for dataset in OWN_RECORD for each in dataset.follows)

Rows = list[dict[str, str]]


def table(dataset: Dataset) -> Rows:
    """A file's rows, with every field filled in."""
    return [
        {spec.label: cell(dataset, spec, row) for spec in written(dataset)} for row in range(ROWS)
    ]


def written(dataset: Dataset) -> list[FieldSpec]:
    return [spec for spec in dataset.fields if spec.name not in NOT_IN_FILES]


def text_of(rows: Rows, columns: Iterable[str] | None = None) -> bytes:
    said = io.StringIO()
    writer = csv.DictWriter(said, list(columns or rows[0]), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return said.getvalue().encode()


@dataclass
class Held:
    """A store that holds a file's rows."""

    store: Store
    dataset: Dataset
    rows: Rows
    before: pl.DataFrame

    def plan(self, rows: Rows, recipe: str = "", columns: Iterable[str] | None = None) -> Plan:
        """What a file would do. Kept answers would hide questions, so nothing is kept."""
        said = f'dataset = "{self.dataset.name}"\n{recipe}'
        return plan(self.store, "records.csv", text_of(rows, columns), principal=local_principal(),
                    recipe=read_recipe(said))  # fmt: skip

    def copy(self) -> Rows:
        return [dict(row) for row in self.rows]

    def with_other(self, row: int, spec: FieldSpec) -> Rows:
        rows = self.copy()
        rows[row][spec.label] = cell(self.dataset, spec, row, other=True)
        return rows

    def standing(self) -> pl.DataFrame:
        with self.store.reading() as connection:
            rows = rows_as_known(connection, self.dataset, batches(connection), [OWN])
        return rows.select(self.dataset.columns)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Dataset], Held]:
    made: dict[str, Held] = {}

    def of(dataset: Dataset) -> Held:
        if dataset.name not in made:
            made[dataset.name] = fresh(tmp_path_factory.mktemp(dataset.name), dataset)
        return made[dataset.name]

    return of


def fresh(folder: Path, dataset: Dataset) -> Held:
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    make_own_store(store, principal=local_principal(), authority=OWN)
    found = Held(store, dataset, table(dataset), pl.DataFrame())
    planned = found.plan(found.rows)
    assert planned.needed == ()
    assert planned.reading.rejected == 0, planned.reading.problems
    land(store, planned, principal=local_principal())
    found.before = found.standing()
    assert found.before.height == ROWS
    empty = [spec.name for spec in dataset.fields if found.before[spec.name].null_count()]
    assert empty == [], "every field is filled, or its changes would not be tried"
    return found


def effect(planned: Plan) -> tuple[int, int, int, int]:
    told = planned.compared
    return told.new, told.changed, told.unchanged, told.emptied


def named(planned: Plan) -> list[tuple[str, str]]:
    return [(change.key, change.field) for change in planned.compared.changes]


def agrees(planned: Plan) -> None:
    """What would be written is what is told, in the preview's JSON too."""
    assert planned.prepared is not None
    counts = planned.prepared.counts[planned.reading.dataset.name]
    told = planned.compared
    assert (counts.new, counts.changed, counts.unchanged, counts.removed) == (
        told.new, told.changed, told.unchanged, 0)  # fmt: skip
    shown = plan_as_json(planned)["effect"]
    assert len(shown["changes"]) + shown["changes_not_listed"] == told.changes_in_all
    assert sum(shown["changed_fields"].values()) == told.changes_in_all
    assert len(shown["new_rows"]) + shown["new_rows_not_listed"] == told.new
    assert len(shown["rows_not_in_file"]) + shown["rows_not_in_file_not_listed"] == told.absent


def optional(dataset: Dataset) -> list[FieldSpec]:
    return [
        spec
        for spec in written(dataset)
        if spec.name not in {*dataset.natural_key, *FOLLOWS} and (spec.is_list or not spec.required)
    ]


def content(dataset: Dataset) -> list[FieldSpec]:
    return [spec for spec in written(dataset) if spec.name not in {*dataset.natural_key, *FOLLOWS}]


by_dataset = pytest.mark.parametrize("dataset", one_in(5, EVERY), ids=lambda each: each.name)


@by_dataset
def test_the_same_file_changes_nothing_in_any_order(
    held: Callable[[Dataset], Held], dataset: Dataset
) -> None:
    known = held(dataset)
    columns = list(known.rows[0])
    for rows, order in (
        (known.rows, columns),
        (known.rows[::-1], columns),
        (known.rows, columns[::-1]),
        (known.rows[7:] + known.rows[:7], columns[3:] + columns[:3]),
    ):
        planned = known.plan(rows, columns=order)
        assert planned.needed == ()
        assert effect(planned) == (0, 0, ROWS, 0)
        assert planned.compared.absent == 0
        agrees(planned)


@by_dataset
def test_every_changed_cell_is_named(held: Callable[[Dataset], Held], dataset: Dataset) -> None:
    known = held(dataset)
    rows = known.copy()
    wanted = []
    for row, spec in enumerate(content(dataset)):
        rows[row][spec.label] = cell(dataset, spec, row, other=True)
        if rows[row][spec.label] != known.rows[row][spec.label]:
            wanted.append((row, spec))
    assert len(wanted) >= len(content(dataset)) - 1
    planned = known.plan(rows)
    assert planned.reading.rejected == 0, planned.reading.problems
    assert sorted(field for _, field in named(planned)) == sorted(s.name for _, s in wanted)
    assert effect(planned) == (0, len(wanted), ROWS - len(wanted), 0)
    for change in planned.compared.changes:
        assert change.old
        assert change.new
        assert change.old != change.new
        assert change.label == dataset.spec(change.field).label
    words = plan_in_words(planned)
    if planned.compared.changes_in_all > 10:
        assert f"and {planned.compared.changes_in_all - 10} more changes" in words
    agrees(planned)


@by_dataset
def test_a_changed_key_is_a_new_row_and_the_old_one_stays(
    held: Callable[[Dataset], Held], dataset: Dataset
) -> None:
    known = held(dataset)
    for name in dataset.natural_key[1:]:
        spec = dataset.spec(name)
        rows = known.with_other(4, spec)
        if rows == known.rows or spec.python_type is date:
            continue
        planned = known.plan(rows)
        if planned.needed:  # such as a team whose kind nobody has told
            continue
        assert effect(planned) == (1, 0, ROWS - 1, 0)
        assert len(planned.compared.new_keys) == 1
        if dataset is not OMBUDSMAN:
            assert planned.compared.absent == 1
        agrees(planned)


@by_dataset
def test_a_dropped_column_changes_nothing_held(
    held: Callable[[Dataset], Held], dataset: Dataset
) -> None:
    known = held(dataset)
    for spec in written(dataset):
        left = [name for name in known.rows[0] if name != spec.label]
        planned = known.plan(known.rows, columns=left)
        if spec.name not in dataset.natural_key:
            assert planned.needed == (), spec.name
            assert effect(planned) == (0, 0, ROWS, 0), spec.name
            agrees(planned)
        elif planned.prepared is not None:  # rows of the whole service, say, instead of a team's
            assert planned.compared.changed == planned.compared.emptied == 0
            assert planned.compared.new + planned.compared.unchanged == planned.compared.rows.height
            agrees(planned)
        else:
            assert planned.needed or planned.reading.rejected


@by_dataset
def test_an_emptied_cell_is_asked_once_and_cleared_or_kept(
    held: Callable[[Dataset], Held], dataset: Dataset
) -> None:
    known = held(dataset)
    rows = known.copy()
    emptied = []
    for row, spec in enumerate(optional(dataset)):
        rows[row][spec.label] = ""
        emptied.append(spec)
    asked = known.plan(rows)
    assert sorted(q.field or "" for q in asked.needed) == sorted(
        spec.name for spec in emptied if not says_default(known, rows, spec)
    )
    if asked.needed:
        with pytest.raises(DataError, match="is empty in 1 row"):
            check(asked)
    kept = known.plan(rows, '[empty]\n"*" = "unknown"\n')
    assert kept.needed == ()
    assert effect(kept) == (0, 0, ROWS, 0)
    agrees(kept)
    cleared = known.plan(rows, '[empty]\n"*" = "cleared"\n')
    assert cleared.needed == ()
    told = cleared.compared
    to_mend = cleared.reading.rejected
    gone = {change.field for change in told.changes if change.new == ""}
    assert told.emptied == len(gone) == told.changes_in_all - others(told)
    assert told.changed == len(asked.needed) - to_mend
    assert told.unchanged == ROWS - told.changed - to_mend
    agrees(cleared)


def others(told: Any) -> int:
    """Changes to what a field holds where nothing is said of it."""
    return sum(1 for change in told.changes if change.new)


def says_default(known: Held, rows: Rows, spec: FieldSpec) -> bool:
    row = next(at for at, each in enumerate(rows) if each[spec.label] == "")
    return known.rows[row][spec.label] == "Neutral"


@by_dataset
def test_an_emptied_column_is_one_question(
    held: Callable[[Dataset], Held], dataset: Dataset
) -> None:
    known = held(dataset)
    for spec in optional(dataset):
        rows = [row | {spec.label: ""} for row in known.rows]
        planned = known.plan(rows)
        assert len(planned.needed) <= 1
        assert planned.compared.emptied == 0
        if planned.needed:
            assert planned.needed[0].field == spec.name
        else:
            assert effect(planned) == (0, 0, ROWS, 0)


@by_dataset
def test_added_and_removed_rows_are_told(held: Callable[[Dataset], Held], dataset: Dataset) -> None:
    known = held(dataset)
    fewer = known.rows[:5] + known.rows[8:]
    planned = known.plan(fewer)
    assert effect(planned) == (0, 0, ROWS - 3, 0)
    if dataset is not OMBUDSMAN:  # a row is a council's year: other years are of another period
        assert planned.compared.absent == 3
        assert any("are not in this file; they stay" in note for note in planned.reading.notes)
    agrees(planned)


def test_what_follows_from_the_file_changes_what_is_held(tmp_path: Path) -> None:
    known = Held(fresh_store(tmp_path), COMPLAINT, [], pl.DataFrame())
    log = [{"Reference": str(at), "Received": "05/01/2026", "Referred to the ombudsman": "no"}
           for at in range(3)]  # fmt: skip
    land(known.store, known.plan(log), principal=local_principal())
    decided = [{"Reference": "1", "Ombudsman decided": "09/07/2026"}]
    planned = known.plan(decided)
    assert planned.needed == ()
    assert [(c.field, c.old, c.new) for c in planned.compared.changes] == [
        ("ombudsman_referred", "no", "yes"), ("ombudsman_decided", "", "9 July 2026")]  # fmt: skip
    agrees(planned)


def test_an_added_row_is_named(held: Callable[[Dataset], Held]) -> None:
    known = held(COMPLAINT)
    more = [*known.rows, known.rows[3] | {"Reference": "C-NEW"}]
    planned = known.plan(more)
    assert effect(planned) == (1, 0, ROWS, 0)
    assert planned.compared.new_keys == ("C-NEW",)


def test_rows_to_mend_are_not_said_to_be_absent(held: Callable[[Dataset], Held]) -> None:
    known = held(COMPLAINT)
    rows = known.copy()
    rows[3]["Received"] = "31/02/2026"
    planned = known.plan(rows)
    assert planned.reading.rejected == 1
    assert planned.compared.absent == 0


def test_long_texts_show_where_they_differ(tmp_path: Path) -> None:
    from data_access.datasets import ACTION

    known = Held(fresh_store(tmp_path), ACTION, [], pl.DataFrame())
    long = "We agreed with every provider what is to be written down. " * 6
    rows = [{"Reference": "1", "Action": "Write", "Opened": "01/01/2026", "Progress": long + "No."}]
    land(known.store, known.plan(rows), principal=local_principal())
    rows[0]["Progress"] = long + "Yes."
    (change,) = known.plan(rows).compared.changes
    assert change.old.endswith("No.")
    assert change.new.endswith("Yes.")
    assert len(change.new) < 200


def test_what_is_not_listed_is_counted(tmp_path: Path) -> None:
    many = MOST + 7
    known = Held(fresh_store(tmp_path), COMPLAINT, [], pl.DataFrame())
    rows = [
        {"Reference": f"N-{at}", "Received": "05/01/2026", "Outcome": "Upheld"}
        for at in range(many)
    ]
    first = known.plan(rows)
    assert (first.compared.new, len(first.compared.new_keys)) == (many, MOST)
    land(known.store, first, principal=local_principal())
    planned = known.plan([row | {"Outcome": "Not upheld"} for row in rows])
    shown = plan_as_json(planned)["effect"]
    assert (shown["changed"], len(shown["changes"]), shown["changes_not_listed"]) == (many, MOST, 7)
    assert shown["changed_fields"] == {"Outcome": many}
    assert f"in all by field: Outcome {many}" in plan_in_words(planned)


def fresh_store(folder: Path) -> Store:
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    make_own_store(store, principal=local_principal(), authority=OWN)
    return store


@by_dataset
def test_what_lands_is_what_was_told(tmp_path: Path, dataset: Dataset) -> None:
    known = fresh(tmp_path, dataset)
    rows = known.copy()
    for row, spec in enumerate(content(dataset)):
        rows[row][spec.label] = cell(dataset, spec, row, other=True)
    emptied = optional(dataset)[:1]
    for spec in emptied:
        rows[ROWS - 1][spec.label] = ""
    del rows[ROWS - 2]
    planned = known.plan(rows, '[empty]\n"*" = "cleared"\n')
    assert planned.needed == ()
    done = land(known.store, planned, principal=local_principal())
    counts = done.counts[dataset.name]
    assert (counts.new, counts.changed, counts.unchanged) == effect(planned)[:3]
    after = known.standing()
    different = {
        (spec.name, at)
        for spec in dataset.fields
        for at, (was, now) in enumerate(
            zip(known.before[spec.name].to_list(), after[spec.name].to_list(), strict=True)
        )
        if was != now
    }
    assert len(different) == planned.compared.changes_in_all
    assert {name for name, _ in different} == {c.field for c in planned.compared.changes}


edits = st.lists(
    st.tuples(st.integers(0, ROWS - 1), st.sampled_from([s.name for s in content(COMPLAINT)])),
    unique=True, max_size=12,
)  # fmt: skip


@given(edits, st.permutations(range(ROWS)), st.sets(st.integers(0, ROWS - 1), max_size=5))
@settings(max_examples=15, deadline=None)
def test_any_mixture_of_changes_is_told(
    held: Callable[[Dataset], Held],
    changed: list[tuple[int, str]],
    order: list[int],
    removed: set[int],
) -> None:
    known = held(COMPLAINT)
    rows = known.copy()
    for row, name in changed:
        spec = COMPLAINT.spec(name)
        rows[row][spec.label] = cell(COMPLAINT, spec, row, other=True)
    planned = known.plan([rows[at] for at in order if at not in removed])
    reference = [row["Reference"] for row in known.rows]
    assert sorted(named(planned)) == sorted(
        (reference[row], name) for row, name in changed if row not in removed
    )
    agrees(planned)
