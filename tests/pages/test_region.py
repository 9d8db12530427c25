"""Several councils side by side, for whoever may see them, and nothing of any other."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import polars as pl
import pytest

from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, Records, exhibit
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import NotDoneError
from components.web.principal import asking, register_sign_in
from components.widgets.exhibits.table import table_html
from components.widgets.region import strips
from data_access.erasure.erase import erase
from data_access.erasure.wanted import Wanted
from data_access.errors import NotAllowedError
from data_access.ledger.history import history, restore, withdraw
from data_access.region import keep
from data_access.region.councils import council_records, councils_here
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from pages.parts.region import under_way, worked_out
from pages.parts.region.worked_out import region_in_view, sees_several
from tests.benchmarks.region_store import NAMES, make_region, one_more_month
from tests.components.exhibits.claims.checking import expected, places_of, said
from tests.components.exhibits.claims.told import Told
from tests.example_store import example_at
from tests.pages.conftest import OFFICER
from tests.pages.harness import bodies, headline, open_page, view_of
from vocabulary.erasure import ErasedKind
from vocabulary.nature import Nature
from vocabulary.principal import Grant, Principal, Role
from vocabulary.wording import number_word

HOME, SECOND, THIRD = NAMES[:3]
KEYS = tuple(key for key, each in CATALOGUE.items() if each.of_region)
VIEW = View(HOME, Nature.OWN, date(2026, 11, 28))


def reader(*councils: str) -> Principal:
    """Somebody who may see these councils' records."""
    return Principal("Reader", frozenset({Grant(Role.READER, frozenset(councils))}), "r")


@pytest.fixture(scope="module")
def region_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    example_at(folder / "example.db").engine.dispose()
    store = open_store(f"sqlite:///{folder / 'region.db'}")
    make_region(store, 3, 900, folder / "example.db")
    store.engine.dispose()
    return folder / "region.db"


@pytest.fixture
def region(in_use: Callable[[Path], Store], region_file: Path) -> Iterator[Store]:
    yield in_use(region_file)
    register_sign_in(lambda _headers: OFFICER)


def seen_by(principal: Principal, view: View = VIEW) -> Records | None:
    """What the page has for somebody."""
    register_sign_in(lambda _headers: principal)
    with asking({}):
        return region_in_view(snapshot(view.council, view.as_at, principal=principal), view)


def test_the_page_leads_with_who_has_a_signal_and_to_the_councils_pages(region: Store) -> None:
    page = open_page("region", VIEW)
    body = bodies(page)
    assert re.search(r"\d of 3 councils (has|have) a signal: \d on ", headline(page))
    listed = re.findall(r"<dt><a [^>]*council=[^>]*>([^<]+)</a>", body)
    assert listed == sorted(listed)
    assert HOME in listed
    assert f"./measures?council={HOME.replace(' ', '%20')}" in body
    assert body.count('<th scope="row">') == 8
    assert f'data-says="{SECOND}: ' in body  # at the mark, and by the Tab key for the row
    assert 'tabindex="0" aria-label=' in body
    assert "not a ranking" in body


def test_what_it_says_follows_from_its_rows(region: Store) -> None:
    known = seen_by(OFFICER)
    assert known is not None
    request = ExhibitRequest(KEYS[0], filters_of(VIEW.today))
    built = {key: exhibit(known, replace(request, exhibit=key), VIEW) for key in KEYS}
    assert set(KEYS) == {"region_standing", "region_signals"}
    snap = snapshot(HOME, principal=OFFICER)
    for key, each in built.items():
        told = Told(each, snap, request.filters, VIEW, built)
        assert each.frame.height
        assert each.council == "three councils"
        for place in places_of(key):
            assert said(each, place) == expected(told, place)
    standing = built["region_standing"].frame
    by_name = standing.filter(standing["measure"] == "answered")["authority"].to_list()
    assert by_name == sorted(by_name)  # never by value


def test_each_signal_is_what_the_councils_own_pages_say(region: Store) -> None:
    known = seen_by(OFFICER)
    assert known is not None
    rows = {(r["authority"], r["measure"]): r for r in known["region"].iter_rows(named=True)}
    for council in (HOME, SECOND, THIRD):
        snap = snapshot(council, principal=OFFICER)
        view = replace(VIEW, council=council)

        def headline_of(key: str, snap: Records = snap, view: View = view) -> str:
            return exhibit(snap, ExhibitRequest(key, filters_of(view.today)), view).headline

        worse = re.match(r"(\d+) of [\d,]+ measures?", headline_of("measures"))
        assert rows[council, "worsening"]["part"] == (int(worse[1]) if worse else 0)
        assert f"{rows[council, 'overall']['value']:.0f}%" in headline_of("overall_score")
        late = number_word(rows[council, "overdue"]["part"])
        assert late in headline_of("plan_due").lower()
        upheld = rows[council, "upheld"]
        assert f"{upheld['part']} of {upheld['of']} " in headline_of("ombudsman_upheld")


