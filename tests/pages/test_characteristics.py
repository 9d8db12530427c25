"""Characteristics: what is missing for good, and judging one of them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from data_access.datasets import CHARACTERISTIC, JUDGEMENT
from data_access.forms.record import record_row
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.importing.characteristics.documents import COUNT, word_headings
from tests.pages.harness import (
    EXAMPLE,
    SOMEWHERE,
    TODAY,
    bodies,
    control,
    headline,
    open_page,
    parts,
    press,
    view_of,
    whole,
    words,
)
from tests.pages.on_the_page import machine_words
from tests.principals import OFFICER
from vocabulary.nature import Nature

CARERS = "Carers are asked about their own days"


def judged(store: Store, number: int, council: str = EXAMPLE) -> list[dict[str, object]]:
    rows = snapshot(council, store=store, principal=OFFICER)[JUDGEMENT.name]
    return rows.filter(statement="assessing_needs", rating="good", number=number).to_dicts()


def test_what_is_missing_is_one_sentence_and_a_list(example: Store) -> None:
    page = open_page("characteristics")
    assert headline(page) == (
        "9 of 20 ‘good’ characteristics have no evidence yet; seven have nobody in hand"
    )
    told = words(page)
    assert CARERS in told
    assert "What carers say of the help they got. Needed by 29 January 2027. No owner yet." in told
    assert "Next yearly self-assessment: 14 March 2027, worked out" in told
    assert "nothing of it counts as a score or a rating" in told
    assert machine_words(page) == []


def test_a_characteristic_is_judged_with_what_bears_on_it(example: Store) -> None:
    page = open_page("judgement", statement="assessing_needs", judge="good-3")
    suggested = [each.label for each in parts(page, "checkbox")]
    assert any("on the theme unpaid carers" in label for label in suggested)
    control(page, "segmented_control", "Do we meet it?").set_value("partly")
    ticked = next(each for each in parts(page, "checkbox") if each.label.startswith("Finding"))
    ticked.check()
    control(page, "text_input", "Who has it in hand (role)").set_value("Carers lead")
    press(page, "Record judgement")
    (row,) = judged(example, 3)
    assert (row["met"], row["owner"], row["judged"]) == ("partly", "Carers lead", TODAY)
    assert row["findings"]
    assert row["missing"] == "What carers say of the help they got."
    assert "Judgement recorded" in words(page)


def test_a_record_and_the_judgements_that_rest_on_it_lead_to_each_other(example: Store) -> None:
    judgement = bodies(open_page("judgement", statement="safeguarding", judge="good-3"))
    assert "kind=learning&amp;reference=L-034" in judgement.replace("&reference", "&amp;reference")
    record = bodies(open_page("trace", kind="learning", reference="L-034"))
    assert "Judged by it: Whoever raised a worry hears back what became of it." in record
    assert "judge=good-3" in record


def test_whoever_was_slower_chooses_between_two_judgements(example: Store) -> None:
    page = open_page("judgement", statement="assessing_needs", judge="good-3")
    (row,) = judged(example, 3)
    entered = {
        "version": str(row["version"]), "statement": "assessing_needs", "rating": "good",
        "number": "3", "met": "met", "judged": "30/09/2026", "judged_by": "Somebody else",
    }  # fmt: skip
    record_row(
        example, JUDGEMENT, EXAMPLE, entered, based_on=int(str(row["row_id"])), principal=OFFICER
    )
    control(page, "segmented_control", "Do we meet it?").set_value("not_met")
    press(page, "Record judgement")
    assert "changed this record while you had it open" in words(page)
    press(page, "Keep theirs")
    (row,) = judged(example, 3)
    assert (row["met"], row["judged_by"]) == ("met", "Somebody else")


def test_a_council_without_any_brings_the_document_in(own: Store, tmp_path: Path) -> None:
    page = open_page("characteristics", view_of(SOMEWHERE, Nature.OWN))
    assert "No rating characteristics are on record" in words(page)
    drop = control(
        page, "file_uploader", "What each judgement looks like, as the regulator published it"
    )
    drop.upload("published.docx", word_headings(), "application/octet-stream")
    whole(page.run())
    assert "characteristics understood" in words(page)
    press(page, "Bring this in")
    held = snapshot(SOMEWHERE, store=own, principal=OFFICER)[CHARACTERISTIC.name]
    assert held.height == COUNT
    assert held.get_column("version").unique().to_list() == ["2026"]
    assert held.filter(pl.col("source").str.starts_with("published.docx")).height == COUNT
