"""Exhibits on their pages: the numbers on screen and in what is downloaded are the measures',
called directly; charts are said in words; what opens has no barrier.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Locator, Page

from components.exhibits.filters import Filters, filters_of
from data_access.moments import today
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import open_store
from measures.audits.grades import grades_by
from measures.findings.counts import balance_by_theme, newest_document
from measures.ombudsman.upheld import against_similar
from measures.plan.progress import action_states, summary
from measures.training.access import funnel
from tests.browser.accessibility import charts_not_said, violations, violations_in_pop_ups
from tests.browser.example import EXAMPLE
from tests.browser.server import Server
from tests.browser.visit import visit
from tests.sampling import one_in_slow
from vocabulary.principal import Principal, every_role
from vocabulary.values import NOT_KNOWN

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Shown:
    """Columns of an exhibit's table by their headers, and what a measure gives for them."""

    page: str
    card: str
    headers: tuple[str, ...]
    rows: Callable[[Snapshot, Filters], pl.DataFrame]


def _findings(known: Snapshot, _filters: Filters) -> pl.DataFrame:
    published = known["finding"].filter(pl.col("source_kind") == "cqc_assessment")
    balance = balance_by_theme(newest_document(published), known["theme"])
    return balance.select("name", "shortfall", "strength", "total")


def _training(known: Snapshot, filters: Filters) -> pl.DataFrame:
    rows = filters.within(known["training"], "month")
    steps = funnel(rows.filter(pl.col("course_kind") == "role_specific"))
    return steps.select("count", "required")


def _upheld(known: Snapshot, _filters: Filters) -> pl.DataFrame:
    adults = known["ombudsman"].filter(pl.col("scope") == "adult social care")
    years = against_similar(adults).filter(pl.col("share").is_not_null())
    return years.select("year", "upheld", "investigations")


def _grades(known: Snapshot, filters: Filters) -> pl.DataFrame:
    rows = filters.within(known["audit"], "audited")
    return grades_by(rows, filters.until, by=("team",)).select("team", "audits", "good")


def _owners(known: Snapshot, filters: Filters) -> pl.DataFrame:
    states = action_states(filters.within(known["action"], "opened"), filters.until)
    owners = summary(states, "owner").filter(pl.col("open") > 0)
    return owners.select("case", "open", "overdue")


SHOWN = (
    Shown(
        "themes", "evidence_balance", ("Theme", "Shortfalls", "Strengths", "Findings"), _findings
    ),
    Shown("learning", "training_access", ("Training needs", "Of those known"), _training),
    Shown("complaints", "ombudsman_upheld", ("Year", "Upheld", "Investigations"), _upheld),
    Shown("practice", "audit_teams", ("Team", "Audits", "Good or better"), _grades),
    Shown("plan", "plan_owners", ("Owner role", "Open", "Overdue"), _owners),
)  # fmt: skip
PAGES = ("themes", "complaints", "learning", "practice", "coproduction", "plan")
OPENED = ("complaints", "learning", "practice")


@pytest.fixture
def known(dashboard: Server) -> Snapshot:
    """The very records the dashboard looks at."""
    store = open_store(f"sqlite:///{Path(dashboard.log).with_name('store.db')}")
    return snapshot(EXAMPLE, store=store, principal=Principal("Officer", every_role()))


@pytest.mark.parametrize("name", one_in_slow(2, PAGES))
def test_a_page_shows_the_measures_figures_says_its_charts_and_opens_without_barriers(
    page: Page, dashboard: Server, known: Snapshot, subtests: pytest.Subtests, name: str
) -> None:
    visit(page, dashboard, name)
    with subtests.test("charts in words"):
        assert page.locator("[data-testid=stPlotlyChart]").count(), "no chart"
        assert charts_not_said(page) == []
    for shown in [each for each in SHOWN if each.page == name]:
        with subtests.test("figures", card=shown.card):
            holds_the_measures_figures(page, shown, known)
    if name in OPENED:
        with subtests.test("pop-ups"):
            assert violations_in_pop_ups(page) == []
        with subtests.test("list of periods"):
            assert violations_in_the_periods(page) == []


def holds_the_measures_figures(page: Page, shown: Shown, known: Snapshot) -> None:
    """An exhibit's table and its download are the measure's."""
    measured = said(shown.rows(known, filters_of(today())).rows())
    assert measured
    card = page.locator(f".st-key-card_{shown.card}")
    assert sorted(downloaded(page, card, shown.headers)) == sorted(measured)
    lines = table_on_screen(page, card)
    places = [lines[0].index(header) for header in shown.headers]
    on_screen = [tuple(plain(line[place]) for place in places) for line in lines[1:]]
    assert sorted(on_screen) == sorted(measured)
    page.keyboard.press("Escape")


def violations_in_the_periods(page: Page) -> list[str]:
    """The violations in the open list of periods."""
    period = page.get_by_role("combobox", name="Period")
    period.scroll_into_view_if_needed()
    # A list closes when the page under it scrolls: no one scrolls and clicks within one frame.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
    period.click()
    page.wait_for_selector("[role=option]")
    return violations(page, within="[role=listbox]")


def plain(cell: str) -> str:
    """A cell as the measure gives it: thousands are parted, what is not known is said in words."""
    return "" if cell == NOT_KNOWN else re.sub(r"(?<=\d),(?=\d{3})", "", cell)


def said(rows: Sequence[tuple[object, ...]]) -> list[tuple[str, ...]]:
    """Figures as they are written in a table."""
    return [tuple("" if value is None else f"{value}" for value in row) for row in rows]


def downloaded(page: Page, card: Locator, headers: Sequence[str]) -> list[tuple[str, ...]]:
    """The columns of the exhibit's CSV."""
    card.get_by_role("button", name="More").click()
    with page.expect_download() as given:
        card.get_by_role("link", name="Download CSV").click()
    page.keyboard.press("Escape")
    with Path(given.value.path()).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    begin = lines.index([]) + 1
    places = [lines[begin].index(header) for header in headers]
    return [tuple(line[place] for place in places) for line in lines[begin + 1 :]]


def table_on_screen(page: Page, card: Locator) -> list[list[str]]:
    """Headers and rows of the table that a press on "Table" opens."""
    card.get_by_role("button", name="Table").click()
    table = card.get_by_role("dialog", name="Table").locator("table")
    table.wait_for()
    lines: list[list[str]] = table.evaluate(
        """table => [...table.rows].map((line) =>
             [...line.cells].map((cell) => cell.textContent.trim()))"""
    )
    return lines
