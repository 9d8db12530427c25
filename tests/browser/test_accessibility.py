"""What opens on a page has no barrier, and a barrier would be found.

Whole pages are looked at in `test_every_address.py`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import FADE_MS, violations
from tests.browser.server import Server
from tests.browser.visit import visit

pytestmark = pytest.mark.browser


def test_a_list_and_a_dialog_have_no_violation(page: Page, gallery: Server) -> None:
    visit(page, gallery, "controls")
    page.get_by_role("combobox", name="Statement").click()
    page.wait_for_selector("[role=option]")
    assert violations(page, within="[role=listbox]") == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Withdraw…").click()
    page.wait_for_selector("[role=dialog]")
    page.wait_for_timeout(FADE_MS)
    assert violations(page, within="[role=dialog]") == []


def test_the_check_sees_what_is_wrong(page: Page, gallery: Server) -> None:
    visit(page, gallery)
    page.evaluate(
        """() => {
          const text = document.createElement('p');
          text.style.color = '#bbb';
          text.textContent = 'too pale';
          document.querySelector('.st-key-main').append(text);
        }"""
    )
    assert [found.split(" ")[0] for found in violations(page)] == ["color-contrast"]


def test_scores_are_said_in_words(page: Page, gallery: Server) -> None:
    visit(page, gallery, "controls")
    for words in ("Score 3 of 4", "Score 2 of 4, self-assessed", "Score 4 of 4, peer review"):
        assert page.get_by_role("img", name=words, exact=True).count() == 1
