"""Files are brought in by keyboard alone: from dropping them to their rows in the store, in few
steps, however untidy they are."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docx
import pytest
from playwright.sync_api import Page, expect

from data_access.datasets import DATASETS
from data_access.exporting.rows import rows_for_export, write_csv
from data_access.new_store import make_own_store
from data_access.store.database import open_store
from tests.browser.accessibility import violations
from tests.browser.layout_faults import layout_faults
from tests.browser.officer import MOST_STEPS, Officer, open_data
from tests.browser.server import Server, serving
from tests.browser.visit import settle, visit
from tests.data_access.importing.characteristics.documents import word_headings
from tests.paths import ROOT, SHARED
from tests.principals import OFFICER
from tests.sampling import one_in_slow

pytestmark = pytest.mark.browser

CASES = SHARED / "intake"
FOLDERS = sorted(path for path in CASES.glob("0[1-8]-*")) if CASES.is_dir() else []
Keep = Callable[[Page, str], Path]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """A dashboard for a council with no rows of its own, one for each council asked for."""
    running: dict[str, Any] = {}

    def of(council: str) -> Server:
        if council not in running:
            folder = tmp_path_factory.mktemp("council")
            store = open_store(f"sqlite:///{folder / 'store.db'}")
            make_own_store(store, principal=OFFICER, authority=council)
            store.engine.dispose()
            way = serving(ROOT / "dashboard.py", folder)
            running[council] = (way, way.__enter__())
        server: Server = running[council][1]
        return server

    yield of
    for way, _ in running.values():
        way.__exit__(None, None, None)


def rows_of(server: Server, dataset: str) -> list[dict[str, str]]:
    """The rows that stand, as an export has them."""
    store = open_store(f"sqlite:///{server.log.with_name('store.db')}")
    text = write_csv(rows_for_export(store, DATASETS[dataset], principal=OFFICER))
    store.engine.dispose()
    return list(csv.DictReader(io.StringIO(text)))


def compare(folder: Path, export: list[dict[str, str]], before: list[dict[str, str]]) -> list[str]:
    """What the shared comparison finds wrong."""
    spec = importlib.util.spec_from_file_location("check_export", CASES / "check_export.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[str] = module.compare(folder, export, before)
    return found


@pytest.mark.skipif(not FOLDERS, reason=f"the shared cases are not at {CASES}")
@pytest.mark.parametrize("folder", one_in_slow(4, FOLDERS), ids=lambda folder: folder.name)
def test_a_councils_file_lands_in_six_steps(
    page: Page, servers: Callable[[str], Server], folder: Path, screenshot: Keep
) -> None:
    told = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    recipe = tomllib.loads((folder / "recipe.toml").read_text(encoding="utf-8"))
    server = servers(told["own_council"])
    before = rows_of(server, told["dataset"])
    open_data(page, server)
    officer = Officer(page, recipe, told["dataset"])
    officer.choose_files(*(folder / name for name in told["files"]))
    officer.until_landed(lambda name: screenshot(page, f"bring-in-{folder.name}-{name}"))
    assert officer.steps <= MOST_STEPS
    assert compare(folder, rows_of(server, told["dataset"]), before) == []


LOG = """Adult social care: complaints log,,,,,
Ref,Date received,Type,Service area,Outcome,Date closed
SC-01,02/04/2026,Complaint,Locality East,Upheld,20/04/2026
SC-02,07/04/2026,Complaint,Loc. East,No case,
SC-03,13/04/2026,MP enquiry,Locality East,,ongoing
Total for April,3,,,,
SC-04,31/06/2026,Complaint,Locality East,No case,30/06/2026
SC-05,15/06/2026,Complaint,Locality West,Not upheld,TBC
"""
AUDITS = """Audit ref,Audit date,Team,Practice area,Grade
QA-1,01/05/2026,Locality East,Assessment,Good
QA-2,12/05/2026,Locality West,Review,Requires improvement
"""


def test_two_files_land_one_after_the_other(
    page: Page, servers: Callable[[str], Server], tmp_path: Path, screenshot: Keep
) -> None:
    log, audits = tmp_path / "complaints log.csv", tmp_path / "audits.csv"
    log.write_text(LOG, encoding="utf-8")
    audits.write_text(AUDITS, encoding="utf-8")
    recipe = {
        "words": {"outcome": {"No case": "not_upheld"}},
        "rows": {"leave_out": {"Type": ["MP enquiry"]}},
        "teams": {"Loc. East": "Locality East"},
    }
    server = servers("Somewhere Council")
    open_data(page, server)
    officer = Officer(page, recipe, "complaint")
    officer.choose_files(log, audits)
    barriers: list[str] = []

    def look(name: str) -> None:
        screenshot(page, f"bring-in-own-{name}")
        barriers.extend(violations(page))
        barriers.extend(layout_faults(page))

    officer.until_landed(look)
    assert barriers == []
    assert officer.steps <= MOST_STEPS
    rows = {row["reference"]: row for row in rows_of(server, "complaint")}
    assert sorted(rows) == ["SC-01", "SC-02", "SC-05"]
    assert rows["SC-02"]["outcome"] == "not_upheld"
    assert rows["SC-02"]["team"] == "Locality East"
    assert rows["SC-05"]["responded"] == ""
    assert [row["reference"] for row in rows_of(server, "audit")] == ["QA-1", "QA-2"]


MEASURE = "Carers waiting for an assessment"
WORSE = "carers_waiting"


def scorecard() -> str:
    """A measure of the catalogue by another name, in all and by age, which rises at the end."""
    lines = ["Measure,Age group,Month,Number"]
    for place in range(18):
        month = f"{date(2025 + (place + 3) // 12, (place + 3) % 12 + 1, 1):%B %Y}"
        all_ages = 40 + (place * 7) % 5 + (22 if place > 14 else 0)
        older = 25 + (place * 3) % 4
        for group, number in (("Total", all_ages), ("65 and over", older),
                              ("18 to 64", all_ages - older)):  # fmt: skip
            lines.append(f"Carers awaiting assessment,{group},{month},{number}")
    return "\n".join(lines) + "\n"


def test_a_scorecards_line_reaches_its_page_the_board_and_the_self_assessment(
    page: Page, servers: Callable[[str], Server], tmp_path: Path, screenshot: Keep
) -> None:
    server = servers("Somewhere Council")
    file = tmp_path / "scorecard.csv"
    file.write_text(scorecard(), encoding="utf-8")
    barriers: list[str] = []

    def look(name: str) -> None:
        settle(page)
        screenshot(page, f"scorecard-{name}")
        barriers.extend(f"{name}: {each}" for each in (*violations(page), *layout_faults(page)))

    open_data(page, server)
    officer = Officer(page, {}, "indicator")
    officer.choose_files(file)
    officer.until_landed(look)
    assert officer.asked == 0
    visit(page, server, "measures")
    look("measures")
    page.get_by_role("link", name=MEASURE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{MEASURE}: 66")
    look("measure")
    groups = page.locator(".st-key-card_measure_groups")
    expect(groups).to_contain_text("65 and over")
    # Its head just under the bar: what the bar hides half of is not where anybody would press it.
    groups.evaluate("card => card.scrollIntoView({block: 'start'})")
    look("by-age")
    # Its board screen: the third of the measures by statement is that of assessing needs.
    visit(page, server, f"present?pack={quote('Measures by quality statement')}&screen=3")
    expect(page.get_by_text(MEASURE).first).to_be_visible()
    look("board")
    visit(page, server, "statement?statement=assessing_needs")
    expect(page.get_by_text(MEASURE).first).to_be_visible()
    look("statement")
    with page.expect_download() as given:
        page.get_by_role("link", name=re.compile("Word$")).first.click()
    written = docx.Document(str(given.value.path()))
    [line] = [
        [cell.text for cell in row.cells]
        for table in written.tables
        for row in table.rows
        if row.cells[0].text == MEASURE
    ]
    assert line[1] == "66"
    assert "worse" in line[-1]
    assert barriers == []


def test_from_the_published_document_to_the_self_assessment(
    page: Page, servers: Callable[[str], Server], tmp_path: Path, screenshot: Keep
) -> None:
    """A council brings the published characteristics in, judges a statement, sees what is missing,
    and takes the self-assessment document."""
    council = servers("Somewhere Council")
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    document = tmp_path / "published.docx"
    document.write_bytes(word_headings())
    page.add_init_script("delete window.showOpenFilePicker")
    visit(page, council, "characteristics")
    page.locator("input[type=file]").set_input_files(document)
    expect(page.get_by_text("Nine characteristics understood")).to_be_visible()
    screenshot(page, "characteristics-preview")
    page.get_by_role("button", name="Bring this in").click()
    headline = page.get_by_role("heading", level=1)
    expect(headline).to_contain_text("3 of 3 ‘good’ characteristics have no evidence yet")

    page.get_by_role("link", name="Safeguarding", exact=True).click()
    expect(headline).to_contain_text("Safeguarding")
    page.get_by_role("link", name="Judge", exact=True).first.click()
    page.get_by_role("radio", name="Partly met").click()
    page.get_by_label("Why").fill("Nine of ten were looked at in time.")
    page.get_by_label("What evidence is missing").fill("What people say of it.")
    page.get_by_label("Who has it in hand (role)").fill("Head of safeguarding")
    page.get_by_label("Decided by (role)").fill("Safeguarding lead")
    page.get_by_role("button", name="Record judgement").click()
    expect(page.get_by_text("Judgement recorded")).to_be_visible()
    expect(page.get_by_text("Missing: What people say of it.")).to_be_visible()
    settle(page)
    screenshot(page, "characteristics-judged")

    visit(page, council, "characteristics")
    expect(headline).to_contain_text("two have nobody in hand")
    visit(page, council, "statement?statement=safeguarding")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").first.click()
    content = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        said = archive.read("word/document.xml").decode()
    assert "Against the rating characteristics" in said
    assert "What people say of it." in said
    assert "Head of safeguarding" in said
