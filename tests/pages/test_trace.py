"""One record and its chain: what it says, what it came from, what followed, and what is missing."""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from data_access.snapshot import snapshot
from data_access.store.database import Store
from measures.evidence_trail.links import KINDS
from tests.pages.harness import (
    EXAMPLE,
    bodies,
    control,
    example_view,
    headline,
    open_page,
    parts,
    press,
    words,
)
from tests.principals import OFFICER

WAIT = (
    "Illustrative assessment of Example Borough, 14 March 2025, Assessing needs, paragraph 1, "
    "sentence 4"
)


def trace(kind: str, reference: str) -> AppTest:
    return open_page("trace", kind=kind, reference=reference)


def linked(page: AppTest) -> set[tuple[str, str]]:
    """Kind and reference of every record the page links to."""
    found = set()
    for href in re.findall(r'href="([^"]*/trace\?[^"]*)"', bodies(page)):
        query = dict(parse_qsl(urlsplit(html.unescape(href)).query))
        found.add((query["kind"], query["reference"]))
    return found


def test_an_action_shows_its_lessons_the_audits_behind_them_and_the_score(example: Store) -> None:
    page = trace("action", "ACT-034")
    assert headline(page) == "Record consultation in every capacity assessment."
    assert linked(page) == {
        ("learning", "L-027"),
        ("learning", "L-046"),
        ("audit", "A-25-0587"),
        ("audit", "A-26-1073"),
    }
    said = words(page)
    assert "Safeguarding published at 2: requires improvement" in said
    assert "This record" in said
    assert "Not yet. The action is still open." in said


def test_what_was_found_leads_to_the_change_and_to_the_proof(example: Store) -> None:
    page = trace("audit", "A-24-0087")
    said = words(page)
    assert linked(page) == {("audit", "A-24-0087-R"), ("learning", "L-007")}
    assert "The enquiry form asks for the person's wishes first." in said
    assert "Audited again on 17 June 2025: good." in said
    assert "Gap" not in said


def test_a_missing_link_is_named(example: Store) -> None:
    said = words(trace("learning", "L-024"))
    assert "Gap. No action answers this lesson." in said
    assert "Gap. Nothing has been done on record" in said


def test_every_field_is_said_in_words_and_leads_on(example: Store) -> None:
    page = trace("finding", WAIT)
    said = words(page)
    for part in ("CQC assessment", "14 March 2025", "Shortfall", "Waiting times", "Processes"):
        assert part in said
    assert "statement?statement=assessing_needs" in bodies(page)
    assert "theme?about=Waiting%20times" in bodies(page)


@pytest.mark.parametrize(
    ("kind", "reference"),
    [("action", "act 034"), ("finding", WAIT.upper()), ("safeguarding_adult_review", "sar20241")],
)
def test_a_reference_may_be_written_in_any_way(example: Store, kind: str, reference: str) -> None:
    assert "is on record" not in headline(trace(kind, reference))


def test_what_keeps_no_record_here_still_leads_to_its_lessons(example: Store) -> None:
    page = trace("safeguarding_adult_review", "SAR-2024-1")
    assert ("learning", "L-003") in linked(page)
    assert "kept elsewhere" in words(page)


@pytest.mark.parametrize(
    ("kind", "reference"),
    [
        ("finding", "nonsense"),
        ("ombudsman", "<script>"),
        ("action", "---"),
        ("safeguarding_adult_review", "None"),
        ("nonsense", "ACT-034"),
        ("", "ACT-034"),
    ],
)
def test_what_is_not_on_record_is_said_and_can_be_looked_for(
    example: Store, kind: str, reference: str
) -> None:
    page = trace(kind, reference)
    assert headline(page).endswith("is on record")
    assert "<script>" not in bodies(page)
    assert control(page, "selectbox", "Kind of record").value in KINDS


def test_a_record_can_be_found_by_its_reference(example: Store) -> None:
    page = open_page("trace")
    control(page, "selectbox", "Kind of record").set_value("action")
    control(page, "text_input", "Reference").set_value("act 34")
    page = press(page, "Show its chain")
    assert headline(page).startswith("No action act 34 is on record")
    control(page, "text_input", "Reference").set_value("ACT 034")
    page = press(page, "Show its chain")
    assert headline(page) == "Record consultation in every capacity assessment."


def test_looking_back_a_later_record_is_not_there_yet(example: Store) -> None:
    view = example_view(datetime(2025, 3, 31, 23, 59))
    page = open_page("trace", view, kind="action", reference="ACT-034")
    assert headline(page) == "No action ACT-034 is on record"


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_the_chain_can_be_reached_and_leads_back(example: Store, kind: str) -> None:
    """From the first records of each kind, every link leads to a page that links back."""
    name = "complaint" if kind == "ombudsman" else kind
    frame = snapshot(EXAMPLE, store=example, principal=OFFICER)[name]
    if kind == "ombudsman":
        frame = frame.filter(frame["ombudsman_decided"].is_not_null())
    if kind == "complaint":
        frame = frame.filter(frame["ombudsman_decided"].is_not_null())
    for reference in frame["reference"].head(1):
        page = trace(kind, reference)
        assert not re.search(r"\b(None|nan|null|True|False)\b", words(page))
        for other, other_reference in sorted(linked(page))[:2]:
            back = trace(other, other_reference)
            assert "is on record" not in headline(back)
            assert (kind, reference) in linked(back)


def test_the_drawing_is_a_list_in_words(example: Store) -> None:
    page = trace("learning", "L-024")
    drawing = next(part.value for part in parts(page, "html") if 'class="trail"' in part.value)
    assert drawing.count("<li") == 5
    assert 'aria-label="From score to proof"' in drawing
