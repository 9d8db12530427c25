"""Stores with Example Borough for tests: made once a test run, then copied.

Making one takes seconds, and two dozen tests and servers begin with it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from data_access.new_store import make_example_store
from data_access.store.backup import backup
from data_access.store.database import Store, open_store
from data_access.store.write_lock import write_lock
from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())
FOLDER = "EXAMPLE_OF_THIS_RUN"  # the variable that says where; `tests/conftest.py` sets it


def example_at(file: Path) -> Store:
    """A store of its own in a file that there is not yet, as `make_example_store` makes it."""
    shutil.copyfile(_made(), file)
    return open_store(f"sqlite:///{file}")


def _made() -> Path:
    folder = Path(os.environ.get(FOLDER) or tempfile.mkdtemp(prefix="example-"))
    os.environ[FOLDER] = str(folder)
    file = folder / "example.db"
    with write_lock(file):  # the other worker of the run waits for the first
        if not file.exists():
            store = open_store(f"sqlite:///{folder / 'making.db'}")
            make_example_store(store, principal=OFFICER)
            backup(store, folder / "whole.db", principal=OFFICER)
            store.engine.dispose()
            (folder / "whole.db").rename(file)
    return file
