"""Where many are at work an import does not keep them waiting: their pages go on with what they
show, until the newer records are made ready beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from components.web import activity, services
from components.web.newer import looked_at, making_ready
from components.web.newer.looked_at import LookedAt
from components.web.newer.making_ready import FEW, AtWork, FromOutside, MakingReady
from components.web.newer.unseen_run import run_unseen
from components.web.principal import register_sign_in
from data_access.snapshot import snapshot
from data_access.store.database import Store, consistent_read, has_written, open_store
from data_access.store.shown import Came, ShownRevision
from tests.data_access.made_up_rows import land, scores
from tests.pages.conftest import OFFICER
from tests.pages.harness import EXAMPLE, bodies, example_view, whole
from tests.paths import ROOT
from vocabulary.activity import Act
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

READER = Principal("Reader", every_role())


@pytest.fixture
def many(example: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Many are at work in the dashboard, and the one whose pages are run is a reader."""
    del example
    before = list(services._registered)
    services.register(
        services.Services(
            dashboard.SCREENS,
            dashboard.choices,
            dashboard.view,
            dashboard.records,
            consistent_read,
            dashboard.shown_read,
            has_written,
            revision=dashboard.revision,
        )
    )
    register_sign_in(lambda _headers: READER)
    monkeypatch.setattr(making_ready.at_work, "many", lambda: True)
    monkeypatch.setattr(dashboard.making_ready, "wake", lambda: None)  # the test does it itself
    looked_at._looked.clear()
    yield open_store()
    services._registered[:] = before
    register_sign_in(lambda _headers: OFFICER)


def session() -> AppTest:
    return AppTest.from_file(str(ROOT / "components" / "web" / "shell.py"), default_timeout=60)


def shown(page: AppTest) -> int:
    """The number of the newest of the records that a page shows."""
    [number] = re.findall(r'data-revision="(\d+)"', bodies(whole(page.run())))
    return int(number)


def make_ready() -> bool:
    """What the thread beside the pages does, in a thread."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(dashboard.making_ready.make_ready).result()


def comes(store: Store, score: int, principal: Principal = OFFICER) -> int:
    """A score comes in, by another door; returns its batch."""
    given = scores(authority=EXAMPLE, learning=score)
    land(store, given, principal=principal, nature=Nature.ILLUSTRATIVE)
    return int(store.revision())


def test_open_pages_go_on_until_the_newer_records_are_made_ready(
    many: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = session()
    first = shown(page)
    done: list[Act] = []

    def noted(_who: Principal, act: Act, *_about: str, number: int | None = None) -> None:
        del number
        done.append(act)

    monkeypatch.setattr(activity, "_registered", [noted])
    newer = comes(many, 2)
    assert shown(page) == first
    assert shown(session()) == first, "a new session goes on with them, too"
    done.clear()
    assert make_ready()
    assert not done, "nobody looked"
    worked_out = dict(snapshot(EXAMPLE, principal=READER, store=many).memo)
    assert len(worked_out) > 20
    assert shown(page) == newer
    assert snapshot(EXAMPLE, principal=READER, store=many).memo.keys() == worked_out.keys()
    assert not make_ready()


def test_who_wrote_or_asks_for_it_sees_it_at_once_and_nothing_older_again(many: Store) -> None:
    page, another = session(), session()
    first = shown(page)
    assert shown(another) == first
    own = comes(many, 3, READER)
    assert shown(page) == own
    asks = comes(many, 4)
    assert shown(page) == own
    page.query_params["revision"] = str(asks)
    assert shown(page) == asks
    assert not any("revision" in each.query for each in looked_at._looked), "no page hears of it"
    assert shown(page) == asks
    page.query_params["revision"] = "²"
    assert shown(page) == asks
    assert shown(another) == own


def test_where_something_is_done_who_opens_the_page_goes_on_and_who_works_there_has_the_newest(
    many: Store,
) -> None:
    first = shown(session())
    for screen in dashboard.SCREENS:
        if not screen.newest:
            continue
        page = session()
        page.switch_page(str(screen.file))
        newer = comes(many, 2)
        assert shown(page) == first, screen.address
        assert shown(page) == newer, screen.address
        assert make_ready()
        first = newer


def test_every_page_can_be_made_ready(many: Store) -> None:
    del many
    for screen in dashboard.SCREENS:
        if not (screen.bare or screen.of_one or screen.of_several):
            run_unseen(screen.file, example_view(), READER, "", lambda: None)


def test_a_page_that_fails_does_not_keep_the_others_from_being_made_ready(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at._looked.clear()
    for screen in dashboard.SCREENS[:2]:
        looked_at.note(LookedAt(screen, example_view(), "period=all"), READER)
    ran: list[str] = []
    monkeypatch.setattr(making_ready, "run_unseen", partial(fails, ran))
    newer = ShownRevision()
    newer.came([Came(1, None, "import", "score", ""), Came(2, None, "import", "score", "")])
    outside = FromOutside(lambda: newer, lambda _revision: nullcontext(), lambda view, _who: view)
    assert (newer.at("Reader"), MakingReady(outside).make_ready()) == (1, True)
    assert newer.at("Reader") == 2
    assert len(ran) == 2


def fails(ran: list[str], file: Path, *_: object) -> None:
    ran.append(file.name)
    raise LookupError("the page cannot be shown")


@pytest.mark.parametrize(("running", "many"), [(FEW - 1, False), (FEW, True), (3 * FEW, True)])
def test_only_who_is_at_work_and_still_there_counts(running: int, many: bool) -> None:
    gone = {"left"}
    at_work = AtWork(lambda name: name not in gone)
    for number in range(running):
        at_work.runs(f"session {number}")
    at_work.runs("left")
    assert at_work.many() is many
    for number in range(running):
        gone.add(f"session {number}")
    assert not at_work.many()
