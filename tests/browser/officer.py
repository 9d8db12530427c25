"""Somebody who brings files in by keyboard alone, and knows what a recipe says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from data_access.datasets import DATASETS
from tests.browser.server import Server
from tests.browser.visit import settle, visit
from vocabulary.framework import framework_on
from vocabulary.ratings import SCORE_NAMES

MOST_STEPS = 6
FAR = 250  # how often Tab may be pressed before we say that something cannot be reached

# What has the focus: what it is, what it is called, which question it answers, and whether a reader
# can see that it has it.
FOCUS = """() => {
  const node = document.activeElement;
  const words = (of) => {
    const copy = of.cloneNode(true);
    copy.querySelectorAll('[data-testid=stIconMaterial]').forEach((icon) => icon.remove());
    return copy.textContent;
  };
  const asked = [...document.querySelectorAll('.question h3')].filter(
    (head) => head.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  const ids = (node.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
  const named = ids.map((id) => document.getElementById(id)).filter(Boolean);
  const label = node.getAttribute('aria-label')
    || named.map((each) => each.innerText).join(' ')
    || (node.labels && node.labels[0] && node.labels[0].innerText)
    || words(node);
  let ring = false;
  for (let each = node, up = 0; each && up < 5; each = each.parentElement, up += 1) {
    const style = getComputedStyle(each);
    ring = ring || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  }
  const box = node.getBoundingClientRect();
  return {
    role: node.getAttribute('role') || node.type || node.tagName.toLowerCase(),
    name: label.trim().replace(/\\s+/g, ' '),
    group: (node.closest('[role=radiogroup]') || node).getAttribute('aria-label') || '',
    question: asked.length ? asked[asked.length - 1].innerText : '',
    form: Boolean(node.closest('[data-testid=stForm]')),
    checked: Boolean(node.checked),
    ring,
    seen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


class Officer:
    """Somebody who brings files in by keyboard, and knows what a recipe says."""

    def __init__(self, page: Page, recipe: Mapping[str, Any], dataset: str) -> None:
        self.page = page
        self.recipe = recipe
        self.dataset = DATASETS[dataset]
        self.steps = 0
        self.asked = 0

    def choose_files(self, *files: Path) -> None:
        """One step: the files, in the browser's own window for choosing them."""
        with self.page.expect_file_chooser() as chosen:
            self._tab_to("Upload")
            self.page.keyboard.press("Enter")
        chosen.value.set_files(list(files))
        self.steps += 1
        expect(self.page.locator(".st-key-card_preview")).to_be_visible()
        settle(self.page)

    def until_landed(self, keep: Callable[[str], object]) -> None:
        """Answer what is asked and import, file after file, until nothing is left to do."""
        for _ in range(4 * MOST_STEPS):
            settle(self.page)
            if self._there("Read again") or self._there("Go on"):
                self.asked += 1
                keep(f"asked-{self.asked}")
                self._answer()
            elif self._there("Import "):
                keep("preview")
                self._press("Import ")
            elif self._there("Done with this file"):
                keep("nothing-new")
                self._press("Done with this file")
            else:
                keep("landed")
                return
        raise AssertionError("the files do not come to an end")

    def _there(self, name: str) -> bool:
        buttons = self.page.locator(".st-key-card_preview button").all()
        said = [each.inner_text().strip() for each in buttons if each.is_visible()]
        return any(each.startswith(name) if name.endswith(" ") else each == name for each in said)

    def _press(self, name: str) -> None:
        self._tab_to(name)
        self._go()

    def _go(self) -> None:
        before = self.page.locator(".st-key-main").inner_text()
        self.page.keyboard.press("Enter")
        self.steps += 1
        self.page.wait_for_function(
            "before => document.querySelector('.st-key-main').innerText !== before", arg=before
        )
        settle(self.page)

    def _tab_to(self, name: str) -> None:
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS)
            if focus["name"].startswith(name) and focus["role"] in {"button", "submit"}:
                assert focus["ring"], f"nothing shows that '{name}' has the focus"
                assert focus["seen"], f"'{name}' has the focus out of sight"
                return
        raise AssertionError(f"'{name}' is not reached by Tab")

    def _answer(self) -> None:
        """Walk through the form by Tab, answer what is known, and send it off: one step."""
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS)
            if not focus["form"]:
                continue
            assert focus["ring"], f"nothing shows that '{focus['name']}' has the focus"
            if focus["name"] in {"Read again", "Go on"}:
                self._go()
                return
            self._one(focus)
        raise AssertionError("the form's button is not reached by Tab")

    def _one(self, focus: Mapping[str, Any]) -> None:
        keyboard = self.page.keyboard
        if focus["role"] == "checkbox":
            kinds = self.recipe.get("words", {}).get("team_kind", {})
            if kinds.get(focus["name"]) == "specialist":
                keyboard.press("Space")
            return
        said = self._known(focus)
        if said is None:
            return
        if focus["role"] == "radio":
            self._radio(said)
        elif focus["role"] == "combobox":
            self._open_choices()
            keyboard.type(said)
            self.page.get_by_role("option", name=said, exact=True).wait_for()
            keyboard.press("Enter")
        elif focus["role"] == "text":
            keyboard.type(said)

    def _open_choices(self) -> None:
        """Open the list of a box; on a busy machine a key can come before the box is drawn anew."""
        first = self.page.get_by_role("option").first
        self.page.keyboard.press("ArrowDown")
        try:
            first.wait_for(timeout=10_000)
        except NotInTime:
            self.page.keyboard.press("ArrowDown")
            first.wait_for()

    def _radio(self, said: str) -> None:
        for turn in range(5):
            if turn:
                self.page.keyboard.press("ArrowRight")
            if self.page.evaluate(FOCUS)["name"] == said:
                self.page.keyboard.press("Space")
                return
        raise AssertionError(f"'{said}' is not among the choices")

    def _known(self, focus: Mapping[str, Any]) -> str | None:
        """What the recipe says to the question, in the words of the screen."""
        name, question = focus["name"], focus["question"]
        word = name.partition("‘")[2].partition("’")[0] if name.startswith("‘") else ""
        if question.startswith("Which of these count"):
            out = [w for each in self.recipe["rows"]["leave_out"].values() for w in each]
            gone = word in out or (not word and out)  # one word alone is the question's own
            return "Leave these rows out" if gone else f"Count as {self.dataset.singular}s"
        if question.startswith("Are these the same team"):
            one, _, other = (focus["group"] or name).strip("‘’").partition("’ and ‘")
            teams = self.recipe.get("teams", {})
            kept = "second" if teams.get(one) == other else "first"
            same = other in (teams.get(one), one) or teams.get(other) == one
            return f"One team: keep the {kept} name" if same else "Two different teams"
        said: str | None = None
        if word:
            for field, meanings in self.recipe.get("words", {}).items():
                said = self._label(field, meanings[word]) if word in meanings else said
        elif question.startswith("What do the days"):
            assert self.recipe["wide"]["value"] == "completed"
            said = "The day on which the course was done"
        else:
            for field, value in self.recipe.get("constants", {}).items():
                said = str(value) if field in question.casefold() else said
        return said

    def _label(self, field: str, value: str) -> str:
        if field == "status":
            return {"not_required": "Does not need it", "": "Needs it, nothing done yet"}[value]
        if value == "":
            return "Nothing known yet"
        if field == "statement":
            return {each.id: each.name for each in framework_on(date(2026, 9, 30)).statements}[
                value
            ]
        spec = self.dataset.spec(field)
        if spec.choices:
            return spec.label_of(value)
        if field.endswith("grade"):
            return f"{value}, {SCORE_NAMES[int(value)].lower()}"
        return value


def open_data(page: Page, server: Server) -> None:
    """The Data page, so that a test can choose files on it."""
    # The browser's own newer way to choose a file cannot be answered by a test; the older can.
    page.add_init_script("delete window.showOpenFilePicker")
    visit(page, server, "data")
