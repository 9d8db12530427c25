"""Takes the README's pictures from the running dashboard: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import chromium
from tests.browser.conftest import ARGUMENTS, LAPTOP
from tests.browser.server import serving
from tests.browser.visit import PACK, visit
from tests.paths import ROOT

FOLDER = ROOT / "docs" / "images"
PICTURES = {
    "overview": "",
    "statement": "statement?statement=learning",
    "learning": "learning",
    "complaints": "complaints",
    "board": f"present?pack={PACK}&screen=6",
}
STILL_MS = 500  # charts draw themselves in


def main() -> None:
    """Write docs/images/*.png at 1280 by 720."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(ROOT / "dashboard.py", Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_context(viewport=LAPTOP, locale="en-GB").new_page()
        for name, path in PICTURES.items():
            visit(page, server, path)
            page.wait_for_timeout(STILL_MS)
            page.screenshot(path=FOLDER / f"{name}.png")
            print(f"docs/images/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
