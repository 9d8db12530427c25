"""What a director and the people around them do, from the first look on, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from data_access.importing.reports.parsing.parse import parse_report
from data_access.importing.reports.parsing.result import ReportSource
from tests.browser.server import Server, serving
from tests.browser.visit import settle, visit
from tests.data_access.commands import page as report_page
from tests.paths import ROOT

pytestmark = pytest.mark.browser

HILLINGDON = "London Borough of Hillingdon"
BARNET = "London Borough of Barnet"
EXAMPLE = "Example Borough"
LEARNING = "Learning, improvement and innovation"
GOOD = "Staff had good access to training courses and felt well supported."
BAD = "However, there was a lack of evidence that learning had been embedded."
SLOW_MS = 30_000
Keep = Callable[[Page, str], Path]


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product as on a laptop nobody has opened it on yet. Journeys leave it on the example."""
    with serving(ROOT / "dashboard.py", tmp_path_factory.mktemp("laptop")) as server:
        yield server


@pytest.fixture(autouse=True)
def patient(page: Page) -> None:
    """Other tests may keep this computer busy."""
    page.set_default_timeout(SLOW_MS)
    expect.set_options(timeout=SLOW_MS)


@pytest.fixture
def saved_report(tmp_path: Path) -> Path:
    """A saved page of a report that names its council, of which nothing comes with the product."""
    saved = tmp_path / "learning.md"
    title = f"{BARNET}: local authority assessment"
    saved.write_text(f"{title}\n\n{report_page(GOOD, BAD)}", encoding="utf-8")
    return saved


def headline(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def choose(page: Page, label: str, option: str, *, new: bool = False) -> None:
    """Choose in a select box by typing; `new`: it is not among the options yet."""
    box = page.get_by_role("combobox", name=label, exact=True).first
    name = re.compile(f"(Add: )?{re.escape(option)}") if new else option
    found = page.get_by_role("option", name=name, exact=not new).first
    for _ in range(5):  # the page may be drawn anew while the list opens
        box.click()
        box.fill(option)
        try:
            found.wait_for(timeout=3_000)
        except Error:
            continue
        found.click()
        return
    raise AssertionError(f"'{option}' cannot be chosen as {label}")


def look_at(page: Page, council: str) -> None:
    """Change the view to another council."""
    page.get_by_role("button", name="Change view").click()
    choose(page, "Council", council)
    expect(page.locator(".bar-council")).to_have_text(council)
    page.keyboard.press("Escape")
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def part_of_data(page: Page, server: Server, name: str) -> None:
    visit(page, server, f"data?do={name.replace(' ', '+')}")


def cell(page: Page, column: int, row: int) -> tuple[float, float]:
    """The middle of a cell of the coding table, by its columns' widths."""
    widths = (80, 290, 104, 146, 232)
    place = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert place
    height = page.evaluate(
        """() => document.querySelector('[data-testid=stDataFrame] canvas').getBoundingClientRect()
               .height"""
    )
    rows = (height - 38) / 5
    return (
        place["x"] + sum(widths[:column]) + widths[column] / 2,
        place["y"] + 36 + rows * (row + 0.5),
    )


def test_the_first_look_leads_from_the_headline_to_a_statement_and_back(
    page: Page, laptop: Server, screenshot: Keep
) -> None:
    visit(page, laptop)
    expect(headline(page)).to_have_text("Requires improvement at 62%, one point short of good")
    expect(headline(page)).to_be_in_viewport(ratio=1)
    expect(page.locator(".strip-score")).to_have_count(9)
    for score in page.locator(".strip-score").all():
        expect(score).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("The scores add to 22 of 36.")).to_be_in_viewport(ratio=1)
    expect(page.locator(".bar-status .mark")).to_have_text("Example records")
    assert page.locator(".stMain").evaluate("node => node.scrollTop") == 0
    screenshot(page, "journey-overview")

    page.locator(".score-strip").get_by_role("link", name="Learning").click()
    expect(headline(page)).to_contain_text(f"{LEARNING}: published at 2")
    settle(page)
    assert "statement=learning" in page.url
    screenshot(page, "journey-statement")

    everything = page.locator(".count").inner_text()
    choose(page, "Says", "Shortfall")
    page.keyboard.press("Escape")
    page.wait_for_url("**says=Shortfall**")
    count = page.locator(".count")
    expect(count).to_contain_text(" of ")
    assert count.inner_text() != everything
    filtered, address = count.inner_text(), page.url
    page.locator(".count").scroll_into_view_if_needed()
    screenshot(page, "journey-filtered")

    page.go_back()
    expect(headline(page)).to_contain_text("62%")
    page.go_forward()
    expect(headline(page)).to_contain_text(LEARNING)
    expect(page.locator(".count")).to_have_text(filtered)
    page.goto(address)
    settle(page)
    expect(page.locator(".count")).to_have_text(filtered)


