"""A long import can be taken back while it runs, and leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data_access.ledger.history import history
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from tests.browser.server import Server
from tests.browser.visit import settle, visit
from tests.principals import OFFICER
from tests.sampling import FULL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not FULL, reason="imports a million rows: FULL=1"),
]

ROWS = 1_000_000
HEADER = "reference,received,team,themes,channel\n"


def test_cancel_stops_an_import_that_is_being_recorded(
    page: Page, new_dashboard: Server, tmp_path: Path
) -> None:
    table = tmp_path / "complaints.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(ROWS):
            month, day = number % 9 + 1, number % 28 + 1
            about = f"2026-{month:02}-{day:02},Front door team,Waiting times,phone"
            file.write(f"L-{number:07},{about}\n")
    visit(page, new_dashboard, "data")
    store = open_store(f"sqlite:///{new_dashboard.log.with_name('store.db')}")
    before = (
        history(store, principal=OFFICER).height,
        snapshot("Example Borough", store=store, principal=OFFICER)["complaint"].height,
    )

    page.locator("input[type=file]").first.set_input_files(table)
    expect(page.get_by_role("button", name=f"Import {ROWS:,} rows")).to_be_visible()
    settle(page)
    page.get_by_role("button", name=f"Import {ROWS:,} rows").click()
    expect(page.get_by_text("still stops it")).to_be_visible()
    page.get_by_role("button", name="Let this file go").click()

    expect(page.get_by_role("button", name=f"Import {ROWS:,} rows")).to_have_count(0)
    settle(page)
    after = (
        history(store, principal=OFFICER).height,
        snapshot("Example Borough", store=store, principal=OFFICER)["complaint"].height,
    )
    # Who presses it when the last row is written is told that it came too late.
    assert after == before or page.get_by_text("came in as batch").is_visible()
    store.engine.dispose()
