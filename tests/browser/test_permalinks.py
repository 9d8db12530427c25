"""A link reopens what was seen, back and forward return to it, and moving on keeps the filters."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.visit import PACK, REVIEW, settle, visit
from tests.sampling import one_in_slow

pytestmark = pytest.mark.browser

MONTH_END = "30 Sep 2026"
SUBJECT = {"period": "Last 6 months", "team": "North locality team", "about": "Waiting times"}
EARLIER = {"as_at": MONTH_END}
# By page: what is not the default there.
CHOSEN: dict[str, dict[str, str]] = {
    "": {"board": "31 July 2026", **EARLIER},
    "statements": {"council": "London Borough of Hillingdon"},
    "statement": {"statement": "equity", "says": "Shortfall"},
    "themes": EARLIER,
    "theme": {**SUBJECT, "about": "Complaints and the ombudsman"},
    "exhibit": {"show": "complaints_volume", **SUBJECT},
    "learning": {"period": "Last 12 months", "team": "Sensory team", **EARLIER},
    "complaints": {**SUBJECT, **EARLIER},
    "practice": SUBJECT,
    "review": {"review": REVIEW},
    "coproduction": {"period": "Last 12 months", "about": "Unpaid carers"},
    "plan": {"period": "All time", "team": "Front door team"},
    "board": {"pack": "All nine statements"},
    "editions": EARLIER,
    "present": {"pack": PACK, "screen": "3"},
    "data": {"do": "What is held"},
    "definitions": {"find": "interval"},
    "evidence": {"part": "Codebook"},
}
SAID = """() => [...document.querySelectorAll(
    '.st-key-main h1, .st-key-main h2, .st-key-main .card-subtitle, .st-key-main .verdict,' +
    ' .st-key-main .count, .st-key-main .subtitle, .present h1, .bar-status, .bar-council')]
  .filter((node) => node.checkVisibility())
  .map((node) => node.innerText.trim())"""


def address(page: str, chosen: dict[str, str]) -> str:
    """The page's address with these parameters."""
    asked = "&".join(f"{name}={quote(value, safe='%')}" for name, value in chosen.items())
    return f"{page}?{asked}"


def said(page: Page) -> list[str]:
    """The headlines, subtitles and verdicts on the page, once it is whole."""
    settle(page)
    found: list[str] = page.evaluate(SAID)
    return found


def asked_in(page: Page) -> dict[str, str]:
    """The parameters in the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("name", one_in_slow(6, list(CHOSEN)), ids=lambda name: name or "overview")
def test_a_link_reopens_exactly_what_was_seen(page: Page, dashboard: Server, name: str) -> None:
    visit(page, dashboard, name)
    bare = said(page)
    visit(page, dashboard, address(name, CHOSEN[name]))
    seen, link = said(page), page.url
    assert seen != bare, "the choice shows"
    page.goto("about:blank")
    page.goto(link)
    assert said(page) == seen
    page.reload()
    assert said(page) == seen


def test_a_day_in_machines_words_is_understood_too(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "complaints?as_at=2026-09-30")
    expect(page.locator(".bar-status")).to_contain_text("As at 30 Sep 2026")


def test_a_choice_made_on_the_page_is_in_its_address(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "complaints")
    before = said(page)
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="Last 6 months").click()
    page.wait_for_url("**period=Last+6+months**")
    chosen = said(page)
    assert chosen != before
    page.reload()
    assert said(page) == chosen


def test_the_link_under_an_exhibit_shows_the_same_exhibit(page: Page, dashboard: Server) -> None:
    chosen = {**SUBJECT, "period": "All time"}  # so that there are complaints, whatever the day
    visit(page, dashboard, address("complaints", chosen))
    card = page.locator(".st-key-card_complaints_volume")
    headline = card.get_by_role("heading", level=2).inner_text()
    verdict = card.locator(".verdict").inner_text()
    card.get_by_role("button", name="More").click()
    card.get_by_role("link", name="Link to this").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Complaints received")
    alone = page.locator(".st-key-card_complaints_volume")
    expect(alone.get_by_role("heading", level=2)).to_have_text(headline)
    expect(alone.locator(".verdict")).to_have_text(verdict)
    page.go_back()
    expect(page.locator(".st-key-card_complaints_themes")).to_be_visible()
    assert chosen.items() <= asked_in(page).items()
    expect(card.get_by_role("heading", level=2)).to_have_text(headline)


def test_moving_between_pages_keeps_what_was_chosen(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, address("complaints", {**SUBJECT, **EARLIER}))
    bar = page.get_by_role("navigation", name="Pages")
    seen = {"Complaints": said(page)}
    for name in ("Practice", "Plan", "Learning", "Overview", "Complaints"):
        bar.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_title(f"{name} – Example Borough")
        there = said(page)
        assert "As at 30 Sep 2026" in " ".join(there)
        kept = asked_in(page)
        assert kept["as_at"] == MONTH_END, name
        if name != "Overview":
            expect(page.get_by_role("combobox", name="Period")).to_have_value(SUBJECT["period"])
        if name in {"Practice", "Plan", "Complaints"}:
            expect(page.get_by_role("combobox", name="Theme")).to_have_value(SUBJECT["about"])
        assert there == seen.setdefault(name, there)


def test_back_and_forward_go_through_what_was_seen(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, address("learning", CHOSEN["learning"]))
    bar = page.get_by_role("navigation", name="Pages")
    seen = [("Learning", said(page))]
    for name in ("Complaints", "Practice"):
        bar.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_title(f"{name} – Example Borough")
        seen.append((name, said(page)))
    for name, then in (*reversed(seen[:-1]),):
        page.go_back()
        expect(page).to_have_title(f"{name} – Example Borough")
        assert said(page) == then
    for name, then in seen[1:]:
        page.go_forward()
        expect(page).to_have_title(f"{name} – Example Borough")
        assert said(page) == then
