"""The dashboard behind the proxy that a council runs, with TLS: a real Caddy with our settings."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.server import Server
from tests.browser.visit import visit
from tests.paths import ROOT

pytestmark = pytest.mark.browser
START_SECONDS = 30
_SIGN_OURSELVES = [
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-keyout",
    "key.pem",
    "-out",
    "certificate.pem",
    "-days",
    "2",
]


@dataclass(frozen=True)
class Proxy:
    """A running proxy in front of a dashboard. log: the file with what it wrote."""

    plain: int
    secure: int
    log: Path

    @property
    def server(self) -> Server:
        return Server(f"https://localhost:{self.secure}", self.log)

    def headers(self, path: str, secure: bool = True, host: str = "") -> tuple[int, dict[str, str]]:
        """Status and headers of what is answered."""
        trusting = ssl._create_unverified_context()
        connection = (
            HTTPSConnection("localhost", self.secure, context=trusting)
            if secure
            else HTTPConnection("localhost", self.plain)
        )
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@pytest.fixture(scope="module")
def proxy(dashboard: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Caddy, with the settings it has in the compose file, and a certificate of our own."""
    program = shutil.which("caddy")
    if program is None:
        reason = "Caddy is not installed (Debian's package caddy)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("proxy")
    plain, secure = _free_ports()
    subprocess.run(
        [*_SIGN_OURSELVES, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    environment = {
        **os.environ,
        "HOME": str(folder),
        "DASHBOARD_HOST": "localhost",
        # The second process is not there: all requests go to the one that is.
        "DASHBOARD_PROCESSES": f"{dashboard.address.removeprefix('http://')} 127.0.0.1:9",
        "PROXY_HTTP_PORT": str(plain),
        "PROXY_HTTPS_PORT": str(secure),
        "TLS_CERTIFICATE": str(folder / "certificate.pem"),
        "TLS_KEY": str(folder / "key.pem"),
    }
    running = Proxy(plain, secure, folder / "log")
    command = [
        program,
        "run",
        "--adapter=caddyfile",
        "--config",
        str(ROOT / "deploy" / "Caddyfile"),
    ]
    with running.log.open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_until_ready(running, process)
            yield running
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _wait_until_ready(proxy: Proxy, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if proxy.headers("/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"The proxy did not start:\n{proxy.log.read_text('utf-8')}")


def test_pages_work_through_the_proxy(browser: Browser, proxy: Proxy) -> None:
    context = browser.new_context(ignore_https_errors=True)
    context.set_default_timeout(PATIENCE_MS)
    try:
        page = context.new_page()
        sockets: list[str] = []
        page.on("websocket", lambda each: sockets.append(each.url))
        visit(page, proxy.server, "complaints")  # through its websocket
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert all(each.startswith("wss://localhost") for each in sockets)
        assert sockets
        # A browser stays with the process it came to.
        [cookie] = [c for c in context.cookies() if c["name"] == "dashboard_process"]
        assert cookie["value"]
    finally:
        context.close()


def test_whoever_comes_unencrypted_is_sent_on(proxy: Proxy) -> None:
    status, headers = proxy.headers("/plan", secure=False)
    assert status == 308
    assert headers["location"].startswith("https://localhost")
    assert "strict-transport-security" in proxy.headers("/readyz")[1]
    assert "content-security-policy" in proxy.headers("/plan")[1]


def test_what_is_looked_for_stands_in_no_log_of_the_proxy(proxy: Proxy) -> None:
    proxy.headers("/measures?team=Larkspur%20reablement")
    until = time.monotonic() + START_SECONDS
    asked: list[dict[str, object]] = []
    while not asked and time.monotonic() < until:
        lines = [json.loads(line) for line in proxy.log.read_text("utf-8").splitlines()]
        asked = [line for line in lines if line.get("request", {}).get("uri") == "/measures"]
        time.sleep(0.02)
    assert asked
    written = proxy.log.read_text("utf-8")
    assert "Larkspur" not in written
    assert "Cookie" not in written
