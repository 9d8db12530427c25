"""A saved report becomes scores and findings: planned, shown, landed, and landed again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from data_access.command_line.importing import read_sources
from data_access.datasets import FINDING, SCORE
from data_access.errors import DataError
from data_access.importing.coding.decisions import Decision, decide
from data_access.importing.reports.import_report import ReportPlan, land_report, plan_report
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.reports.plan_in_words import describe_plan
from data_access.ledger.history import history, restore, withdraw
from data_access.ledger.ledger import Landed
from data_access.moments import now
from data_access.snapshot import councils, snapshot
from data_access.store.database import Store
from tests.data_access.commands import page
from tests.data_access.importing.reports.report_texts.make import STATEMENT_NAMES, statement_page
from tests.principals import OFFICER
from vocabulary.framework import CQC_2023
from vocabulary.principal import Principal, every_role

COUNCIL = "Somewhere Council"
DAY = date(2025, 1, 31)
GOOD = "Staff had good access to training and felt well supported."
BAD = "However, there was a lack of evidence that learning had been embedded."
MORE = "Feedback from complaints was not shared with staff."


def plan(
    store: Store,
    *texts: str | ReportSource,
    published: date | None = DAY,
    authority: str = COUNCIL,
    officer: Principal,
) -> ReportPlan:
    sources = [
        text if isinstance(text, ReportSource) else ReportSource(f"page-{n}.md", text.encode())
        for n, text in enumerate(texts, start=1)
    ]
    return plan_report(store, sources, authority=authority, published=published, principal=officer)


def land(
    store: Store,
    *texts: str | ReportSource,
    published: date | None = DAY,
    authority: str = COUNCIL,
    officer: Principal,
) -> Landed:
    made = plan(store, *texts, published=published, authority=authority, officer=officer)
    return land_report(store, made, principal=officer)


def findings(store: Store, at: datetime | None = None) -> pl.DataFrame:
    frame = snapshot(COUNCIL, at, store=store, principal=OFFICER)["finding"]
    return frame.sort("published", "statement", "paragraph", "sentence")


def texts(store: Store, at: datetime | None = None) -> list[str]:
    return findings(store, at).get_column("text").to_list()


def scores(store: Store, at: datetime | None = None) -> dict[str, int | None]:
    frame = snapshot(COUNCIL, at, store=store, principal=OFFICER)["score"]
    return dict(frame.select("statement", "score").iter_rows())


def correct(store: Store, text: str, polarity: str, officer: Principal) -> None:
    known = findings(store)
    row = known.filter(pl.col("text") == text).row(0, named=True)
    made = Decision(row["row_id"], polarity, "partners", ("supervision",))
    decide(store, known, [made], principal=officer)


def nine_pages() -> Mapping[str, str]:
    return {
        f"{order} {statement}.md": statement_page(statement, score=1 + order % 4)
        for order, statement in enumerate(STATEMENT_NAMES, start=1)
    }


def test_planning_writes_nothing_and_landing_does(store: Store, officer: Principal) -> None:
    made = plan(store, page(f"{GOOD} {BAD}"), officer=officer)
    assert (made.scores.height, made.findings.height, made.problems) == (1, 2, ())
    assert store.revision() == 0
    landed = land_report(store, made, principal=officer)
    assert landed.counts["finding"].new == 2
    assert scores(store) == {"learning": 3}
    assert texts(store) == [GOOD, BAD]
    assert councils(store, principal=officer)["authority"].to_list() == [COUNCIL]


def test_a_finding_carries_its_place_its_coding_and_where_it_can_be_found(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD, f"{BAD} {MORE}"), officer=officer)
    rows = findings(sqlite_store).to_dicts()
    assert [(r["paragraph"], r["sentence"], r["text"]) for r in rows] == [
        (1, 1, GOOD),
        (2, 1, BAD),
        (2, 2, MORE),
    ]
    assert [r["polarity"] for r in rows] == ["strength", "shortfall", "shortfall"]
    assert {r["section"] for r in rows} == {"What we saw"}
    assert {r["nature"] for r in rows} == {"published"}
    assert {r["coded_by"] for r in rows} == {"rule"}
    for row in rows:
        assert row["why"]
        assert row["suggested_polarity"] == row["polarity"]
        assert row["suggested_category"] == row["category"]
        assert (row["suggested_themes"] or []) == row["themes"]
    assert rows[2]["reference"] == (
        "CQC assessment, 31 January 2025, Learning, improvement and innovation, "
        "paragraph 2, sentence 2"
    )


def test_the_commitment_stays_with_the_score(sqlite_store: Store, officer: Principal) -> None:
    land(sqlite_store, page(GOOD, commitment="We try things out."), officer=officer)
    row = snapshot(COUNCIL, store=sqlite_store, principal=officer)["score"].row(0, named=True)
    assert (row["score"], row["commitment"], row["source"]) == (
        3,
        "We try things out.",
        "page-1.md",
    )


def test_the_same_file_twice_changes_nothing_and_says_so(store: Store, officer: Principal) -> None:
    land(store, page(GOOD, BAD), officer=officer)
    before = store.revision()
    again = plan(store, page(GOOD, BAD), officer=officer)
    assert again.changes == 0
    assert land_report(store, again, principal=officer).import_id is None
    assert store.revision() == before


def test_a_file_that_was_withdrawn_can_be_imported_again(
    sqlite_store: Store, officer: Principal
) -> None:
    first = land(sqlite_store, page(GOOD), officer=officer)
    assert first.import_id is not None
    withdraw(sqlite_store, first.import_id, principal=officer)
    assert texts(sqlite_store) == []
    assert land(sqlite_store, page(GOOD), officer=officer).import_id is not None
    assert texts(sqlite_store) == [GOOD]


def test_a_persons_correction_survives_the_report_coming_again(
    store: Store, officer: Principal
) -> None:
    land(store, page(GOOD, BAD), officer=officer)
    correct(store, BAD, "mixed", officer)
    again = plan(store, page(GOOD, BAD, MORE), officer=officer)
    assert again.kept_codings == 1
    assert "1 finding keeps the coding a person decided on" in describe_plan(again)
    land_report(store, again, principal=officer)
    row = findings(store).filter(pl.col("text") == BAD).row(0, named=True)
    assert (row["polarity"], row["category"], row["themes"]) == (
        "mixed",
        "partners",
        ["supervision"],
    )
    assert (row["coded_by"], row["suggested_polarity"]) == ("person", "shortfall")


def test_a_correction_stays_with_its_sentence_when_the_corrected_page_moves_it(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD, BAD), officer=officer)
    correct(sqlite_store, BAD, "mixed", officer)
    made = plan(sqlite_store, page(MORE, GOOD, BAD), officer=officer)
    assert made.kept_codings == 1
    land_report(sqlite_store, made, principal=officer)
    coded = dict(findings(sqlite_store).select("text", "coded_by").iter_rows())
    assert coded == {MORE: "rule", GOOD: "rule", BAD: "person"}


def test_a_sentence_said_anew_at_the_same_place_is_coded_anew(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD, BAD), officer=officer)
    correct(sqlite_store, BAD, "mixed", officer)
    land(sqlite_store, page(GOOD, MORE), officer=officer)
    assert set(findings(sqlite_store)["coded_by"]) == {"rule"}


def test_a_corrected_page_with_fewer_sentences_replaces_the_old_which_stays_in_the_past(
    store: Store, officer: Principal
) -> None:
    land(store, page(GOOD, BAD, MORE), officer=officer)
    before = now()
    landed = land(store, page(GOOD, MORE), officer=officer)
    assert texts(store) == [GOOD, MORE]
    assert texts(store, before) == [GOOD, BAD, MORE]
    assert landed.import_id is not None
    withdraw(store, landed.import_id, principal=officer)
    assert texts(store) == [GOOD, BAD, MORE]
    restore(store, landed.import_id, principal=officer)
    assert texts(store) == [GOOD, MORE]


def test_a_page_replaces_only_its_own_statement(sqlite_store: Store, officer: Principal) -> None:
    land(sqlite_store, *nine_pages().values(), officer=officer)
    land(sqlite_store, page(GOOD), officer=officer)
    counts = findings(sqlite_store).group_by("statement").len()
    assert dict(counts.iter_rows()) == {
        **dict.fromkeys(STATEMENT_NAMES, 3),
        "learning": 1,
    }


def test_a_page_without_a_score_does_not_take_the_known_one_away(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD, score=2, commitment="The old words."), officer=officer)
    made = plan(sqlite_store, page(GOOD, BAD, score=None), officer=officer)
    land_report(sqlite_store, made, principal=officer)
    assert scores(sqlite_store) == {"learning": 2}
    row = snapshot(COUNCIL, store=sqlite_store, principal=officer)["score"].row(0, named=True)
    assert row["commitment"] == "We learn from what happened."


def test_a_press_release_does_not_take_the_commitment_away(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD, score=2, commitment="The old words."), officer=officer)
    release = "\n".join(f"{name} – 3" for name in STATEMENT_NAMES.values())
    land(sqlite_store, release, officer=officer)
    assert scores(sqlite_store) == dict.fromkeys(STATEMENT_NAMES, 3)
    learning = snapshot(COUNCIL, store=sqlite_store, principal=officer)["score"].filter(
        pl.col("statement") == "learning"
    )
    assert learning.item(0, "commitment") == "The old words."


def press_release(score: int = 3) -> ReportSource:
    lines = "\n".join(f"{name} – {score}" for name in STATEMENT_NAMES.values())
    headline = f"CQC rates {COUNCIL} as good\n\n"
    return ReportSource("press.txt", f"{headline}{lines}\n".encode())


def row_of(store: Store, statement: str = "learning") -> dict[str, object]:
    rows = snapshot(COUNCIL, store=store, principal=OFFICER)["score"].filter(statement=statement)
    return rows.sort("published").row(-1, named=True)


def test_the_report_goes_before_a_press_release_and_what_differs_is_said(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD, score=2), officer=officer)
    said = (
        "Learning, improvement and innovation: the press release press.txt says 3; the report's "
        "score of 2 stands."
    )
    # Published a few days before the report, it is about the same assessment.
    made = plan(sqlite_store, press_release(), published=date(2025, 1, 28), officer=officer)
    assert said in made.notes
    land_report(sqlite_store, made, principal=officer)
    assert (row_of(sqlite_store)["score"], row_of(sqlite_store)["source"]) == (
        2,
        "page-1.md; the press release press.txt says 3",
    )
    assert said in set(history(sqlite_store, principal=officer).get_column("note"))


def test_a_report_that_comes_after_its_press_release_goes_first_too(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, press_release(), officer=officer)
    assert row_of(sqlite_store)["source"] == "Press release: press.txt"
    made = plan(sqlite_store, page(GOOD, score=2), officer=officer)
    assert any("the report's score of 2 stands" in note for note in made.notes)
    land_report(sqlite_store, made, principal=officer)
    assert row_of(sqlite_store)["score"] == 2
    assert row_of(sqlite_store)["source"] == "page-1.md; the press release press.txt says 3"


def test_both_in_one_import_are_no_conflict(sqlite_store: Store, officer: Principal) -> None:
    report = ReportSource("page-1.md", page(GOOD, score=2).encode())
    made = plan(sqlite_store, press_release(), report, officer=officer)
    assert made.problems == ()
    land_report(sqlite_store, made, principal=officer)
    assert scores(sqlite_store)["learning"] == 2


def test_the_same_scores_from_a_second_source_change_nothing(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, *nine_sources(), officer=officer)
    again = [ReportSource(f"saved again {each.name}", each.content) for each in nine_sources()]
    made = plan(sqlite_store, *again, officer=officer)
    assert (made.counts["score"].changed, made.counts["score"].unchanged) == (0, 9)


def nine_sources() -> list[ReportSource]:
    return [ReportSource(name, text.encode()) for name, text in nine_pages().items()]


def test_a_stated_rating_is_set_against_its_scores(sqlite_store: Store, officer: Principal) -> None:
    headline = "CQC rates Somewhere Council as good\n\nOverall rating: Good\n\n"
    scored = "\n".join(f"{name} – 2" for name in STATEMENT_NAMES.values())
    made = plan(sqlite_store, headline + scored, officer=officer)
    said = [note for note in made.notes if note.startswith("Published as good")]
    assert said == [
        "Published as good, but the nine scores known come to requires improvement (50%). One of "
        "them is not as CQC gave it: look into the report."
    ]
    land_report(sqlite_store, made, principal=officer)
    known = snapshot(COUNCIL, store=sqlite_store, principal=officer)
    assert known["rating"].item(0, "overall_rating") == "good"
    assert said[0] in set(history(sqlite_store, principal=officer).get_column("note"))
    agrees = plan(sqlite_store, headline + scored.replace("2", "3"), officer=officer)
    assert not [note for note in agrees.notes if note.startswith("Published as")]


def test_a_rating_that_agrees_with_its_scores_is_kept_too_and_once(
    sqlite_store: Store, officer: Principal
) -> None:
    said = (
        "CQC rates Somewhere Council as good\n\nOverall rating: Good\nOverall score: 75\n"
        "Published: 3 May 2025\n\n"
    ) + "\n".join(f"{name} – 3" for name in STATEMENT_NAMES.values())
    land_report(sqlite_store, plan(sqlite_store, said, officer=officer), principal=officer)
    rating = snapshot(COUNCIL, store=sqlite_store, principal=officer)["rating"]
    assert rating.select("overall_rating", "overall_percentage").rows() == [("good", 75)]
    again = plan(sqlite_store, said + "\n", officer=officer)
    assert again.changes == 0


def test_what_belongs_to_no_statement_is_told_in_the_plan(
    sqlite_store: Store, officer: Principal
) -> None:
    said = (
        "Background\nThe population is 280,000.\nSummary of people's experiences\n"
        "Unpaid carers waited for a break.\nQuality statement scores\n"
    ) + "\n".join(f"{name} – 3" for name in STATEMENT_NAMES.values())
    told = describe_plan(plan(sqlite_store, said, officer=officer))
    assert "not imported (1 paragraph)" in told
    assert "Unpaid carers waited for a break." in told
    assert "2 lines of front pages set aside" in told


def test_nine_pages_in_a_folder_come_in_as_one_import(
    sqlite_store: Store, officer: Principal, tmp_path: Path
) -> None:
    folder = tmp_path / "report"
    (folder / "3 equity_files").mkdir(parents=True)
    for name, text in nine_pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    # What browsers, Word and file systems leave beside a page is no page.
    (folder / "3 equity_files" / "frame.html").write_text("<p>advertisement</p>", encoding="utf-8")
    (folder / "~$notes.docx").write_bytes(b"lock")
    (folder / "._1 assessing_needs.md").write_bytes(b"\x00\x05\x16\x07")
    (folder / "logo.png").write_bytes(b"\x89PNG")
    sources = read_sources([folder])
    assert [source.name for source in sources] == list(nine_pages())
    made = plan(sqlite_store, *sources, officer=officer)
    assert made.problems == ()
    assert made.source_name == "1 assessing_needs.md and 8 more"
    landed = land_report(sqlite_store, made, principal=officer)
    assert scores(sqlite_store) == {
        statement: 1 + order % 4 for order, statement in enumerate(STATEMENT_NAMES, start=1)
    }
    assert findings(sqlite_store).height == 27
    past = history(sqlite_store, principal=officer)
    assert set(past["import_id"]) == {landed.import_id}
    assert set(past["dataset"]) == {"score", "finding", "council"}


def test_nine_pages_in_a_zip_give_the_same(sqlite_store: Store, officer: Principal) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in nine_pages().items():
            archive.writestr(f"report/{name}", text)
        archive.writestr("__MACOSX/report/._1 assessing_needs.md", b"\x00\x05\x16\x07")
    made = plan(sqlite_store, ReportSource("report.zip", packed.getvalue()), officer=officer)
    assert made.problems == ()
    assert (made.scores.height, made.findings.height) == (9, 27)
    assert made.source_name == "report.zip"


def test_two_pages_that_disagree_on_a_score_stand_in_the_way(
    sqlite_store: Store, officer: Principal
) -> None:
    release = "Learning, improvement and innovation – 2\nSafeguarding – 3\nEquity – 2\n"
    release += "Partnerships and communities – 3\nAssessing needs – 2"
    made = plan(sqlite_store, page(GOOD, score=3), release, officer=officer)
    [problem] = made.problems
    assert "Learning, improvement and innovation" in problem
    assert "two different scores" in problem
    assert "page-1.md" in problem
    assert "page-2.md" in problem
    with pytest.raises(DataError, match="two different scores"):
        land_report(sqlite_store, made, principal=officer)
    assert sqlite_store.revision() == 0


def test_two_different_pages_of_one_statement_stand_in_the_way(
    sqlite_store: Store, officer: Principal
) -> None:
    made = plan(sqlite_store, page(GOOD), page(BAD), officer=officer)
    assert made.problems
    assert "Learning, improvement and innovation" in made.problems[0]


def test_the_same_page_given_twice_counts_once(sqlite_store: Store, officer: Principal) -> None:
    made = plan(sqlite_store, page(GOOD, BAD), page(GOOD, BAD), officer=officer)
    assert made.problems == ()
    assert any("twice" in note for note in made.notes)
    land_report(sqlite_store, made, principal=officer)
    assert texts(sqlite_store) == [GOOD, BAD]


def test_a_file_that_cannot_be_read_stands_in_the_way_of_the_others(
    sqlite_store: Store, officer: Principal
) -> None:
    broken = ReportSource("broken.docx", b"PK\x03\x04 not a document")
    made = plan(sqlite_store, page(GOOD), broken, officer=officer)
    [problem] = made.problems
    assert problem.count("broken.docx") == 1
    with pytest.raises(DataError, match=r"broken\.docx"):
        land_report(sqlite_store, made, principal=officer)


def test_nothing_recognised_is_said_plainly(sqlite_store: Store, officer: Principal) -> None:
    with pytest.raises(DataError, match=r"page-1\.md"):
        plan(sqlite_store, "Minutes of the allotment society.\n\nTea was served.", officer=officer)
    with pytest.raises(DataError):
        plan(sqlite_store, "", officer=officer)


def test_a_council_must_be_named(sqlite_store: Store, officer: Principal) -> None:
    with pytest.raises(DataError, match="Name the council"):
        plan(sqlite_store, page(GOOD), authority="  ", officer=officer)


def test_somebody_who_may_not_see_a_council_cannot_import_for_it(sqlite_store: Store) -> None:
    outsider = Principal("Outsider", every_role({"Elsewhere Council"}))
    with pytest.raises(DataError, match="may not"):
        plan(sqlite_store, page(GOOD), officer=outsider)


def test_the_day_a_page_states_is_taken_over(sqlite_store: Store, officer: Principal) -> None:
    made = plan(
        sqlite_store, page(GOOD, published="3 October 2025"), published=None, officer=officer
    )
    assert made.published == date(2025, 10, 3)
    assert not any("date" in note for note in made.notes)


def test_a_day_that_is_given_goes_before_the_one_the_page_states_and_says_so(
    sqlite_store: Store, officer: Principal
) -> None:
    made = plan(sqlite_store, page(GOOD, published="3 October 2025"), officer=officer)
    assert made.published == DAY
    assert any("3 October 2025" in note for note in made.notes)


def test_pages_of_different_days_stand_in_the_way_until_a_day_is_given(
    sqlite_store: Store, officer: Principal
) -> None:
    pages = (
        page(GOOD, published="3 October 2025"),
        statement_page("equity").replace("Score: 3", "Score: 3\n\nPublished: 4 October 2025"),
    )
    undecided = plan(sqlite_store, *pages, published=None, officer=officer)
    [problem] = undecided.problems
    assert "3 October 2025" in problem
    assert "4 October 2025" in problem
    assert plan(sqlite_store, *pages, officer=officer).problems == ()


def test_an_undated_report_lands_undated_and_says_so(
    sqlite_store: Store, officer: Principal
) -> None:
    made = plan(sqlite_store, page(GOOD), published=None, officer=officer)
    assert any("No publication date" in note for note in made.notes)
    land_report(sqlite_store, made, principal=officer)
    row = findings(sqlite_store).row(0, named=True)
    assert row["published"] is None
    assert "date not stated" in row["reference"]
    assert land(sqlite_store, page(GOOD), published=None, officer=officer).import_id is None


def test_the_same_report_with_its_day_stands_beside_the_undated_one_and_says_how_to_mend_that(
    sqlite_store: Store, officer: Principal
) -> None:
    undated = land(sqlite_store, page(GOOD), published=None, officer=officer)
    made = plan(sqlite_store, page(GOOD), officer=officer)
    [note] = [note for note in made.notes if "undated" in note]
    assert f"batch {undated.import_id}" in note
    land_report(sqlite_store, made, principal=officer)
    assert texts(sqlite_store) == [GOOD, GOOD]
    assert undated.import_id is not None
    withdraw(sqlite_store, undated.import_id, principal=officer)
    assert findings(sqlite_store)["published"].to_list() == [DAY]
    assert not [n for n in plan(sqlite_store, page(BAD), officer=officer).notes if "undated" in n]


def test_a_reassessment_stands_beside_the_one_before(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(BAD, score=2), officer=officer)
    land(sqlite_store, page(GOOD, score=3), published=date(2026, 5, 1), officer=officer)
    frame = snapshot(COUNCIL, store=sqlite_store, principal=officer)["score"].sort("published")
    assert frame["score"].to_list() == [2, 3]
    assert texts(sqlite_store) == [BAD, GOOD]


def test_a_council_goes_by_the_one_name_it_has_in_the_store(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD), authority="London Borough of Somewhere", officer=officer)
    made = plan(sqlite_store, page(GOOD), authority="somewhere council", officer=officer)
    assert made.authority == "London Borough of Somewhere"
    assert made.changes == 0


def test_a_new_councils_name_is_pointed_out_with_the_likely_one(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD), authority="Somewhere and Elsewhere Council", officer=officer)
    made = plan(sqlite_store, page(GOOD), authority="Somewhere", officer=officer)
    assert any("Did you mean Somewhere and Elsewhere Council?" in note for note in made.notes)


@pytest.mark.parametrize(
    ("title", "authority", "stops"),
    [
        ("Elsewhere County Council: local authority assessment", COUNCIL, True),
        ("Somewhere Council: local authority assessment", COUNCIL, False),
        ("London Borough of Somewhere: local authority assessment", COUNCIL, False),
        ("Somewhere: local authority assessment", "London Borough of Somewhere", False),
    ],
)
def test_a_report_that_names_another_council_is_stopped(
    sqlite_store: Store, officer: Principal, title: str, authority: str, stops: bool
) -> None:
    made = plan(sqlite_store, f"{title}\n\n{page(GOOD)}", authority=authority, officer=officer)
    assert [problem.startswith("The report names Elsewhere") for problem in made.problems] == (
        [True] if stops else []
    )


def test_spaces_in_a_name_do_not_make_another_council(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD), authority="  Somewhere   Council ", officer=officer)
    assert councils(sqlite_store, principal=officer)["authority"].to_list() == [COUNCIL]


def test_a_report_about_the_invented_council_is_illustrative(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, page(GOOD), authority="Example Borough", officer=officer)
    assert set(history(sqlite_store, principal=officer)["nature"]) == {"illustrative"}


def test_the_plan_tells_what_it_would_do(sqlite_store: Store, officer: Principal) -> None:
    land(sqlite_store, page(GOOD, BAD), officer=officer)
    said = describe_plan(plan(sqlite_store, page(GOOD, MORE), officer=officer))
    assert said.startswith("Somewhere Council, published 31 January 2025\n")
    assert "Learning, improvement and innovation: 3, 2 findings" in said
    assert "suggested: 1 strength, 1 shortfall" in said
    assert "finding: 0 new, 1 changed, 1 unchanged" in said


def test_lines_that_were_not_recognised_are_told_with_their_place(
    sqlite_store: Store, officer: Principal
) -> None:
    release = "Scores\n\nSafeguarding – 3\nEquity – 2\nGovernance – 7\nAssessing needs – 2"
    made = plan(sqlite_store, release, officer=officer)
    assert dict(made.scores.select("statement", "score").iter_rows()) == {
        "safeguarding": 3,
        "equity": 2,
        "assessing_needs": 2,
    }
    said = describe_plan(made)
    assert "Not recognised (1 line):" in said
    assert "page-1.md, line 5: 'Governance – 7' (a score must be 1, 2, 3 or 4)" in said


def test_a_store_without_a_codebook_is_coded_by_the_shipped_one(
    sqlite_store: Store, officer: Principal
) -> None:
    made = plan(sqlite_store, page("The training offer was good."), officer=officer)
    assert made.findings.row(0, named=True)["themes"]


@pytest.mark.parametrize("wrong", ["missing.html", "empty"])
def test_what_is_not_there_cannot_be_read(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError):
        read_sources([tmp_path / wrong])


def test_the_frameworks_statements_are_the_ones_that_can_be_imported() -> None:
    assert tuple(STATEMENT_NAMES) == CQC_2023.ids
    assert SCORE.person_may_edit
    assert FINDING.person_may_edit