def test_a_partial_assessment_shows_its_range_on_every_page_and_never_a_total(
    page: Page, laptop: Server, screenshot: Keep
) -> None:
    visit(page, laptop)
    look_at(page, HILLINGDON)
    expect(headline(page)).to_contain_text("Five of nine scores are known")
    expect(page.locator(".bar-status .mark")).to_have_text("Published")
    expect(page.locator(".small-mark")).to_have_count(0)
    expect(page.get_by_text("still possible").first).to_be_visible()
    assert not re.search(r"÷ 36 = \d", page.locator(".st-key-main").inner_text())
    screenshot(page, "journey-partial")

    page.locator(".score-strip").get_by_role("link", name="Learning").click()
    expect(headline(page)).to_contain_text("published at 3")
    expect(page.locator(".bar-council")).to_have_text(HILLINGDON)
    expect(page.get_by_text("Our own view")).to_have_count(0)
    expect(page.get_by_text("In our words").first).to_be_visible()


def test_what_if_shows_the_rating_a_change_would_give(
    page: Page, laptop: Server, screenshot: Keep
) -> None:
    visit(page, laptop, "statements")
    card = page.locator(".st-key-card_what_if")
    expect(card).to_contain_text("Any one statement raised by one point reaches good")
    press(page, "Try other scores")
    learning = card.get_by_role("radiogroup", name=LEARNING)
    learning.get_by_role("radio", name="3").click()
    expect(card).to_contain_text("Good at 64%, one point up")
    card.scroll_into_view_if_needed()
    screenshot(page, "journey-what-if")
    press(page, "Back to the published scores")
    expect(card).to_contain_text("Any one statement raised by one point reaches good")
    expect(learning.get_by_role("radio", name="2")).to_be_checked()


def test_a_report_comes_in_is_seen_on_its_statement_and_can_be_taken_back(
    page: Page, laptop: Server, saved_report: Path, screenshot: Keep
) -> None:
    parsed = parse_report([ReportSource(saved_report.name, saved_report.read_bytes())])
    texts = [finding.text for _, finding in parsed.findings]
    [score] = parsed.scores

    visit(page, laptop, "data")
    page.locator("input[type=file]").first.set_input_files(saved_report)
    page.get_by_text(f"{BARNET}'s: bring it in for {BARNET}").click()
    choose(page, "Published: day", "13")
    choose(page, "Month", "December")
    choose(page, "Year", "2024")
    preview = page.locator("[class*=st-key-card_report_]")
    expect(preview).to_contain_text("Read: one score")
    expect(preview).to_contain_text(f"Findings: {len(texts)} new")
    settle(page)
    preview.scroll_into_view_if_needed()
    screenshot(page, "journey-preview")
    press(page, "Import this")
    expect(page.get_by_text("Imported as batch")).to_be_visible()
    expect(preview).to_have_count(0)
    screenshot(page, "journey-imported")

    visit(page, laptop, "statement?statement=learning")
    look_at(page, BARNET)
    expect(headline(page)).to_have_text(f"{LEARNING}: published at {score.score}")
    number = page.locator(".count").inner_text().split()[0].casefold()
    assert number in {str(len(texts)), "two"}
    for text in (texts[0], texts[-1]):
        expect(page.locator(".finding").filter(has_text=text)).to_have_count(1)
    screenshot(page, "journey-imported-statement")
    address = page.url

    part_of_data(page, laptop, "History")
    expect(page.get_by_role("combobox", name="Import")).to_have_value(
        re.compile(re.escape(saved_report.name))
    )
    press(page, "Withdraw this import")
    expect(page.get_by_role("status").get_by_text("Withdrawn", exact=True)).to_be_visible()
    screenshot(page, "journey-withdrawn")
    page.goto(address)
    settle(page)
    expect(page.locator(".finding").filter(has_text=texts[0])).to_have_count(0)

    part_of_data(page, laptop, "History")
    press(page, "Restore this import")
    expect(page.get_by_text("Restored", exact=True)).to_be_visible()
    page.goto(address)
    settle(page)
    expect(page.locator(".finding").filter(has_text=texts[0])).to_have_count(1)


