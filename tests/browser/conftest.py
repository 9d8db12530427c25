"""A dashboard and a browser to look at it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.chromium import NoChromiumError, chromium
from tests.browser.example import make_empty_council, make_reviewed_example
from tests.browser.server import Server, serving
from tests.example_store import example_at
from tests.paths import ROOT

# Busy machines are slow, and a wait that ends early costs nothing.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

SCREENSHOTS = ROOT / "build" / "screenshots"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LAPTOP: ViewportSize = {"width": 1280, "height": 720}
WIDE: ViewportSize = {"width": 1920, "height": 1080}
PHONE: ViewportSize = {"width": 390, "height": 844}
LARGE_TYPE: ViewportSize = {"width": 640, "height": 360}  # a laptop at 200 %


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        path = chromium()
    except NoChromiumError as error:
        pytest.fail(str(error))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product, on its example council, with a review begun."""
    folder = tmp_path_factory.mktemp("dashboard")
    make_reviewed_example(folder)
    with serving(ROOT / "dashboard.py", folder) as server:
        yield server


@pytest.fixture(scope="module")
def new_dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product as it opens the first time: what is written here no other file's tests see."""
    folder = tmp_path_factory.mktemp("new")
    example_at(folder / "store.db").engine.dispose()
    with serving(ROOT / "dashboard.py", folder) as server:
        yield server


@pytest.fixture(scope="session")
def empty_dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product, for a council with a long name that has brought nothing in."""
    folder = tmp_path_factory.mktemp("empty")
    make_empty_council(folder)
    with serving(ROOT / "dashboard.py", folder) as server:
        yield server


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Every part of the look."""
    script = Path(__file__).with_name("gallery.py")
    with serving(script, tmp_path_factory.mktemp("gallery")) as server:
        yield server


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all pages, so that scripts are fetched once."""
    opened = browser.new_context(viewport=LAPTOP, locale="en-GB")
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab of its own, 1280 by 720."""
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    """Keep what the page looks like as build/screenshots/NAME.png."""

    def keep(page: Page, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path)
        return path

    return keep
