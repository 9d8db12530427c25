"""Opening pages and waiting until they are whole."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

from playwright.sync_api import Page

from components.packs.shipped import SHIPPED
from tests.browser.server import Server
from tests.paths import ROOT

FINISHED = '.stApp[data-test-script-state="notRunning"]'
GALLERY_PAGES = ("", "exhibits", "controls", "states", "failing", "statement")


def dashboard_pages() -> tuple[str, ...]:
    """The address of every page there is a file for; the overview is at the root."""
    names = sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
    return tuple("" if name == "overview" else name for name in names)


# Pages that show little at their bare address: where each shows what it is for. The review is one
# that the fixture `dashboard` begins.
PACK = quote(SHIPPED[0].name)
REVIEW = "R-001"
TELLING = {
    "statement": ("statement?statement=learning",),
    "theme": ("theme?about=Learning%20embedded",),
    "exhibit": (
        "exhibit?show=complaints_volume",
        "exhibit?show=training_grid",
        "exhibit?show=audit_sample",
    ),
    # The cover, an exhibit's screen, what the board is asked for, the back page.
    "present": tuple(f"present?pack={PACK}&screen={screen}" for screen in (1, 6, 15, 99)),
    "board": tuple(f"board?pack={PACK}&at={screen}" for screen in (1, 6, 99)),
    "review": (f"review?review={REVIEW}",),
    "data": tuple(
        f"data?do={quote(part)}"
        for part in ("What is held", "History", "Answers kept", "Export", "Stores")
    ),
    "administration": ("administration?part=Erase", "administration?part=Mail"),
    "evidence": ("evidence?part=Codebook",),
    "measure_catalogue": ("measure_catalogue?measure=reviews_overdue",),
}


def dashboard_addresses() -> tuple[str, ...]:
    """Every page at its bare address, and where it shows what it is for."""
    return tuple(
        address for name in dashboard_pages() for address in (name, *TELLING.get(name, ()))
    )


def file_name_of(address: str) -> str:
    """An address as part of a file's name, such as "exhibit-complaints_volume"."""
    page, _, asked = address.partition("?")
    values = [unquote(part.partition("=")[2])[:24] for part in asked.split("&") if part]
    return "-".join(re.sub(r"\W+", "_", part) for part in (page or "overview", *values))


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
