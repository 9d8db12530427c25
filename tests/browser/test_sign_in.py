"""Signing in at a real OpenID provider: the way in, what it opens, and that it ends."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.example import make_reviewed_example
from tests.browser.server import free_port
from tests.browser.signing_in import EXAMPLE, SECRET, SignedInServer, signing_in
from tests.browser.visit import FINISHED
from tests.paths import ROOT

pytestmark = pytest.mark.browser
STREAM = "_stcore/stream"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedInServer]:
    folder = tmp_path_factory.mktemp("council")
    make_reviewed_example(folder)
    with signing_in(folder) as serving:
        yield serving


def socket_status(council: SignedInServer, cookie: str = "") -> int:
    """How the server answers whoever opens a websocket without a page."""
    address = council.server.url(STREAM).replace("http:", "ws:")
    headers = {"Cookie": cookie} if cookie else {}
    try:
        with connect(
            address,
            origin=Origin(council.server.address),
            additional_headers=headers,
            open_timeout=30,
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def cookie_of(council: SignedInServer, secret: str = SECRET, **claims: object) -> str:
    """A cookie such as Streamlit leaves, for a reader whose word of the provider still holds."""
    said = {
        "iss": council.provider, "sub": "eve", "name": "Eve", "groups": ["g-reader"],
        "iat": time.time() - 60, "exp": time.time() + 600, "origin": council.server.address,
        "is_logged_in": True, "provider": "default", **claims,
    }  # fmt: skip
    return "_streamlit_user=" + create_signed_value(
        secret, "_streamlit_user", json.dumps(said)
    ).decode("ascii")


def test_signing_in_leads_back_to_the_page_that_was_asked_for(council: SignedInServer) -> None:
    with council.client() as client:
        assert client.get("/plan").status_code == 401
        asked = f"plan?council={EXAMPLE.replace(' ', '+')}&team=Older+people"
        back = council.sign_in(client, council.person("Ada Brown", "g-reader"), to=asked)
        assert back.headers["location"] == f"/{asked}"
        assert "Opening the dashboard" in client.get(back.headers["location"]).text
        assert client.get("/downloads/table?exhibit=actions").status_code in {200, 404}


def test_a_try_that_does_not_work_says_so(council: SignedInServer) -> None:
    with council.client() as client:
        back = client.get("/oauth2callback?error=access_denied&state=x")
        assert back.headers["location"] == "/?sign_in=failed"
        assert "That did not work" in client.get(back.headers["location"]).text


def test_a_websocket_opens_for_nobody_without_a_sign_in_that_holds(
    council: SignedInServer,
) -> None:
    now = time.time()
    assert socket_status(council, cookie_of(council)) == 101
    for refused in (
        "",
        cookie_of(council, secret="somebody-elses-" * 3),
        cookie_of(council, exp=now - 1),
        cookie_of(council, iat=now - 11 * 3600),
        cookie_of(council, origin="https://other.example"),
        cookie_of(council, groups=["nobody-knows"]),
    ):
        assert socket_status(council, refused) == 403


def test_signing_out_ends_the_sign_in_for_a_copy_of_its_cookie_too(
    council: SignedInServer,
) -> None:
    client = council.signed_in("Ben Gray", "g-reader")
    with council.client() as thief:
        thief.cookies.update(client.cookies)
        assert thief.get("/_stcore/host-config").status_code == 200
        leaving = client.get("/auth/logout")
        assert leaving.headers["location"].startswith(f"{council.provider}/oauth2/end_session")
        assert thief.get("/_stcore/host-config").status_code == 401
        assert client.get("/").status_code == 401


def test_what_is_published_needs_no_sign_in(council: SignedInServer) -> None:
    with council.client() as client:
        assert client.get("/published/").status_code == 200
        assert client.get("/readyz").status_code == 200


def test_whoever_reads_is_offered_nothing_that_would_be_refused(
    council: SignedInServer, browser: Browser
) -> None:
    subject = council.person("Ada Brown", "g-reader")
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    page = context.new_page()
    page.goto(council.server.url("data"))
    expect(page.get_by_role("heading", name="Sign in to go on")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button").first.click()
    page.wait_for_selector(FINISHED)
    expect(page.locator(".bar-council")).to_have_text(EXAMPLE)
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    expect(page.get_by_role("link", name="Sign out")).to_be_visible()
    page.get_by_role("link", name="Sign out").click()
    page.wait_for_url(f"{council.provider}/**")
    page.goto(council.server.url("data"))
    expect(page.get_by_role("heading", name="Sign in to go on")).to_be_visible()
    context.close()


def test_without_sign_in_no_server_listens_to_others(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    command += ["--server.address=0.0.0.0", f"--server.port={free_port()}"]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode != 0
    said = (ended.stdout + ended.stderr).strip().splitlines()[-1]  # Streamlit speaks before
    assert said.startswith("The dashboard would listen on 0.0.0.0, and no sign-in is set up")
    assert "Traceback" not in ended.stderr
