"""The datasets of a council's own record: what their declarations promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.datasets import (
    DATASETS,
    LEARNING,
    OMBUDSMAN,
    OWN_RECORD,
    TRAINING,
    Dataset,
    FieldSpec,
)
from data_access.datasets.base import plain
from data_access.datasets.follows import with_what_follows
from data_access.datasets.rules import Needs, NotAbove
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.snapshot import PEER_DATASETS, schema_of, snapshot
from data_access.store.database import Store
from vocabulary.principal import Principal

COUNCIL = "Somewhere Council"
DECLARED = [*OWN_RECORD, OMBUDSMAN]
FIELDS = [(dataset, spec) for dataset in DECLARED for spec in dataset.fields]
CHOICES = [(dataset, spec) for dataset, spec in FIELDS if spec.choices]
RULES = [(dataset, rule) for dataset in DECLARED for rule in dataset.rules]


def named(pair: object) -> str:
    return str(getattr(pair, "name", pair))


def read(spec: FieldSpec) -> object:
    """The example of a field, as the value it stands for."""
    if spec.is_list:
        parts = [part.strip() for part in spec.example.split(";")]
        return [spec.value_of(part) if spec.choices else part for part in parts]
    if spec.choices:
        return spec.value_of(spec.example)
    if spec.python_type is date:
        return datetime.strptime(spec.example, "%d/%m/%Y").date()
    if spec.python_type is bool:
        return {"yes": True, "no": False}[spec.example]
    return spec.python_type(spec.example)


def example_row(dataset: Dataset, *, only_needed: bool = False) -> pl.DataFrame:
    row = {
        spec.name: [read(spec)]
        for spec in dataset.fields
        if spec.required or spec.name in dataset.natural_key[:1] or not only_needed
    }
    kept = {name: kind for name, kind in dataset.schema.items() if name in row}
    return pl.DataFrame(row, schema=kept).with_columns(authority=pl.lit(COUNCIL))


@pytest.mark.parametrize("dataset", DECLARED, ids=named)
def test_a_dataset_says_what_a_row_is(dataset: Dataset) -> None:
    assert dataset.singular
    assert dataset.grain
    assert dataset.description.endswith(".")
    assert dataset.natural_key[0] == "authority"
    if dataset.dated_by:
        assert dataset.spec(dataset.dated_by).python_type is date
        assert dataset.spec(dataset.dated_by).required


@pytest.mark.parametrize(("dataset", "spec"), FIELDS, ids=named)
def test_a_field_says_what_it_is_and_how_to_fill_it(dataset: Dataset, spec: FieldSpec) -> None:
    assert spec.label
    assert spec.description.endswith(".")
    assert spec.polars_type in dataset.schema.values()
    value = read(spec)
    values = value if isinstance(value, list) else [value]
    for each in values:
        assert each is not None
        if spec.choices:
            assert each in spec.choices
        if isinstance(each, int | float):
            assert spec.minimum is None or each >= spec.minimum
            assert spec.maximum is None or each <= spec.maximum


@pytest.mark.parametrize("dataset", DECLARED, ids=named)
def test_a_column_name_means_one_field(dataset: Dataset) -> None:
    meant: dict[str, str] = {}
    for spec in dataset.fields:
        for said in {plain(name) for name in (spec.name, spec.label, *spec.aliases)}:
            assert meant.setdefault(said, spec.name) == spec.name, f"{said}: {meant[said]}"


@pytest.mark.parametrize(("dataset", "spec"), CHOICES, ids=named)
def test_a_word_means_one_choice(dataset: Dataset, spec: FieldSpec) -> None:
    for value in spec.choices:
        assert spec.value_of(value) == value
        assert spec.value_of(spec.label_of(value)) == value
    labels = [spec.label_of(value) for value in spec.choices]
    assert len(set(labels)) == len(labels), dataset.name
    for said, value in spec.words:
        assert spec.value_of(said) == value
    assert spec.value_of("something nobody declared") is None
    assert spec.value_of("") is None


@given(data=st.data())
def test_case_spaces_and_punctuation_do_not_count(data: st.DataObject) -> None:
    _, spec = data.draw(st.sampled_from(CHOICES))
    value = data.draw(st.sampled_from(spec.choices))
    label = spec.label_of(value)
    noisy = "".join(
        data.draw(st.sampled_from(["", " ", "-", "_"]))
        + (letter.upper() if data.draw(st.booleans()) else letter.lower())
        for letter in label
    )
    assert spec.value_of(noisy) == value


@pytest.mark.parametrize(
    ("dataset", "name", "said", "value"),
    [
        ("training", "course", "AMHP annual 18 hours", "amhp_annual"),
        ("training", "course", "BIA refresher", "bia_refresher"),
        ("training", "course", "Mental Capacity Act", "mental_capacity_act"),
        ("training", "course", "safeguarding adults", "safeguarding_adults"),
        ("training", "course", "OT-specific", "ot_specific"),
        ("training", "course", "Care Act", "care_act"),
        ("training", "course", "moving and handling", "moving_and_handling"),
        ("complaint", "outcome", "Partly upheld", "partly_upheld"),
        ("complaint", "outcome", "not upheld", "not_upheld"),
        ("coproduction", "level", "co-design", "co_design"),
        ("coproduction", "level", "Co-produce", "coproduce"),
        ("learning", "shared_by", "7-minute briefing", "seven_minute_briefing"),
        ("learning", "shared_by", "procedure change", "procedure_change"),
        ("learning", "origin", "Safeguarding adult review", "safeguarding_adult_review"),
        ("audit", "auditor_grade", "Requires improvement", "2"),
        ("audit", "moderator_grade", "Outstanding", "4"),
        ("indicator", "direction", "Lower is better", "decrease"),
        ("workforce_route", "profession", "OT", "occupational_therapy"),
    ],
)
def test_the_words_councils_use_are_understood(
    dataset: str, name: str, said: str, value: str
) -> None:
    assert DATASETS[dataset].spec(name).value_of(said) == value


def test_no_field_asks_for_a_person() -> None:
    personal = {"nhs", "email", "phone", "postcode", "address", "birth", "surname", "forename"}
    for dataset, spec in FIELDS:
        assert not personal & set(spec.name.split("_")), f"{dataset.name}.{spec.name}"
        if spec.free_text:
            assert "No names" in spec.description, f"{dataset.name}.{spec.name}"


@pytest.mark.parametrize(("dataset", "rule"), RULES, ids=named)
def test_a_broken_rule_is_told_in_plain_words(dataset: Dataset, rule: NotAbove | Needs) -> None:
    kept, other = rule.names
    row = example_row(dataset)
    if isinstance(rule, Needs):
        value = rule.value if rule.value is not None else row.item(0, other)
        broken = row.with_columns(
            pl.lit(value).alias(other), pl.lit(None, dtype=row.schema[kept]).alias(kept)
        )
    else:
        greater = pl.lit(date(2026, 9, 1)) if dataset.spec(kept).python_type is date else pl.lit(99)
        smaller = pl.lit(date(2026, 8, 31)) if dataset.spec(kept).python_type is date else pl.lit(1)
        up, down = (kept, other) if isinstance(rule, NotAbove) else (other, kept)
        broken = row.with_columns(
            greater.cast(row.schema[up]).alias(up), smaller.cast(row.schema[down]).alias(down)
        )
    told = dataset.breaches(pl.concat([row, broken])).filter(pl.col("row") == 1)
    mine = told.filter(pl.col("field") == kept)
    assert mine.height >= 1
    assert all(problem.endswith(".") for problem in mine.get_column("problem"))
    assert any(dataset.spec(other).label.lower() in p for p in mine.get_column("problem"))


@pytest.mark.parametrize("dataset", DECLARED, ids=named)
def test_examples_break_no_rule(dataset: Dataset) -> None:
    assert dataset.breaches(example_row(dataset)).is_empty()
    bare = example_row(dataset, only_needed=True)
    missing = [
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in dataset.schema.items()
        if name not in bare.columns
    ]
    assert dataset.breaches(bare.with_columns(missing)).is_empty()


def test_what_is_not_there_breaks_no_rule_of_order() -> None:
    row = example_row(TRAINING).with_columns(offered=pl.lit(None, dtype=pl.Int64()))
    assert TRAINING.breaches(row).is_empty()
    told = TRAINING.breaches(row.with_columns(attended=pl.lit(15)))
    assert told.to_dicts() == [
        {
            "row": 0,
            "field": "attended",
            "problem": "Attended (15) is more than required (14): correct one of them.",
        }
    ]
    early = example_row(LEARNING).with_columns(shared_on=date(2026, 1, 9))
    assert LEARNING.breaches(early).item(0, "problem") == (
        "Shared on (9 January 2026) is before found (14 September 2026): check whether day and "
        "month are the wrong way round."
    )


def test_a_declaration_that_names_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown fields"):
        Dataset(
            name="wrong",
            title="Wrong",
            grain="row",
            description="Wrong.",
            table=TRAINING.table,
            fields_model=TRAINING.fields_model,
            natural_key=("authority",),
            rules=(NotAbove("attended", "nothing"),),
        )


@pytest.mark.both_databases
def test_every_dataset_keeps_what_it_is_given(store: Store, officer: Principal) -> None:
    whole = [Entry(dataset, example_row(dataset)) for dataset in DECLARED]
    append(store, whole, principal=officer, source_name="whole.csv")
    shown = snapshot(COUNCIL, principal=officer, store=store)
    for entry in whole:
        frame = shown[entry.dataset.name]
        assert dict(frame.schema) == schema_of(entry.dataset)
        expected = with_what_follows(entry.frame, entry.dataset.follows)
        assert frame.select(entry.dataset.columns).to_dicts() == expected.to_dicts()


def test_a_row_needs_no_more_than_its_needed_fields(store: Store, officer: Principal) -> None:
    bare = [Entry(dataset, example_row(dataset, only_needed=True)) for dataset in DECLARED]
    append(store, bare, principal=officer, source_name="bare.csv")
    shown = snapshot(COUNCIL, principal=officer, store=store)
    assert [shown[entry.dataset.name].height for entry in bare] == [1] * len(bare)
    assert shown["complaint"].item(0, "ombudsman_referred") is None  # not known, never "no"
    assert shown["indicator"].item(0, "direction") == "neutral"


def test_published_indicators_of_others_are_there_to_compare_with() -> None:
    assert {"indicator", "ombudsman", "score"} <= PEER_DATASETS


def test_a_year_of_training_is_counted_again_every_month(
    new_sqlite_store: Callable[[], Store], officer: Principal
) -> None:
    store = new_sqlite_store()
    august = example_row(TRAINING).with_columns(
        month=date(2026, 8, 1), in_date=pl.lit(7, dtype=pl.Int64())
    )
    both = pl.concat([august, example_row(TRAINING)])
    append(store, [Entry(TRAINING, both)], principal=officer, source_name="year.csv")
    shown = snapshot(COUNCIL, principal=officer, store=store)["training"].sort("month")
    assert shown.get_column("in_date").to_list() == [7, 9]
