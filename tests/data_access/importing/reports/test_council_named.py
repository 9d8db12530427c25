"""Whose report it is: told by title, web address or the text, and stopped where it is another's."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data_access.errors import DataError
from data_access.importing.reports.council_named import Named, council_named
from data_access.importing.reports.import_report import ReportPlan, land_report, plan_read
from data_access.importing.reports.parsing.parse import parse_report
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.reports.read_reports import read_reports
from data_access.importing.stages.meaning.councils import Councils
from data_access.ledger.history import history
from data_access.new_store import make_own_store
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.commands import page
from tests.data_access.importing.reports.report_texts.make import (
    STATEMENT_NAMES,
    statement_page,
    web_archive_of,
)
from tests.paths import SHARED
from vocabulary.principal import Principal

OWN = "London Borough of Hillingdon"
BARNET = "London Borough of Barnet"
TITLE = "{}: local authority assessment"


def told(text: str, name: str = "page.md", own: str | None = None) -> Named | None:
    parsed = parse_report([ReportSource(name, text.encode())])
    return council_named(parsed.documents, Councils(own, [own] if own else []))


def web_page(head: str, body: str = "") -> str:
    return (
        f"<html><head>{head}</head><body><h1>Safeguarding</h1><p>Score: 2</p>"
        f"<h2>Key findings for this quality statement</h2><p>Checks were made in time.</p>{body}"
        "</body></html>"
    )


@pytest.mark.parametrize(
    ("title", "council"),
    [
        (TITLE.format("London Borough of Barnet"), BARNET),
        (TITLE.format("Barnet Council"), BARNET),
        (TITLE.format("Kingston upon Hull"), "Hull City Council"),
        (TITLE.format("Hammersmith and Fulham"), "London Borough of Hammersmith & Fulham"),
        (TITLE.format("Northvale Metropolitan Borough Council"),
         "Northvale Metropolitan Borough Council"),
        ("CQC rates Telford and Wrekin Council’s adult social care provision as good",
         "Telford & Wrekin Council"),
        ("Lincolnshire County Council assessment", "Lincolnshire County Council"),
    ],
)  # fmt: skip
def test_a_title_tells(title: str, council: str) -> None:
    # Neighbours in the text do not count against a title.
    named = told(f"{title}\n\n{page('Enfield and Haringey helped. Enfield led. Enfield paid.')}")
    assert named is not None
    assert (named.council, named.told_by) == (council, "title")
    assert named.where == "in the title of page.md"


@pytest.mark.parametrize(
    ("name", "text", "council"),
    [
        ("page.html", web_page('<link rel="canonical" href="https://example.org/care-services/'
         'local-authority-assessment-reports/barnet-0625-theme3-safeguarding">'), BARNET),
        ("page.html", "<!-- saved from url=(0099)https://example.org/care-services/"
         "local-authority-assessment-reports/st-helens-0625 -->" + web_page(""),
         "St Helens Council"),
        ("page.md", page("Staff met weekly.") + "\n\nhttps://example.org/care-services/"
         "local-authority-assessment-reports/bath-north-east-somerset-0625-theme4-learning 1/5\n",
         "Bath and North East Somerset Council"),
        ("page.md", page("Staff met.") + "\n\nhttps://example.org/press-release/"
         "cqc-rates-telford-wrekin-councils-adult-social-care-provision-good\n",
         "Telford & Wrekin Council"),
        ("barnet-0625-theme4-learning.md", page("Staff met weekly."), BARNET),
    ],
)  # fmt: skip
def test_a_web_address_tells(name: str, text: str, council: str) -> None:
    named = told(text, name)
    assert named is not None
    assert (named.council, named.told_by) == (council, "address")


def test_a_web_archive_says_where_it_came_from() -> None:
    archive = web_archive_of(web_page(""))
    address = b"https://example.org/x/local-authority-assessment-reports/barnet-0625-theme3"
    content = archive.replace(b"\r\n", b"\r\nSnapshot-Content-Location: " + address + b"\r\n", 1)
    parsed = parse_report([ReportSource("page.mhtml", content)])
    named = council_named(parsed.documents, Councils(None))
    assert named is not None
    assert named.council == BARNET


@pytest.mark.parametrize(
    ("paragraphs", "council"),
    [
        # The one name a text keeps coming back to, beside neighbours named in passing.
        (["Staff in Barnet met weekly.", "Barnet learned from Enfield.", "In Barnet, people rang.",
          "Leaders of Barnet listened."], BARNET),
        (["Bournemouth, Christchurch and Poole had a plan. Bournemouth, Christchurch & Poole kept "
          "it. Bournemouth, Christchurch and Poole shared it."],
         "Bournemouth, Christchurch and Poole Council"),
        # Neighbours named as often as anybody: nobody knows.
        (["Barnet, Enfield and Haringey met.", "Barnet and Enfield shared staff.",
          "Enfield and Barnet wrote a plan."], None),
        (["Barnet met Enfield once."], None),
        # What is called after a place is not its council.
        (["Kent University helped. The University of Kent wrote. Kent and Medway NHS trust came. "
          "Kent Police rang. Kent Community Health NHS Trust met. Greater Manchester led.",
          "Barnet, Enfield and Haringey Mental Health NHS Trust wrote. Kent Street was closed."],
         None),
        # A word is no name, and a longer name is not the shorter one in it.
        (["Reading the letters took time. Reading them again helped. Reading is hard."], None),
        (["North Somerset met. North Somerset wrote. North Somerset rang."],
         "North Somerset Council"),
        (["People in Northvale waited. Northvale had a plan. Northvale changed it."],
         "Northvale Metropolitan Borough Council"),
        (["People waited in London. London is large. London was busy."], None),
    ],
)  # fmt: skip
def test_what_the_text_keeps_coming_back_to_tells(
    paragraphs: list[str], council: str | None
) -> None:
    named = told(page(*paragraphs), own="Northvale Metropolitan Borough Council")
    assert (named.council if named else None) == council
    assert named is None or named.told_by == "mentions"


def test_the_shared_report_is_hillingdons() -> None:
    files = sorted((SHARED / "reports").glob("*.txt"))
    if not files:
        pytest.skip("../shared/reports is not here")
    parsed = parse_report([ReportSource("page.txt", files[0].read_bytes())])
    named = council_named(parsed.documents, Councils(None))
    assert named is not None
    assert named.council == OWN


# Stopped with a question, and the two answers


@pytest.fixture
def own(sqlite_store: Store, officer: Principal) -> Store:
    make_own_store(sqlite_store, principal=officer, authority=OWN)
    return sqlite_store


BARNETS = f"{TITLE.format('Barnet')}\n\n{page('Staff met weekly.')}"


def planned(
    store: Store, officer: Principal, *texts: str, authority: str = OWN, although: str | None = None
) -> ReportPlan:
    sources = [ReportSource(f"page {n}.md", text.encode()) for n, text in enumerate(texts, 1)]
    [read] = read_reports(store, sources, principal=officer)
    return plan_read(
        store,
        read,
        authority=authority,
        published=date(2025, 6, 30),
        although=although,
        principal=officer,
    )


def scores_of(store: Store, council: str, officer: Principal) -> list[int]:
    frame = snapshot(council, store=store, principal=officer)["score"]
    return frame.filter(pl.col("published") == date(2025, 6, 30))["score"].to_list()


def test_a_report_that_names_another_council_does_not_land(own: Store, officer: Principal) -> None:
    before = own.revision()
    made = planned(own, officer, BARNETS)
    [problem] = made.problems
    assert BARNET in problem
    assert OWN in problem
    assert "in the title of page 1.md" in problem
    with pytest.raises(DataError, match="say whose report"):
        land_report(own, made, principal=officer)
    assert own.revision() == before


def test_it_lands_for_the_council_it_names(own: Store, officer: Principal) -> None:
    made = planned(own, officer, BARNETS, authority="LB Barnet")
    assert (made.problems, made.authority) == ((), BARNET)
    land_report(own, made, principal=officer)
    assert scores_of(own, BARNET, officer) == [3]
    assert scores_of(own, OWN, officer) == []


def test_it_lands_for_the_chosen_council_once_somebody_said_why(
    own: Store, officer: Principal
) -> None:
    made = planned(own, officer, BARNETS, although="  Saved under  the wrong title ")
    assert made.problems == ()
    land_report(own, made, principal=officer)
    assert scores_of(own, OWN, officer) == [3]
    [note] = set(history(own, principal=officer).drop_nulls("note")["note"])
    assert note == f"names {BARNET}: Saved under the wrong title"


def test_the_reason_is_kept_so_it_holds_nothing_personal(own: Store, officer: Principal) -> None:
    with pytest.raises(DataError, match="say it without"):
        planned(own, officer, BARNETS, although="Ask pat.person@example.org")


@pytest.mark.parametrize("authority", [OWN, "Hillingdon", "LB HILLINGDON", "Hillingdon Council "])
def test_the_council_itself_under_any_of_its_names_is_not_stopped(
    own: Store, officer: Principal, authority: str
) -> None:
    text = f"{TITLE.format('Hillingdon')}\n\n{page('Staff met weekly.')}"
    made = planned(own, officer, text, authority=authority)
    assert (made.problems, made.authority) == ((), OWN)


# Several files


def test_nine_pages_one_of_which_has_a_title_are_one_report(own: Store, officer: Principal) -> None:
    texts = [statement_page(statement) for statement in STATEMENT_NAMES]
    texts[4] = f"{TITLE.format('Barnet')}\n\n{texts[4]}"
    sources = [ReportSource(f"{n}.md", text.encode()) for n, text in enumerate(texts)]
    [read] = read_reports(own, sources, principal=officer)
    assert read.named is not None
    assert read.named.council == BARNET
    assert len(read.files) == 9
    assert read.source_name == "0.md and 8 more"


def test_two_councils_reports_are_kept_apart(own: Store, officer: Principal) -> None:
    texts = {
        "barnet.md": BARNETS,
        "hull.md": f"{TITLE.format('Hull')}\n\n{page('Letters were clear.')}",
        "barnet 2.md": f"{TITLE.format('London Borough of Barnet')}\n\n{statement_page('equity')}",
    }
    sources = [ReportSource(name, text.encode()) for name, text in texts.items()]
    reports = read_reports(own, sources, principal=officer)
    found = {report.named.council: report.files for report in reports if report.named}
    assert found == {BARNET: ("barnet.md", "barnet 2.md"), "Hull City Council": ("hull.md",)}
    assert all(not report.parsed.conflicts for report in reports)
    assert len({report.sha256 for report in reports}) == 2


def test_a_files_name_is_kept_so_it_holds_nothing_personal(own: Store, officer: Principal) -> None:
    for name in ("943 476 5919.md", "pat.person@example.org.md"):
        with pytest.raises(DataError, match="give the file another name"):
            read_reports(own, [ReportSource(name, BARNETS.encode())], principal=officer)


def test_a_page_without_anything_of_a_report_says_what_to_do_with_a_table(
    own: Store, officer: Principal
) -> None:
    matrix = ReportSource("matrix.txt", b"Social worker, Care Act, 1 May 2026")
    [read] = read_reports(own, [matrix], principal=officer)
    with pytest.raises(DataError, match=r"matrix\.txt.*save that as Excel or CSV"):
        plan_read(own, read, authority=OWN, principal=officer)


def test_a_letter_of_the_ombudsman_says_which_way_its_figures_come_in(
    own: Store, officer: Principal
) -> None:
    letter = (
        "Dear Chief Executive\n\nAnnual Review letter 2024-25\n\nI write to you with your annual "
        "summary of complaint statistics from the Local Government and Social Care Ombudsman.\n"
    )
    [read] = read_reports(own, [ReportSource("letter.txt", letter.encode())], principal=officer)
    with pytest.raises(DataError, match=r"letter\.txt is a letter of the ombudsman.*tables"):
        plan_read(own, read, authority=OWN, principal=officer)
