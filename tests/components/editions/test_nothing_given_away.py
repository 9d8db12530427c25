"""What is kept and published of editions, whole, gives no hidden count away."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from components.editions.as_json import frozen
from components.editions.edition import KEYS, Edition, edition_to_be, of_json, to_json
from components.editions.exhibits.own_records import OWN_RECORDS, exhibits_of
from components.exhibits.digest import digest
from components.exhibits.records import names_of_themes
from components.exhibits.view import View
from data_access.moments import end_of
from data_access.snapshot import snapshot
from tests.editions_of_example import COUNCIL, first, known
from tests.example_store import example_at
from tests.measures.editions.adversary import Note, attack, guess
from tests.principals import OFFICER
from tests.sampling import FULL


def over_time(folder: Any) -> list[Edition]:
    """Editions of Example Borough as its store knew the record: every month of two years in full,
    else the one that other tests have made anyway."""
    if not FULL:
        return [first()]
    store = example_at(folder / "example.db")
    editions: list[Edition] = []
    for month in range(24):
        day = date(2024 + (10 + month) // 12, (10 + month) % 12 + 1, 5)
        records = snapshot(COUNCIL, end_of(day), principal=OFFICER, store=store)
        edition = edition_to_be(records, View(COUNCIL, records.nature, day), editions)
        editions.append(replace(edition, published=day))
    return editions


def test_whole_editions_give_nothing_away(tmp_path: Any) -> None:
    editions = over_time(tmp_path)
    published = [json.loads(to_json(edition)) for edition in editions]
    found = attack([each["tables"] for each in published], notes(published))
    assert found.leaks == []
    assert found.hidden > 20
    for each, edition in zip(published, editions, strict=True):
        only_of_what_is_shown(json.dumps(each), edition)
        hexes = re.findall(r"[0-9a-f]{16,}", json.dumps(each) + edition.digest)
        for text in set(hexes):
            assert not any(guess(table, text, 12) for table in each["tables"])


def notes(published: list[dict[str, Any]]) -> list[Note]:
    """What the sentences on what is held back say of complaints of a quarter that are few."""
    quarters = {"April": 1, "July": 2, "October": 3, "January": 4}
    told = []
    for edition in published:
        for said in edition["held_back"]:
            few = re.match(
                r"(Comp\w+ received), (\w+) to \w+ (\d+): it counts fewer than (\d+)", said
            )
            if few:
                name, month, year, number = few.groups()
                begins = int(year) - (month == "January")
                period = f"{begins}/{(begins + 1) % 100:02d} Q{quarters[month]}"
                told.append((name.lower().replace(" ", "_"), period, int(number)))
    return told


def only_of_what_is_shown(text: str, edition: Edition) -> None:
    """Exhibits and digest follow from the tables that are published: nothing else can tell."""
    kept = of_json(text)
    view = View(COUNCIL, kept.nature, kept.day)
    made = exhibits_of(kept.tables, names_of_themes(known()), view, KEYS)
    own = [each for each in kept.exhibits if each.key in OWN_RECORDS]
    assert [digest(frozen(each)) for each in made] == [digest(each) for each in own]
    told = {name: value for name, value in json.loads(text).items() if name != "tables"}
    whole = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    assert sha256(whole.encode()).hexdigest() == edition.digest
