"""A real PostgreSQL for the tests: started on this machine, thrown away at the end.

The binaries come with Debian's package `postgresql` (no service needs to run). Another place can
be named in POSTGRES_BIN. Where there are none the tests that need them are skipped, but not in
CI, where a skipped test would go unnoticed.
"""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

DEBIAN = Path("/usr/lib/postgresql/15/bin")
USER = "tests"
START_SECONDS = 30
ATTEMPTS = 3


class Identity(NamedTuple):
    """Who the server runs as: None for whoever runs the tests."""

    user: int | None
    group: int | None


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL on 127.0.0.1 that trusts everyone on this machine."""

    port: int
    process: subprocess.Popen[bytes]
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """Store URL of a database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = "template1") -> str:
        """Name of a new database, a copy of `template` (which nobody may be connected to)."""
        name = f"store_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def binaries() -> Path | None:
    """Folder of PostgreSQL's programs, or None where it is not installed."""
    found = shutil.which("postgres")
    for folder in (os.environ.get("POSTGRES_BIN"), DEBIAN, found and Path(found).parent):
        if folder and (Path(folder) / "initdb").exists():
            return Path(folder)
    return None


@lru_cache(maxsize=1)
def start() -> Server:
    """Start the server, once in a run of the tests; it stops when the run ends."""
    programs = binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="tests-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    identity = _unprivileged(folder)
    data = folder / "data"
    _make(programs, data, folder, identity)
    for _ in range(ATTEMPTS):  # another program may take the free port first
        port = _free_port()
        process = _run(programs, data, folder, identity, port)
        atexit.register(_stop, process)
        if _answers(port, process):
            return Server(port, process)
        _stop(process)
    raise RuntimeError((folder / "log").read_text(encoding="utf-8", errors="replace"))


@pytest.fixture(scope="session")
def postgres_server() -> Server:
    """The running server. Skips where PostgreSQL is not installed; fails there in CI."""
    if binaries() is None:
        reason = "PostgreSQL is not installed: neither /usr/lib/postgresql/15/bin nor POSTGRES_BIN"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return start()


def _make(programs: Path, data: Path, folder: Path, identity: Identity) -> None:
    command = [str(programs / "initdb"), "-D", str(data), "-U", USER, "-A", "trust"]
    subprocess.run(
        [*command, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        user=identity.user,
        group=identity.group,
    )


def _run(
    programs: Path, data: Path, folder: Path, identity: Identity, port: int
) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port)]
    # fsync guards against a power cut, which no test here makes.
    options = ["-k", "", "-c", "fsync=off", "-c", "max_connections=200"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*command, *options],
            stdout=log,
            stderr=log,
            cwd=folder,
            user=identity.user,
            group=identity.group,
        )


def _unprivileged(folder: Path) -> Identity:
    """PostgreSQL refuses to run as root: then as somebody without rights, who owns the folder."""
    if os.geteuid() != 0:
        return Identity(None, None)
    import pwd  # not there on Windows

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return Identity(entry.pw_uid, entry.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(f"postgresql://{USER}@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)  # the fast way down: open connections are cut
        try:
            process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
