"""An edition shows published facts and protected counts, and nothing else, for good."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from components.editions.as_json import frozen
from components.editions.counts import count_tables
from components.editions.edition import KEYS, Edition, edition_to_be, of_json, to_json
from components.editions.exhibits.own_records import OWN_RECORDS, exhibits_of
from components.editions.exhibits.parts import Tables
from components.editions.published_facts import IN_EDITIONS
from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, NotForPublicError, exhibit
from components.exhibits.declaration import Declaration
from components.exhibits.digest import digest, drawn_columns
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.published_facts import PUBLISHED_FACTS
from components.exhibits.records import names_of_themes
from data_access.ledger.left_out import PartOfFile
from measures.disclosure.count_tables import ProtectedTable, with_marks
from reports.drawing import chart as drawing
from tests.editions_of_example import DAY, first, known, view
from tests.sampling import one_in
from vocabulary.audience import EditionState


def own(edition: Edition) -> list[Exhibit]:
    return [each for each in edition.exhibits if each.key in OWN_RECORDS]


def all_hidden(table: ProtectedTable) -> ProtectedTable:
    nothing = table.cells.select(*table.columns, count=pl.lit(None, pl.Int64))
    return replace(table, cells=with_marks(nothing))


def test_an_edition_of_example_borough_has_every_kind_of_exhibit() -> None:
    keys = [each.key for each in first().exhibits]
    assert set(keys) >= {"overall_score", "ombudsman_upheld", "edition_complaints"}
    assert set(keys) >= {"edition_teams", "edition_training", "edition_staff", "edition_routes"}
    assert keys == [key for key in KEYS if key in keys]


def test_where_most_teams_are_small_their_kinds_stand_alone() -> None:
    training = next(each for each in first().exhibits if each.key == "edition_training")
    assert training.frame.get_column("share").null_count() == 0
    assert "by kind of team" in training.subtitle
    assert any("Training by team" in said for said in first().held_back)


def test_what_is_kept_is_shown_unchanged_by_a_later_program() -> None:
    text = to_json(first())
    again = of_json(text, published=DAY)
    assert text.isascii()
    assert to_json(again) == text
    assert again.digest == first().digest
    for before, after in zip(first().exhibits, again.exhibits, strict=True):
        assert digest(after) == digest(before)
        assert after.table().equals(before.table(), null_equal=True)
    drawn = [pair for pair in zip(first().exhibits, again.exhibits, strict=True) if pair[0].chart]
    for before, after in one_in(5, drawn):
        assert drawing.svg(after, 160, 90) == drawing.svg(before, 160, 90)


def test_nothing_is_kept_but_what_is_shown() -> None:
    for each in of_json(to_json(first())).exhibits:
        assert set(each.frame.columns) == {*each.columns, *drawn_columns(each)}
    text = to_json(first())
    for word in ("recorded_by", "recorded_at", "batch", "Officer", "self_assessed", "rationale"):
        assert word not in text


def test_exhibits_of_own_records_are_made_of_protected_counts_alone() -> None:
    kept = of_json(to_json(first()))
    made = exhibits_of(kept.tables, names_of_themes(known()), view(), KEYS)
    assert [digest(frozen(each)) for each in made] == [digest(each) for each in own(first())]


def test_every_table_that_is_published_is_shown() -> None:
    shown = [OWN_RECORDS[each.key] for each in own(first())]
    named = {t.name for t in first().tables if any(each.shows(t.name) for each in shown)}
    assert {table.name for table in first().tables} <= named


@pytest.mark.parametrize("key", OWN_RECORDS)
def test_where_every_number_is_hidden_nothing_is_concluded(key: str) -> None:
    tables = [all_hidden(table) for table in first().tables]
    content = OWN_RECORDS[key].build(Tables(tables), names_of_themes(known()))
    if content is None:
        assert not any(OWN_RECORDS[key].shows(table.name) for table in tables)
        return
    dates = re.compile(r"\d{1,2} (?:January|March|April|June|September|October|December) \d{4}")
    assert not re.search(r"\d", dates.sub("", content.headline)), content.headline
    assert "not shown" in content.headline or "cannot be shown" in content.headline
    assert content.verdict == ""
    assert content.meaning == ""
    assert not re.search(r"\d+%|\b\d+ of \d+", content.alternative)


def test_a_second_edition_repeats_what_the_first_published() -> None:
    second = edition_to_be(known(), view(), [replace(first(), withdrawn=DAY)])
    assert second.number == 2
    before = {(table.name, table.period): table.to_json() for table in first().tables}
    after = {(table.name, table.period): table.to_json() for table in second.tables}
    assert after == before


def test_only_what_is_wanted_is_counted_and_shown() -> None:
    small = edition_to_be(known(), view(), [], keys={"overall_score", "edition_compliments"})
    assert [each.key for each in small.exhibits] == ["overall_score", "edition_compliments"]
    assert {table.name for table in small.tables} == {"compliments_received"}
    assert all("Compliments" in said for said in small.held_back)
    with pytest.raises(ValueError, match="audit_grades"):
        edition_to_be(known(), view(), [], keys={"audit_grades"})


def test_of_teams_the_newest_year_is_counted_and_of_complaints_all() -> None:
    periods = {
        name: {table.period for table in count_tables(known(), KEYS) if table.name == name}
        for name in ("complaints_answered_by_team", "complaints_received_by_theme")
    }
    assert {name: len(found) for name, found in periods.items()} == {
        "complaints_answered_by_team": 1,
        "complaints_received_by_theme": 2,
    }


def test_what_is_in_only_in_part_waits_for_the_rest() -> None:
    part = PartOfFile(1, 1, "complaint", "log.csv", rows=31, of=87)
    records = replace(known(), parts={"complaint": (part,)}, memo={})
    edition = edition_to_be(records, view(), [], keys={"edition_complaints", "edition_compliments"})
    assert [each.key for each in edition.exhibits] == ["edition_compliments"]
    assert edition.held_back == (
        "Not all of the council's records are in yet, so these wait: complaints received.",
    )


def test_the_digest_is_of_what_is_shown_and_of_nothing_else() -> None:
    edition = first()
    later = replace(
        edition, withdrawn=date(2026, 12, 1), why_withdrawn="A slip.", corrected_by=2, tables=()
    )
    assert later.digest == edition.digest
    assert replace(edition, title="Another").digest != edition.digest
    shorter = replace(edition, exhibits=edition.exhibits[:-1])
    assert shorter.digest != edition.digest


def test_what_became_of_an_edition() -> None:
    edition = first()
    assert replace(edition, published=None).state is EditionState.PREVIEW
    assert edition.state is EditionState.PUBLISHED
    assert replace(edition, corrected_by=2).state is EditionState.CORRECTED
    assert replace(edition, corrected_by=2, withdrawn=DAY).state is EditionState.WITHDRAWN


def test_what_is_hidden_is_told_to_those_who_decide_and_never_published() -> None:
    assert first().hidden
    assert all(said not in to_json(first()) for said in first().hidden)


@pytest.mark.parametrize("declared", CATALOGUE.values(), ids=lambda each: str(each.key))
def test_outside_of_editions_the_public_is_given_published_facts_alone(
    declared: Declaration,
) -> None:
    request = ExhibitRequest(declared.key, filters_of(DAY), statement="learning")
    public = replace(view(), audience="public")
    if declared.key not in PUBLISHED_FACTS:
        with pytest.raises(NotForPublicError):
            exhibit(known(), request, public)
        return
    said = str(exhibit(known(), request, public))
    assert "self_assessed" not in str(exhibit(known(), request, public).frame)
    assert "elf-assessed on" not in said


def test_editions_hold_published_facts_of_the_catalogue() -> None:
    assert set(IN_EDITIONS) <= PUBLISHED_FACTS <= set(CATALOGUE)
