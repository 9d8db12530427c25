"""One quality statement: score, history, findings, and the council's own view."""

from __future__ import annotations

import re
from datetime import date, datetime

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from data_access.forms.record import record_self_assessment
from data_access.ledger.history import history
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    SOMEWHERE,
    TODAY,
    bodies,
    control,
    example_view,
    headline,
    labels,
    open_page,
    parts,
    press,
    view_of,
    whole,
    words,
)
from tests.twelve_lines import land_scorecard
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())
WORDS = "Words"


def choose(page: AppTest, kind: str, label: str, value: object) -> AppTest:
    control(page, kind, label).set_value(value)  # type: ignore[arg-type]
    return whole(page.run())


def count_of(page: AppTest) -> str:
    """How many findings are shown: "Three findings of 12"."""
    [line] = re.findall(r'<p class="count"[^>]*>(.*?)</p>', bodies(page))
    return str(line)


def own_scores(store: Store, day: date = TODAY) -> list[int]:
    frame = snapshot(EXAMPLE, store=store, principal=OFFICER)["score"]
    kept = frame.filter((pl.col("kind") == "self_assessed") & (pl.col("published") == day))
    return kept["score"].to_list()


def test_the_address_names_the_statement(example: Store) -> None:
    page = open_page("statement", statement="learning")
    assert headline(page).startswith("Learning, improvement and innovation: published at 2")
    assert control(page, "selectbox", "Quality statement").value == "learning"


def test_an_address_that_asks_for_none_shows_the_first(example: Store) -> None:
    assert headline(open_page("statement", statement="")).startswith("Assessing needs")


@pytest.mark.parametrize("asked", ["LEARNING", "Learning, improvement and innovation"])
def test_an_address_may_name_the_statement_in_words(example: Store, asked: str) -> None:
    page = open_page("statement", statement=asked)
    assert headline(page).startswith("Learning, improvement and innovation: published at 2")


def test_choosing_another_statement_changes_page_and_address(example: Store) -> None:
    page = open_page("statement", statement="learning")
    page = choose(page, "selectbox", "Quality statement", "equity")
    assert headline(page).startswith("Equity in experience and outcomes")
    assert page.query_params["statement"] in ("equity", ["equity"])


def test_score_history_and_commitment_are_there_each_told_apart(example: Store) -> None:
    said = words(open_page("statement", statement="learning"))
    for line in (
        "Published by CQC: requires improvement",
        "Self-assessed: requires improvement",
        "Peer review: requires improvement",
        "What the council is held to",
        "14 March 2025",
    ):
        assert line in said


def test_every_finding_has_its_place_in_the_document(example: Store) -> None:
    page = open_page("statement", statement="learning")
    findings = snapshot(EXAMPLE, store=example, principal=OFFICER)["finding"]
    mine = findings.filter(pl.col("statement") == "learning")
    for row in mine.iter_rows(named=True):
        assert row["text"] in words(page)
        assert row["reference"] in words(page)
    assert f"{mine.height} findings" in words(page)


@pytest.mark.parametrize(
    ("parameter", "label", "value"),
    [("says", "Says", "Shortfall"), ("evidence_from", "Evidence from", "Partners")],
)
def test_filters_stand_in_the_address(
    example: Store, parameter: str, label: str, value: str
) -> None:
    number = snapshot(EXAMPLE, store=example, principal=OFFICER)["finding"].filter(
        pl.col("statement") == "learning"
    )
    page = open_page("statement", None, statement="learning", **{parameter: value})
    assert count_of(page).endswith(f" of {number.height}")
    assert control(page, "multiselect", label).value


def test_findings_can_be_filtered_in_every_way_at_once(example: Store) -> None:
    page = open_page("statement", statement="learning")
    page = choose(page, "multiselect", "Says", ["shortfall"])
    findings = snapshot(EXAMPLE, store=example, principal=OFFICER)["finding"].filter(
        pl.col("statement") == "learning"
    )
    short = findings.filter(pl.col("polarity") == "shortfall")
    for text in short["text"]:
        assert text in words(page)
    for text in findings.filter(pl.col("polarity") == "strength")["text"]:
        assert text not in words(page)
    first = short.row(0, named=True)
    page = choose(page, "multiselect", "Evidence from", [first["category"]])
    if first["themes"]:
        page = choose(page, "multiselect", "Theme", [first["themes"][0]])
    some = " ".join(first["text"].split()[:3])
    page = choose(page, "text_input", WORDS, some.upper())
    assert first["text"] in words(page)
    page = choose(page, "text_input", WORDS, "no such words anywhere")
    assert "No finding matches" in words(page)


@pytest.mark.parametrize("text", ["(", "[a-z", "\\", "*", "  ", "“", "%"])
def test_words_to_search_for_are_words_and_no_pattern(example: Store, text: str) -> None:
    page = open_page("statement", statement="learning")
    choose(page, "text_input", WORDS, text)


def test_findings_are_filtered_by_ids_in_the_address_as_by_words(example: Store) -> None:
    page = open_page("statement", statement="learning", says="shortfall")
    assert control(page, "multiselect", "Says").value == ["shortfall"]
    words_said = count_of(open_page("statement", statement="learning", says="Shortfall"))
    assert count_of(page) == words_said


def test_a_statement_without_findings_says_what_brings_them(example: Store) -> None:
    page = open_page("statement", view_of(HILLINGDON), statement="equity")
    assert "No findings for this statement yet" in words(page)
    assert labels(page, "multiselect") == []


def test_paraphrases_are_said_to_be_ours(example: Store) -> None:
    page = open_page("statement", view_of(HILLINGDON), statement="learning")
    assert "In our words" in words(page)


