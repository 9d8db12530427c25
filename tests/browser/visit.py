"""Opening pages and waiting until they are whole."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.server import ROOT, Server

FINISHED = '.stApp[data-test-script-state="notRunning"]'
GALLERY_PAGES = ("", "exhibits", "controls", "states", "failing", "statement")


def dashboard_pages() -> tuple[str, ...]:
    """The address of every page there is a file for; the overview is at the root."""
    names = sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
    return tuple("" if name == "overview" else name for name in names)


def visit(page: Page, server: Server, path: str = "") -> None:
    """Open a page and wait until its script has run and its parts are drawn."""
    page.goto(server.url(path))
    settle(page)


def settle(page: Page) -> None:
    """Wait until the script has run, nothing is a placeholder and type has arrived."""
    page.wait_for_selector(f"{FINISHED} .st-key-main", state="attached")
    page.wait_for_selector(FINISHED)
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    page.evaluate("() => document.fonts.ready")
    page.wait_for_function("() => document.querySelector('#content')")


def log_of(server: Server) -> str:
    """What the server wrote."""
    return Path(server.log).read_text("utf-8")
