"""Makes the store of the first release with that release, from git's history; tries going back.

    python -m tests.data_access.store.first_release.program         the files beside this one, anew
    python -m tests.data_access.store.first_release.program --back  upgrade a store, go back, look

The first release's own commands make the store, export what is in it, and read the copy that an
upgrade keeps: nothing here is said about it from memory.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from data_access.store.database import open_store
from tests.paths import ROOT

FIRST_RELEASE = "e8ae075"
HERE = Path(__file__).parent
STORE = HERE / "store.sql.gz"
COUNCIL = "Borough of Fernmere"
EXPORTED = ("complaint", "action", "score", "rating")
MADE_BY = (
    ("init", "--authority", COUNCIL),
    ("import", "complaint", str(HERE / "complaints.csv"), "--yes"),
    ("import", "complaint", str(HERE / "complaints_later.csv"), "--yes"),
    ("import", "action", str(HERE / "actions.csv"), "--yes"),
    ("withdraw", "8"),
    ("restore", "8"),
    ("withdraw", "10"),
)
"""The first release's commands, in their order. What is withdrawn at the end are the actions."""


def old_program(folder: Path) -> Path:
    """The first release, in a folder."""
    archive = subprocess.run(
        ["git", "archive", FIRST_RELEASE], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def run(program: Path, store: Path, *command: str) -> str:
    """What a command of a release says. CalledProcessError if it fails."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{store}",
        "DASHBOARD_USER": "Ada Finch",
        "PYTHONPATH": str(program),
    }
    done = subprocess.run(
        [sys.executable, "-m", "data_access", *command],
        cwd=program,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def first_store(path: Path) -> None:
    """Lay the store of the first release in a file."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript(gzip.decompress(STORE.read_bytes()).decode())


def _make(folder: Path) -> None:
    program, store = old_program(folder / "program"), folder / "store.db"
    for command in MADE_BY:
        print(run(program, store, *command))
    print(run(program, store, "history"))
    for name in EXPORTED:
        said = run(program, store, "export", name)
        (HERE / f"exported_{name}.csv").write_text(said, "utf-8")
    with closing(sqlite3.connect(store)) as file:
        dump = "\n".join(file.iterdump())
    STORE.write_bytes(gzip.compress(dump.encode(), mtime=0))


def _go_back(folder: Path) -> None:
    program, path = old_program(folder / "program"), folder / "council.db"
    first_store(path)
    said = {name: run(program, path, "export", name) for name in EXPORTED}
    open_store(f"sqlite:///{path}").engine.dispose()
    [copy] = folder.glob("council.db.before-*")
    shutil.copy(copy, folder / "back.db")
    for name, before in said.items():
        assert run(program, folder / "back.db", "export", name) == before, name
    print(f"The first release reads {copy.name} as before: {', '.join(said)}.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The store of the first release.")
    parser.add_argument("--back", action="store_true", help="try an upgrade and the way back")
    with tempfile.TemporaryDirectory() as made:
        (_go_back if parser.parse_args().back else _make)(Path(made))