def test_who_sees_two_councils_is_shown_two_and_not_a_byte_of_the_third(region: Store) -> None:
    known, everything = seen_by(reader(HOME, SECOND)), seen_by(OFFICER)
    assert known is not None
    assert everything is not None
    assert set(known["region"]["authority"]) == {HOME, SECOND}
    register_sign_in(lambda _headers: reader(HOME, SECOND))
    two = open_page("region", view_of(HOME, Nature.OWN))
    assert "of 2 councils" in headline(two)
    assert THIRD not in bodies(two)
    for key in KEYS:
        request = ExhibitRequest(key, filters_of(VIEW.today))
        assert THIRD in table_html(exhibit(everything, request, VIEW))
        assert THIRD not in table_html(exhibit(known, request, VIEW))


@pytest.mark.parametrize("councils", [(HOME, "Borough of Nowhere"), (SECOND,)])
def test_who_sees_one_council_has_no_such_page(region: Store, councils: tuple[str, ...]) -> None:
    principal = reader(*councils)
    mine = replace(VIEW, council=councils[0])
    assert seen_by(principal, mine) is None
    with asking({}):
        assert not sees_several()
    body = bodies(open_page("region", view_of(councils[0], Nature.OWN)))
    assert "for whoever sees several councils" in body
    others = {HOME, SECOND, THIRD} - set(councils)
    assert not any(each in body for each in others)
    asked = bodies(open_page("exhibit", view_of(councils[0], Nature.OWN), show=KEYS[0]))
    assert "leads to no exhibit" in asked
    assert not any(each in asked for each in others)
    for other in others:
        with pytest.raises(NotAllowedError):
            council_records(other, principal=principal)


def test_published_facts_alone_make_no_council_of_ours(example: Store) -> None:
    assert len(councils_here(principal=OFFICER)) == 1  # the others are published figures
    assert seen_by(OFFICER, view_of("Example Borough", Nature.ILLUSTRATIVE)) is None


