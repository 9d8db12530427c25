"""What 'not known' means: every optional field can be said not to be known, an action may be
complete on a day nobody recorded, and records without references are known again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data_access.datasets import ACTION, OMBUDSMAN, OWN_RECORD, Dataset, FieldSpec
from data_access.exporting.rows import rows_for_export, write_csv
from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.meaning.words import is_done
from data_access.importing.stages.plan import Plan, land, plan
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import read_recipe
from data_access.new_store import make_own_store
from data_access.principal import local_principal
from data_access.store.database import Store, open_store
from tests.data_access.importing.stages.cells import cell
from tests.sampling import one_in

OWN = "Exampleshire Council"
# What says by itself that a field has a value, and is empty where that is not known.
SAYS = {
    "ombudsman_referred": ("ombudsman_decided", "ombudsman_outcome"),
    "checked_on": ("check_result",),
}
OPTIONAL = [
    (dataset, spec)
    for dataset in (*OWN_RECORD, OMBUDSMAN)
    for spec in dataset.fields
    if not spec.required and spec.name not in dataset.natural_key
]


def read(name: str, content: str, recipe: str = "") -> Reading:
    return read_book(open_file(name, content.encode()), read_recipe(recipe), Context(OWN))


@pytest.mark.parametrize(
    ("dataset", "spec"), one_in(4, OPTIONAL), ids=lambda each: each.name if each else None
)
def test_every_optional_field_can_be_said_not_to_be_known(
    dataset: Dataset, spec: FieldSpec
) -> None:
    fields = [each for each in dataset.fields if each.name != "authority"]
    row = {each.label: cell(dataset, each, 0) for each in fields} | {spec.label: "See file"}
    row |= {dataset.spec(name).label: "" for name in SAYS.get(spec.name, ())}
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    recipe = (
        f'dataset = "{dataset.name}"\n[columns]\n"{spec.label}" = "{spec.name}"\n'
        f'[words.{spec.name}]\n"See file" = ""\n'
    )
    reading = read("records.csv", text, recipe)
    assert reading.problems.is_empty(), reading.problems
    assert [q.key for q in reading.needed] == []
    assert reading.rows.height == 1
    assert reading.rows.item(0, spec.name) in (None, "", "neutral")


PLAN = "Ref,Action,Start,Due,RAG,Completed\n{}\n"


@pytest.mark.parametrize(
    ("rag", "day", "complete"),
    [
        ("B", "", True),
        ("Blue - complete", "", True),
        ("Closed", "", True),
        ("Green", "", False),
        ("In progress", "", False),
        ("Not complete", "", False),
        ("Partly complete", "", None),
        ("Complete - awaiting sign off", "", None),
        ("", "", None),
        ("", "Yes", True),
        ("", "Done", True),
        ("", "No", False),
        ("", "Not yet", False),
    ],
)
def test_an_action_may_be_complete_without_a_day(rag: str, day: str, complete: bool | None) -> None:
    rows = (
        f"1,Write it,01/01/2026,01/03/2026,{rag},{day}\n"
        "2,Read it,01/01/2026,01/04/2026,Red,12/03/2026"
    )
    reading = read("Improvement plan.csv", PLAN.format(rows))
    assert reading.problems.is_empty()
    assert reading.rows.item(0, "complete") is complete
    assert reading.rows.get_column("closed").cast(str).to_list() == [None, "2026-03-12"]
    if complete:
        assert any("closed on a day that is not known" in note for note in reading.notes)


def test_what_is_complete_goes_out_and_comes_in_again(store: Store) -> None:
    rows = "1,Write it,01/01/2026,01/03/2026,B,\n2,Read it,01/01/2026,01/04/2026,Red,12/03/2026"
    first = plan(store, "Improvement plan.csv", PLAN.format(rows).encode(),
                 principal=local_principal(), recipe=read_recipe(""))  # fmt: skip
    land(store, first, principal=local_principal())
    out = write_csv(rows_for_export(store, ACTION, principal=local_principal())).encode()
    again = plan(store, "action.csv", out, principal=local_principal(), recipe=read_recipe(""))
    assert effect(again) == (0, 0, 2, 0)
    reopened = PLAN.format(rows.replace(",B,", ",Amber,"))
    found = plan(store, "Improvement plan.csv", reopened.encode(), principal=local_principal(),
                 recipe=read_recipe(""))  # fmt: skip
    assert [(c.field, c.old, c.new) for c in found.compared.changes] == [
        ("complete", "yes", "no")]  # fmt: skip


def test_what_a_colour_means_can_be_said() -> None:
    rows = "1,Write it,01/01/2026,01/03/2026,Blue,\n2,Read it,01/01/2026,01/04/2026,Purple,"
    said = '[words.complete]\n"Blue" = "no"\n"Purple" = "yes"\n'
    reading = read("Improvement plan.csv", PLAN.format(rows), said)
    assert reading.rows.get_column("complete").to_list() == [False, True]


def test_words_that_make_less_of_complete() -> None:
    assert is_done("Completed 12 May") is True
    assert is_done("Nearly complete") is None
    assert is_done("Merged with 4.2") is None


def test_remedies_in_percent_stay_in_percent_beside_the_count() -> None:
    letter = ("Council,Year,Scope,Upheld,{}\nExampleshire Council,2024-25,All services,6,17%\n"
              "Exampleshire Council,2023-24,All services,8,25%\n")  # fmt: skip
    reading = read("letter.csv", letter.format("Satisfactory remedy before LGSCO"))
    assert reading.rows.select("remedied_before", "remedied_before_rate").rows() == [
        (None, 17.0), (None, 25.0)]  # fmt: skip
    assert any("stays one, and no number is made of it" in note for note in reading.notes)
    counts = letter.replace("%", "").replace("6,17", "6,1").replace("8,25", "8,2")
    reading = read("letter.csv", counts.format("Satisfactory remedy before LGSCO"))
    assert reading.rows.select("remedied_before", "remedied_before_rate").rows() == [
        (1, None), (2, None)]  # fmt: skip


def test_investigations_are_not_stored_where_they_only_follow() -> None:
    letter = "Council,Year,Scope,Upheld,Not upheld\nExampleshire Council,2024-25,All services,6,2\n"
    assert read("letter.csv", letter).rows.item(0, "investigations") is None


# Logs without references

HEAD = "Date received,How received,Team,Nature of complaint,Outcome"
CASES = [
    "05/01/2026,Email,North,waiting_times,Upheld",
    "05/01/2026,Email,North,waiting_times,Not upheld",
    "05/01/2026,Email,North,waiting_times,",
    "05/01/2026,Phone,North,waiting_times,Upheld",
    "09/01/2026,Email,South,,Withdrawn",
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    make_own_store(opened, principal=local_principal(), authority=OWN)
    return opened


def planned(store: Store, rows: list[str], head: str = HEAD, recipe: str = "") -> Plan:
    text = "\n".join([head, *rows]) + "\n"
    said = f'dataset = "complaint"\n{recipe}'
    return plan(store, "complaints.csv", text.encode(), principal=local_principal(),
                recipe=read_recipe(said))  # fmt: skip


def effect(found: Plan) -> tuple[int, int, int, int]:
    assert found.needed == ()
    told = found.compared
    return told.new, told.changed, told.unchanged, told.absent


def references(rows: list[str]) -> dict[str, str]:
    reading = read("complaints.csv", "\n".join([HEAD, *rows]) + "\n")
    texts = reading.rows.select("received", "channel", "team", "outcome").rows()
    return dict(zip(map(str, texts), reading.rows.get_column("reference"), strict=True))


def test_made_references_do_not_depend_on_the_order_of_rows() -> None:
    first = references(CASES)
    assert len(set(first.values())) == len(CASES)
    for seed in range(5):
        shuffled = random.Random(seed).sample(CASES, len(CASES))
        assert references(shuffled) == first


def test_a_log_without_references_is_known_again(store: Store) -> None:
    first = planned(store, CASES)
    assert effect(first) == (5, 0, 0, 0)
    land(store, first, principal=local_principal())
    assert effect(planned(store, CASES[::-1])) == (0, 0, 5, 0)
    assert effect(planned(store, [*CASES[3:], *CASES[:3]])) == (0, 0, 5, 0)


@pytest.mark.parametrize("place", range(6))
def test_rows_added_among_others_are_new_and_no_other_changes(store: Store, place: int) -> None:
    land(store, planned(store, CASES), principal=local_principal())
    added = "05/01/2026,Email,North,waiting_times,Partly upheld"
    found = planned(store, [*CASES[:place], added, *CASES[place:]])
    assert effect(found) == (1, 0, 5, 0)
    land(store, found, principal=local_principal())
    assert effect(planned(store, [*CASES, added])) == (0, 0, 6, 0)


def test_rows_worked_on_and_removed_are_told(store: Store) -> None:
    land(store, planned(store, CASES), principal=local_principal())
    answered = [row + "Upheld" if row.endswith(",") else row for row in CASES]
    found = planned(store, answered)
    assert effect(found) == (0, 1, 4, 0)
    assert [(c.field, c.old, c.new) for c in found.compared.changes] == [
        ("outcome", "", "Upheld")]  # fmt: skip
    assert effect(planned(store, CASES[:1] + CASES[2:])) == (0, 0, 4, 1)


def test_a_dropped_column_makes_no_new_records(store: Store) -> None:
    land(store, planned(store, CASES), principal=local_principal())
    for name in ("How received", "Team", "Nature of complaint", "Outcome"):
        at = HEAD.split(",").index(name)
        cut = [",".join(p for i, p in enumerate(r.split(",")) if i != at) for r in [HEAD, *CASES]]
        found = planned(store, cut[1:], cut[0])
        assert effect(found) == (0, 0, 5, 0), name


def test_a_log_that_lost_its_references_is_asked(store: Store) -> None:
    with_names = [f"C-{at},{row}" for at, row in enumerate(CASES)]
    land(store, planned(store, with_names, f"Reference,{HEAD}"), principal=local_principal())
    found = planned(store, CASES)
    assert [question.key for question in found.needed] == ["columns or constants.reference"]
    assert "5 records are held under references of their own" in found.needed[0].said
    emptied = planned(store, [f",{row}" for row in CASES], f"Reference,{HEAD}")
    assert [question.key for question in emptied.needed] == ["columns or constants.reference"]
    none = planned(store, CASES, recipe='[constants]\nreference = "none"\n')
    assert effect(none)[:3] == (5, 0, 0)
