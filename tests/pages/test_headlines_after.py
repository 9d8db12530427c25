"""What pages will say after a file is the same, wherever it is worked out."""

from __future__ import annotations

import random
from datetime import date
from unittest.mock import Mock

import pytest

from components.exhibits.view import View
from components.own_process.work import in_own_process
from data_access.importing.stages.plan import plan
from data_access.importing.stages.recipe import Recipe
from data_access.snapshot import snapshot
from data_access.store.database import Store
from pages.parts.data.bring_in import headlines_after as made_here
from pages.parts.data.bring_in.headlines_after import headlines_after
from tests.data_access.made_up_rows import SOMEWHERE
from tests.data_access.store.kill_imports import complaints
from tests.example_store import OFFICER
from vocabulary.nature import Nature


def test_it_is_the_same_in_a_process_of_its_own(
    own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = Recipe(dataset="complaint", constants={"authority": SOMEWHERE})
    content = complaints("after", 300, random.Random(1))
    ready = plan(own, "after.csv", content, principal=OFFICER, recipe=recipe, own=SOMEWHERE)
    known = snapshot(SOMEWHERE, principal=OFFICER, store=own)
    view = View(SOMEWHERE, Nature.OWN, date(2026, 9, 30))
    asked = (own, known, ready, view)
    here = headlines_after(*asked, principal=OFFICER)
    assert here
    monkeypatch.setattr(made_here, "MANY", 0)
    there = Mock(wraps=in_own_process)
    monkeypatch.setattr(made_here, "in_own_process", there)
    assert headlines_after(*asked, principal=OFFICER) == here
    there.assert_called_once()