def test_only_the_council_that_something_came_to_is_worked_out_again(
    region: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen_by(OFFICER) is not None
    asked: list[str] = []
    real = council_records

    def noted(authority: str, *rest: object, **named: object) -> object:
        asked.append(authority)
        return real(authority, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(worked_out, "council_records", noted)
    seen_by(OFFICER)
    assert asked == []
    one_more_month(region, SECOND, seed=3)
    before = seen_by(OFFICER)
    assert asked == [SECOND]
    [batch] = history(region, principal=OFFICER)["batch_id"].head(1)
    withdraw(region, batch, principal=OFFICER)
    seen_by(OFFICER)
    assert set(asked) == {SECOND}
    restore(region, batch, principal=OFFICER)
    again = seen_by(OFFICER)
    assert before is not None
    assert again is not None
    assert before["region"].equals(again["region"])


@pytest.mark.parametrize("as_at", [None, "before the last import"])
def test_what_is_read_of_a_council_is_what_its_snapshot_has(
    region: Store, as_at: str | None
) -> None:
    told = history(region, principal=OFFICER)
    moment = told["recorded_at"][-2] if as_at else None
    for each in councils_here(moment, principal=OFFICER)[:2]:
        read = council_records(each.authority, moment, principal=OFFICER)
        known = snapshot(each.authority, moment, principal=OFFICER)
        for name, frame in read.frames.items():
            if name != "training":
                assert frame.equals(known[name]), name
        newest = known["training"]["month"].max()
        last = read.frames["training"].filter(read.frames["training"]["month"] == newest)
        assert last.equals(known["training"].filter(known["training"]["month"] == newest))
        assert read.whole_to == known.whole_to
        was = known.freshness.select("dataset", "recorded", there=known.freshness["rows"] > 0)
        now = read.freshness.select("dataset", "recorded", there=read.freshness["rows"] > 0)
        both = was.join(now, on="dataset", suffix="_now")
        assert both.height == now.height >= 18
        assert both["there"].equals(both["there_now"], check_names=False)
        assert both["recorded"].equals(both["recorded_now"], check_names=False)


@pytest.fixture
def apart(region: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Councils are worked out as many are, though in this process; which."""
    asked: list[str] = []

    def noted(kind: Kind, work: Callable[..., object], *of: Any, **_: object) -> object:
        asked.extend(of[1])
        return work(*of)

    monkeypatch.setattr(worked_out, "_INLINE", 0)
    monkeypatch.setattr(worked_out, "in_own_process", noted)
    worked_out._kept.clear()
    return asked


def restarted() -> None:
    """What a process knows is gone."""
    worked_out._kept.clear()
    worked_out._begun_for.clear()


def kept_in(store: Store, councils: int) -> dict[str, tuple[str, str]]:
    """What is kept in the store, once it is that of so many councils."""
    until = time.monotonic() + 20
    while True:
        with store.reading() as connection:
            found = keep._kept(connection, keep.SIGNALS)
        if len(found) == councils or time.monotonic() > until:
            return found
        time.sleep(0.02)


def test_councils_come_as_they_are_worked_out_and_are_kept_over_a_restart(
    region: Store, apart: list[str]
) -> None:
    first = seen_by(OFFICER)
    assert sorted(apart) == [HOME, SECOND, THIRD]
    assert first is not None
    kept = kept_in(region, 3)
    restarted()
    again = seen_by(OFFICER)
    assert len(apart) == 3  # nobody waited again
    assert again is not None
    assert again["region"].equals(first["region"])
    one_more_month(region, SECOND, seed=5)
    restarted()
    assert seen_by(OFFICER) is not None
    assert apart[3:] == [SECOND]
    until = time.monotonic() + 20
    while kept_in(region, 3)[SECOND] == kept[SECOND]:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert kept_in(region, 3)[HOME] == kept[HOME]


def test_the_page_shows_councils_while_others_are_read(
    region: Store, apart: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the end it is as it always is; meanwhile what is read was there."""
    drawn: list[list[str]] = []
    real = strips.strips_so_far

    def noted(found: Exhibit, turn: int) -> None:
        drawn.append(found.frame["authority"].unique().sort().to_list())
        real(found, turn)

    monkeypatch.setattr(under_way, "_TOGETHER", 1)
    monkeypatch.setattr(worked_out, "_LOOK", 0.01)
    monkeypatch.setattr(strips, "strips_so_far", noted)
    page = open_page("region", VIEW)
    assert "of 3 councils" in headline(page)
    assert bodies(page).count("<table") == 1
    assert [HOME] in drawn
    assert drawn == sorted(drawn, key=len)


def test_who_opens_any_page_finds_our_councils_begun(region: Store, apart: list[str]) -> None:
    register_sign_in(lambda _headers: OFFICER)
    with asking({}):
        assert sees_several()
    kept_in(region, 3)
    assert sorted(apart) == [HOME, SECOND, THIRD]
    with asking({}):
        assert sees_several()
    assert len(apart) == 3


def test_what_is_kept_is_good_for_who_may_see_it_and_as_long_as_the_rules_are_the_same(
    region: Store, apart: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_by(OFFICER)
    kept_in(region, 3)
    with pytest.raises(NotAllowedError):
        keep.kept_signals(region, {THIRD: "any"}, principal=reader(HOME, SECOND))
    with pytest.raises(NotAllowedError):
        keep.keep_signals(region, {THIRD: ("any", "[]")}, 0, principal=reader(HOME, SECOND))
    monkeypatch.setattr(worked_out, "rules", lambda: "a newer program's")
    restarted()
    seen_by(reader(HOME, SECOND))
    assert sorted(apart[3:]) == [HOME, SECOND]


def test_what_is_erased_is_in_nothing_that_was_kept(region: Store, apart: list[str]) -> None:
    seen_by(OFFICER)
    kept = kept_in(region, 3)
    named = json.loads(kept[HOME][1])
    assert any("chance alone gives" in row["why"] for row in named)  # names of measures stand in it
    with region.reading() as connection:
        words = connection.exec_driver_sql("SELECT name FROM indicator LIMIT 1").scalar()
    erase(
        region,
        HOME,
        Wanted(str(words)),
        kind=ErasedKind.NAME,
        reason="It named somebody.",
        principal=OFFICER,
    )
    assert kept_in(region, 0) == {}
    keep.keep_signals(region, kept, 0, principal=OFFICER)  # worked out before, and late
    time.sleep(0.2)
    assert kept_in(region, 0) == {}


def test_work_that_fails_is_told_to_who_waits_and_tried_again(
    region: Store, apart: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> NoReturn:
        raise NotDoneError("Others' work took too long.")

    with monkeypatch.context() as broken:
        broken.setattr(worked_out, "in_own_process", fails)
        with pytest.raises(NotDoneError, match="took too long"):
            seen_by(OFFICER)
        page = open_page("region", VIEW)
        assert "could not all be read" in headline(page)
    assert seen_by(OFFICER) is not None


def test_a_council_whose_records_were_all_taken_back_is_none_of_ours(region: Store) -> None:
    for source in (f"Record of {THIRD}", f"Five years of {THIRD}"):
        told = history(region, principal=OFFICER).filter(pl.col("source_name") == source)
        withdraw(region, told.item(0, "batch_id"), principal=OFFICER)
    assert [each.authority for each in councils_here(principal=OFFICER)] == [HOME, SECOND]
