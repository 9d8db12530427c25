"""A quality-assurance review from beginning to minutes, with the connection lost in the middle."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.browser.conftest import LAPTOP
from tests.browser.server import Server, serving
from tests.browser.visit import FINISHED, settle
from tests.example_store import example_at
from tests.paths import ROOT
from vocabulary.principal import Principal, every_role

pytestmark = pytest.mark.browser

COUNCIL = "Example Borough"
OFFICER = Principal("Officer", every_role())
FIRST_MS = 120_000


class RestartingServer:
    """A server that can go away and come back at the same address, and its store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: Store = example_at(folder / "store.db")
        self._running = ExitStack()
        self.server: Server = self._running.enter_context(serving(ROOT / "dashboard.py", folder))

    def gone(self) -> None:
        """End the server: every websocket is cut."""
        self._running.close()

    def back(self) -> None:
        """Start it again at the address it had."""
        port = int(self.server.address.rsplit(":", 1)[1])
        self._running.enter_context(serving(ROOT / "dashboard.py", self.folder, port))

    def known(self) -> Snapshot:
        """The records as they stand in the store."""
        return snapshot(COUNCIL, principal=OFFICER, store=self.store)


@pytest.fixture
def restarting(tmp_path: Path) -> RestartingServer:
    return RestartingServer(tmp_path)


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label).first
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    # While the list is open, a click elsewhere closes it and does nothing else.
    expect(page.get_by_role("listbox")).to_have_count(0)


def step(page: Page, name: str, says: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(says)
    page.wait_for_selector(FINISHED)


def record(page: Page, kind: str, text: str, *, owner: str = "") -> None:
    page.get_by_role("radio", name=kind, exact=True).click()
    button = page.get_by_role("button", name=f"Record the {kind.lower()}")
    button.wait_for()
    page.get_by_label("Note", exact=True).fill(text)
    if owner:
        page.get_by_label("Owner (role)").fill(owner)
    button.click()
    expect(page.get_by_text(f"{kind} recorded as note")).to_be_visible()
    expect(page.locator(".review-notes")).to_contain_text(text)


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=label).click()
    return started.value.path().read_bytes()


def test_a_whole_review(
    browser: Browser, restarting: RestartingServer, screenshot: Callable[[Page, str], Path]
) -> None:
    page = browser.new_context(viewport=LAPTOP, locale="en-GB").new_page()
    page.goto(restarting.server.url("review"), timeout=FIRST_MS)
    page.get_by_role("button", name="Begin the review").wait_for(timeout=FIRST_MS)
    settle(page)
    screenshot(page, "review-begin")
    page.get_by_label("What do you want to find out?").fill("Do records begin with wishes?")
    choose(page, "Period", "Last 12 months")
    choose(page, "Team", "Sensory team")
    choose(page, "Practice areas", "Safeguarding")
    page.get_by_role("button", name="Begin the review").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("How good is practice")
    expect(page.get_by_text("Sensory team; safeguarding; last 12 months")).to_be_visible()
    settle(page)
    screenshot(page, "review-grades")
    step(page, "Repeats", "What came back")
    screenshot(page, "review-repeats")
    step(page, "Lessons", "checked again")
    screenshot(page, "review-lessons")
    record(page, "Observation", "Wishes came first in six of nine records.")
    record(page, "Lesson", "Ask for wishes before the enquiry starts.", owner="Team manager")

    # The connection is lost before a note is sent.
    page.get_by_role("radio", name="Action", exact=True).click()
    page.get_by_role("button", name="Record the action").wait_for()
    page.get_by_label("Note", exact=True).fill("Change the form so that it asks for wishes first.")
    restarting.gone()
    expect(page.get_by_text("The connection to the dashboard is lost")).to_be_visible()
    screenshot(page, "review-connection-lost")
    restarting.back()
    expect(page.get_by_text("The connection to the dashboard is lost")).to_be_hidden(
        timeout=FIRST_MS
    )
    page.wait_for_selector(FINISHED, timeout=FIRST_MS)
    expect(page.get_by_text("The dashboard was restarted while this page was open")).to_be_visible()
    screenshot(page, "review-restarted")
    expect(page.locator(".review-notes")).to_contain_text("Wishes came first in six of nine")
    expect(page.get_by_label("Note", exact=True)).to_have_value(
        "Change the form so that it asks for wishes first."
    )
    page.get_by_role("radio", name="Action", exact=True).click()
    page.get_by_label("Owner (role)").fill("Head of practice")
    page.get_by_role("button", name="Record the action").click()
    expect(page.get_by_text("Action recorded as note 3")).to_be_visible()
    settle(page)  # until then the form that was sent stands beside the new one
    expect(page.get_by_label("Note", exact=True)).to_have_value("")

    # The same sample for the same name, which stands there.
    step(page, "Sample", "Which records")
    expect(page.get_by_text("Sample R-001").first).to_be_visible()
    screenshot(page, "review-sample")

    page.get_by_role("button", name="Pause the review").click()
    expect(page.get_by_text("Paused").first).to_be_visible()
    page.get_by_role("button", name="Go on with the review").click()
    expect(page.get_by_role("button", name="Pause the review")).to_be_visible()

    # A second reviewer, at the same time.
    other = browser.new_context(viewport=LAPTOP, locale="en-GB").new_page()
    other.goto(page.url)
    record(other, "Decision", "We look again in spring.")
    step(page, "Minutes", "What did the review come to?")
    step(other, "Minutes", "What did the review come to?")
    question = "What did the review come to?"
    other.get_by_label(question).fill("Theirs: wishes are mostly there.")
    other.get_by_role("button", name="Keep the conclusion").click()
    expect(other.get_by_text("The conclusion is kept")).to_be_visible()
    page.get_by_label(question).fill("Ours: wishes are missing in a third.")
    page.get_by_role("button", name="Keep the conclusion").click()
    expect(page.get_by_text("wrote a conclusion while you had the review open")).to_be_visible()
    screenshot(page, "review-two-conclusions")
    assert restarting.known()["review"].item(0, "conclusion") == "Theirs: wishes are mostly there."
    page.get_by_role("button", name="Record mine").click()
    expect(page.get_by_label(question)).to_have_value("Ours: wishes are missing in a third.")
    page.get_by_role("button", name="Finish the review").click()
    expect(page.get_by_text("The review is finished")).to_be_visible()
    settle(page)
    screenshot(page, "review-finished")

    word = docx.Document(io.BytesIO(downloaded(page, "Minutes as Word")))
    told = "\n".join(
        [p.text for p in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )
    pdf = PdfReader(io.BytesIO(downloaded(page, "Minutes as PDF")))
    printed = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    for said in (told, printed):
        for text in (
            "Wishes came first in six of nine records.",
            "Ask for wishes before the enquiry starts.",
            "Change the form so that it asks for wishes first.",
            "We look again in spring.",
            "Ours: wishes are missing in a third.",
            "seed R-001",
        ):
            assert text in said

    known = restarting.known()
    assert known["review"].item(0, "state") == "finished"
    assert known["review_note"].height == 4
    assert {"R-001-L2"} <= set(known["learning"].get_column("reference"))
    assert {"R-001-A3"} <= set(known["action"].get_column("reference"))
    assert known["finding"].filter(source_kind="practice_review").height == 1
    restarting.gone()
