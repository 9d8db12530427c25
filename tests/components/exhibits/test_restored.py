"""A store that comes back from a backup shows what it showed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.digest import digest
from components.exhibits.every_request import requests_of
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from data_access.snapshot import Snapshot, snapshot
from data_access.store.backup import backup, restore_backup
from data_access.store.database import Store, open_store
from tests.browser.example import DAY, EXAMPLE
from tests.principals import OFFICER
from tests.sampling import one_in


def digests(known: Snapshot, keys: list[str]) -> dict[tuple[str, str], str]:
    view = View(EXAMPLE, known.nature, DAY, known.as_at)
    return {
        (key, about): digest(exhibit(known, asked, view))
        for key in keys
        for asked, about in requests_of(CATALOGUE[key], filters_of(DAY), known)
    }


def test_every_exhibit_has_the_digest_it_had(example_store: Store, tmp_path: Path) -> None:
    backup(example_store, tmp_path / "copy.db", principal=OFFICER)
    url = f"sqlite:///{tmp_path / 'again.db'}"
    restore_backup(tmp_path / "copy.db", url, now=datetime(2026, 11, 28), principal=OFFICER)
    store = open_store(url)
    keys = one_in(12, sorted(CATALOGUE))
    before = digests(snapshot(EXAMPLE, store=example_store, principal=OFFICER), keys)
    assert len(before) >= len(keys)
    assert digests(snapshot(EXAMPLE, store=store, principal=OFFICER), keys) == before
    store.engine.dispose()
