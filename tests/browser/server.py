"""Starting a dashboard for a test, on a free port of this computer alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.paths import ROOT

START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server; `log` is where it writes what it says."""

    address: str
    log: Path

    def url(self, path: str = "") -> str:
        """The full address of a page."""
        return f"{self.address}/{path}"


@contextmanager
def serving(script: Path, folder: Path, port: int = 0, **settings: str) -> Iterator[Server]:
    """Run `streamlit run script` until the block ends, at a free port unless one is given: with the
    store in `folder`/store.db where there is one, else as on a laptop nobody has opened it on yet,
    with stores of its own in `folder`/data. settings: what the environment says beside, by name.

    Raises:
        RuntimeError: it did not answer in time; the message carries what it wrote.
    """
    port = free_port(port)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DASHBOARD_DATA_FOLDER": str(folder / "data"),
        "DATABASE_URL": f"sqlite:///{folder / 'store.db'}"
        if (folder / "store.db").exists()
        else "",
        **settings,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--server.port={port}", "--server.headless=true"]
    server = Server(f"http://127.0.0.1:{port}", folder / "server.log")
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port(port: int = 0) -> int:
    """A port of this computer that nothing listens on: this one, if one is given. OSError if it is
    taken."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        return int(free.getsockname()[1])


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(server.url("readyz"), timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The dashboard did not start:\n{server.log.read_text('utf-8')}")