# The council's own view


def assess(page: AppTest, score: int | None, why: str, evidence: str = "") -> AppTest:
    if score is not None:
        control(page, "segmented_control", "Our score").set_value(score)
    control(page, "text_area", "Why this score").set_value(why)
    control(page, "text_area", "Evidence, one link or reference a line").set_value(evidence)
    [send] = [
        b for b in parts(page, "button") if "self-assessment" in b.label or "Amend" in b.label
    ]
    send.click()
    return whole(page.run())


def test_a_self_assessment_is_recorded_with_its_reason(example: Store) -> None:
    page = open_page("statement", statement="learning")
    page = assess(page, 3, "Lessons now change practice.", "Audit of May\nhttps://example.org/a")
    assert "Self-assessment recorded" in words(page)
    assert own_scores(example) == [3]
    assert headline(page) == (
        "Learning, improvement and innovation: published at 2, self-assessed at 3"
    )
    row = snapshot(EXAMPLE, store=example, principal=OFFICER)["score"].filter(
        pl.col("published") == TODAY
    )
    assert row.item(0, "rationale") == "Lessons now change practice."
    assert row.row(0, named=True)["evidence"] == ["Audit of May", "https://example.org/a"]


def test_it_can_be_amended_the_same_day(example: Store) -> None:
    page = assess(open_page("statement", statement="learning"), 3, "First thoughts.")
    assert control(page, "text_area", "Why this score").value == "First thoughts."
    assess(page, 2, "Second thoughts.")
    assert own_scores(example) == [2]


@pytest.mark.parametrize(("score", "why"), [(None, "Because."), (3, "  ")])
def test_a_score_and_a_reason_are_both_needed(example: Store, score: int | None, why: str) -> None:
    before = example.revision()
    page = assess(open_page("statement", statement="learning"), score, why)
    said = words(page) + " ".join(error.value for error in page.error)
    assert "Choose a score" in said or "Say why" in said
    assert example.revision() == before


def test_when_somebody_was_faster_the_person_chooses(example: Store) -> None:
    page = open_page("statement", statement="learning")
    record_self_assessment(
        example,
        authority=EXAMPLE,
        statement="learning",
        score=1,
        day=TODAY,
        rationale="I saw it first.",
        principal=OFFICER,
    )
    page = assess(page, 4, "I did not see that.")
    assert own_scores(example) == [1], "nothing is overwritten silently"
    assert "Officer changed this record while you had it open" in words(page)
    [both] = page.dataframe
    assert both.value.to_dict("list") == {
        "Field": ["Score", "Why"],
        "As Officer recorded it": ["1", "I saw it first."],
        "As you wrote it": ["4", "I did not see that."],
    }
    page = press(page, "Record mine")
    assert own_scores(example) == [4]
    assert "Your version stands" in words(page)


@pytest.mark.parametrize(
    ("council", "as_at"),
    [(HILLINGDON, None), (EXAMPLE, datetime(2026, 6, 30))],
)
def test_only_the_stores_own_council_can_be_assessed_and_only_today(
    example: Store, council: str, as_at: datetime | None
) -> None:
    view = example_view(as_at) if as_at else view_of(council)
    page = open_page("statement", view, statement="learning")
    assert "Our own view" not in words(page)
    assert "Our score" not in labels(page, "segmented_control")


def test_an_own_store_can_begin_with_a_self_assessment(own: Store) -> None:
    page = open_page("statement", view_of(SOMEWHERE, Nature.OWN), statement="equity")
    assert "no score is known" in headline(page)
    page = assess(page, 3, "We know our communities.")
    assert "self-assessed at 3; nothing published yet" in headline(page)
    assert "self_assessment" not in words(page)
    assert set(history(own, principal=OFFICER)["nature"]) >= {"own"}


# What hangs on the statement


def test_measures_actions_lessons_and_records_are_linked(example: Store) -> None:
    page = open_page("statement", statement="learning")
    said, drawn = words(page), bodies(page)
    for title in (
        "What the measures say",
        "What is being done",
        "What was learnt",
        "Audits, complaints and people's voices",
    ):
        assert title in said
    for address in ("exhibit?show=training_gap", "trace?kind=action", "trace?kind=learning"):
        assert address in drawn
    assert re.search(r"11 actions, \d+ overdue; \w+ shortfalls? without one", said)


def test_every_finding_leads_to_its_own_page_and_says_what_answers_it(example: Store) -> None:
    page = open_page("statement", statement="learning")
    findings = snapshot(EXAMPLE, store=example, principal=OFFICER)["finding"].filter(
        pl.col("statement") == "learning"
    )
    assert bodies(page).count("trace?kind=finding") == findings.height
    assert "Answered: ACT-025" in words(page)
    assert "No action yet" in words(page)


def test_its_own_measures_come_first_and_lead_to_their_pages(example: Store) -> None:
    page = open_page("statement", statement="governance")
    said, drawn = words(page), bodies(page)
    assert "Eight measures of its own" in said
    below = drawn[drawn.index("What the measures say") :]
    assert below.index("measure?measure=supervision_held") < below.index("exhibit?show=")
    assert "Getting worse, since " in said
    assert "All measures of this statement" in said


def test_lines_that_no_catalogue_knows_stand_on_their_statement(own: Store) -> None:
    land_scorecard(own, SOMEWHERE)
    page = open_page("statement", view_of(SOMEWHERE, Nature.OWN), statement="safeguarding")
    said, drawn = words(page), bodies(page)
    assert "Bell calls" in said
    assert "measure?measure=Bell%20calls" in drawn
    assert "No measure" not in said