def test_a_coding_is_corrected_in_the_table_and_counts(
    page: Page, laptop: Server, screenshot: Keep
) -> None:
    visit(page, laptop, "evidence")
    before = int(headline(page).inner_text().split()[0])
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    page.mouse.click(*cell(page, column=0, row=0))
    expect(page.get_by_role("button", name="Record one decision")).to_be_enabled()
    page.mouse.dblclick(*cell(page, column=2, row=1))
    page.get_by_role("option", name="Mixed").click()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Record two decisions")).to_be_enabled()
    screenshot(page, "journey-coding")
    press(page, "Record two decisions")
    expect(page.get_by_text("Two decisions recorded")).to_be_visible()
    expect(headline(page)).to_have_text(f"{before - 2} findings still have a suggested coding")
    screenshot(page, "journey-coded")


def test_ones_own_store_is_one_click_away_shows_nothing_of_the_example_and_leads_back(
    page: Page, laptop: Server, screenshot: Keep
) -> None:
    part_of_data(page, laptop, "Stores")
    choose(page, "Start an empty store for", "Elsewhere Council", new=True)
    press(page, "Start an empty store")
    expect(page.get_by_text("A store for Elsewhere Council is ready")).to_be_visible()
    expect(page.locator(".bar-council")).to_have_text("Elsewhere Council")
    screenshot(page, "journey-own-store")

    try:
        for path in ("", "statements", "statement?statement=learning", "evidence", "data"):
            visit(page, laptop, path)
            expect(page.locator(".bar-council")).to_have_text("Elsewhere Council")
            expect(page.locator(".bar-status .mark")).not_to_have_text("Example records")
            assert EXAMPLE not in page.locator(".stMain").inner_text()
        visit(page, laptop)
        expect(headline(page)).to_have_text("Five steps to your first board paper")
        screenshot(page, "journey-own-overview")
        page.get_by_role("button", name="Change view").click()
        box = page.get_by_role("combobox", name="Council", exact=True).first
        box.click()
        box.fill("Exam")
        expect(page.get_by_role("option", name=EXAMPLE)).to_have_count(0)
        page.keyboard.press("Escape")
        # Not even an address that names it.
        visit(page, laptop, f"?council={EXAMPLE.replace(' ', '+')}")
        expect(page.locator(".bar-council")).to_have_text("Elsewhere Council")

        visit(page, laptop, "statement?statement=equity")
        page.get_by_role("radiogroup", name="Our score").get_by_role("radio", name="3").click()
        page.get_by_role("textbox", name="Why this score").fill("We know our communities.")
        press(page, "Record self-assessment")
        expect(headline(page)).to_contain_text("self-assessed at 3; nothing published yet")
        expect(page.locator(".bar-status .mark")).to_have_text("Own records")
        screenshot(page, "journey-own-view")
    finally:
        part_of_data(page, laptop, "Stores")
        press(page, "Back to Example Borough")
        expect(page.locator(".bar-council")).to_have_text(EXAMPLE)
    visit(page, laptop)
    expect(headline(page)).to_contain_text("62%")
    expect(page.get_by_text("Elsewhere Council")).to_have_count(0)
