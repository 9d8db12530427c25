"""The self-assessment: what is on record for each statement, both scores apart, gaps in words."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from components.exhibits.view import View
from data_access.new_store import make_own_store
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store, open_store
from measures.statements.record import statement_record
from reports.documents.self_assessment.chapter import who_sorted
from reports.documents.self_assessment.document import self_assessment
from reports.documents.written_report import (
    Bullets,
    Heading,
    KeyFacts,
    Notice,
    Paragraph,
    Part,
    Table,
    WrittenReport,
)
from reports.pdf import written_report as pdf_report
from reports.word import written_report as word
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from tests.reports.pdf import pdf_reading as reading
from tests.reports.produced_packs import PRODUCED
from vocabulary.nature import Nature

HILLINGDON = "London Borough of Hillingdon"


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    """Example Borough as known now."""
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


@pytest.fixture(scope="module")
def hillingdon(example_store: Store) -> Snapshot:
    """A council of which only published facts are known, and not all nine scores."""
    return snapshot(HILLINGDON, store=example_store, principal=OFFICER)


def report(known: Snapshot, *statements: str, public: bool = False) -> WrittenReport:
    view = replace(view_of(known), audience="public" if public else "internal")
    return self_assessment(known, view, statements, revision=known.revision, produced=PRODUCED)


def headings(document: WrittenReport) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Heading)]


def under(document: WrittenReport, heading: str) -> list[Part]:
    """The parts under a heading, to the next of its level or above."""
    level, found = 0, []
    for part in document.parts:
        if isinstance(part, Heading):
            if level and part.level <= level:
                break
            if part.text == heading:
                level = part.level
                continue
        if level:
            found.append(part)
    assert found, f"nothing under '{heading}'"
    return found


def cells(document: WrittenReport) -> set[str]:
    tables = [part for part in document.parts if isinstance(part, Table)]
    return {cell for table in tables for row in table.rows for cell in row}


def said(parts: list[Part] | tuple[Part, ...]) -> str:
    """Everything the parts say, in order."""
    told: list[str] = []
    for part in parts:
        match part:
            case Heading(text=text):
                told.append(text)
            case Paragraph(text=text, lead=lead):
                told += [lead, text]
            case Notice(title=title, text=text):
                told += [title, text]
            case Bullets(items=items):
                told += items
            case KeyFacts(facts=facts):
                told += [f"{name} {value}" for name, value in facts]
            case Table(rows=rows, caption=caption):
                told += [caption, *(cell for row in rows for cell in row)]
            case _:
                pass
    return "\n".join(told)


def test_both_scores_stand_apart_each_with_its_day(example: Snapshot) -> None:
    document = report(example, "safeguarding")
    own = said(under(document, "How the council scores itself"))
    regulator = said(under(document, "What the regulator published"))
    assert "The council's own score 3 good" in own
    assert "18 June 2026" in own
    assert "CQC" not in own
    assert "CQC's score 2 requires improvement" in regulator
    assert "14 March 2025" in regulator
    assert "one point higher" in regulator
    assert "not confirmed this" in regulator


def test_findings_say_where_they_stand_and_who_confirmed_them(example: Snapshot) -> None:
    document = report(example, "learning")
    strengths = [p for p in under(document, "Strengths") if isinstance(p, Table)]
    assert [len(table.rows) for table in strengths] == [6, 2]  # the assessment's, the peer review's
    assert "14 March 2025" in strengths[0].caption
    assert "Peer review" in strengths[1].caption
    assert "Paragraph 1, sentence 1" in strengths[0].rows[0][1]
    found = said(under(document, "What was found"))
    assert "Eight strengths, ten shortfalls" in found
    assert "A person confirmed how each is sorted." in found
    suggested = said(under(report(example, "safeguarding"), "What was found"))
    assert "nobody has confirmed yet" in suggested


@pytest.mark.parametrize(
    ("confirmed", "together", "suggested", "words"),
    [
        (3, 0, 0, "A person confirmed how each is sorted."),
        (0, 4, 0, "All were accepted together, as suggested."),
        (2, 4, 0, "A person confirmed how two are sorted; four were accepted together"),
        (0, 4, 5, "Four were accepted together, as suggested; for five it is a rule's suggestion"),
        (0, 0, 5, "nobody has confirmed yet."),
    ],
)
def test_what_was_accepted_at_once_is_not_called_confirmed(
    confirmed: int, together: int, suggested: int, words: str
) -> None:
    assert words in who_sorted(confirmed, together, suggested)


def test_every_finding_action_and_closely_tied_lesson_is_in_the_document(
    example: Snapshot,
) -> None:
    record = statement_record(example.frames, example.framework.frame(), TODAY)
    told = cells(report(example))
    shown = record.findings.filter(~record.findings["polarity"].is_in(["context"]))
    assert set(shown["text"]) <= told
    assert set(record.actions["action"]) <= told
    single = cells(report(example, "safeguarding"))
    assert set(record.lessons.filter(statement="safeguarding")["lesson"]) <= single


def test_shortfalls_name_the_actions_that_answer_them(example: Snapshot) -> None:
    [table, *_] = [
        p for p in under(report(example, "learning"), "Shortfalls") if isinstance(p, Table)
    ]
    answers = [row[-1] for row in table.rows]
    assert "ACT-025" in answers
    assert any(answer.startswith("Not linked: ") for answer in answers)


def test_actions_tell_owner_state_and_whether_they_helped(example: Snapshot) -> None:
    told = said(under(report(example, "learning"), "What is being done"))
    for words in ("Principal Social Worker", "Overdue by 30 days", "No evidence of impact recorded",
                  "11 actions: eight open, two of them overdue"):  # fmt: skip
        assert words in told


def test_evidence_is_what_the_screens_say(example: Snapshot) -> None:
    told = said(under(report(example, "learning"), "Evidence gathered since"))
    assert "14 of 39 lessons were not checked again" in told
    assert "within chance" in told
    waits = said(under(report(example, "assessing_needs"), "Evidence gathered since"))
    assert "Waiting times\nComplaint" in waits


def test_gaps_are_named_in_plain_words(example: Snapshot, hillingdon: Snapshot) -> None:
    told = said(under(report(example, "learning"), "What is missing"))
    assert "Three actions were closed without evidence that they helped." in told
    assert "Nine lessons have not been checked again." in told
    known = said(report(hillingdon, "learning").parts)
    assert "No self-assessed score is recorded" in known
    assert "Ten shortfalls have no action." in known
    assert "All are told in other words, not quoted." in known
    assert "No action for this statement is on record." in known


def test_all_statements_stand_in_one_document_with_a_page_of_all(example: Snapshot) -> None:
    document = report(example)
    names = [statement.name for statement in example.framework.statements]
    assert [text for text in headings(document) if text in names] == names
    [table] = [p for p in under(document, "All statements on one page") if isinstance(p, Table)]
    short = [statement.short_name for statement in example.framework.statements]
    assert [row[0] for row in table.rows] == short
    assert document.subtitle == "Nine quality statements"


def test_a_council_of_which_little_is_known_gets_an_honest_document(hillingdon: Snapshot) -> None:
    told = said(report(hillingdon).parts)
    assert "Nothing is recorded yet" in told
    assert "Safeguarding and Governance" in told
    assert "No finding is on record." in told


def test_an_own_store_with_nothing_in_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('own') / 'own.db'}")
    make_own_store(store, principal=OFFICER, authority="Somewhere Council")
    known = snapshot("Somewhere Council", store=store, principal=OFFICER)
    view = View("Somewhere Council", Nature.OWN, TODAY)
    document = self_assessment(known, view, revision=1, produced=PRODUCED)
    told = reading.text(pdf_report.document(document))
    assert told.count("Nothing is recorded yet") == 1
    assert "no lesson for any statement" in told
    assert "None" not in told
    assert "nan" not in told.split()
    public = replace(view, audience="public")
    one = self_assessment(known, public, ["learning"], revision=1, produced=PRODUCED)
    assert "no published finding for this statement" in said(one.parts)
    reading.holds_what_accessibility_needs(pdf_report.document(one), one.title)
    store.engine.dispose()


def test_the_public_copy_has_no_records_and_says_what_it_leaves_out(example: Snapshot) -> None:
    document = report(example, public=True)
    told = said(document.parts)
    record = statement_record(example.frames, example.framework.frame(), TODAY)
    private = record.findings.filter(record.findings["source_kind"] != "cqc_assessment")["text"]
    for frame, column in ((record.actions, "action"), (record.lessons, "lesson")):
        private = private.append(frame[column])
    assert private.len()
    assert not [text for text in private if text in told]
    assert "What this copy leaves out" in told
    left_out = said(under(report(example, "learning", public=True), "Evidence gathered since"))
    assert "Left out of this copy:" in left_out
    assert "The learning loop" in left_out or "the learning loop" in left_out
    assert "What is being done" not in headings(document)


def test_pdf_and_word_say_the_same_and_are_accessible(example: Snapshot) -> None:
    document = report(example, "learning")
    pdf = pdf_report.document(document)
    reading.holds_what_accessibility_needs(pdf, document.title)
    assert reading.kinds(pdf).count("/Figure") == 1
    file = Document(io.BytesIO(word.document(document)))
    written = {cell.text for table in file.tables for row in table.rows for cell in row.cells}
    assert cells(document) <= written
    printed = reading.text(pdf)
    for text in ("Self-assessment: Learning, improvement and innovation", "ACT-027"):
        assert text in printed


def test_a_statement_there_is_not_is_refused(example: Snapshot) -> None:
    with pytest.raises(KeyError):
        report(example, "no_such_statement")
