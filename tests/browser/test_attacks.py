"""More than 300 attacks on one server: not a byte beyond what is published, and not a row changed.

Each is a case of a table: who asks, at which door, by what trick. All are tried (of pages and
buttons some, others each day), and those that got through are printed together. Whoever has the
operating system's account that can read the store is not among the attackers.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Final

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

from components.web.downloads import TURN_ADDRESS
from data_access.activity.table import Activity
from data_access.datasets import DATASETS
from data_access.forms.record import record_row
from data_access.signed_out.table import SignedOut
from data_access.store.database import open_store
from tests.browser.attacks.attacked import (
    ASKED,
    DOORS,
    EVERY_ROLE,
    GROUPS,
    OTHER,
    OTHERS,
    OWNER,
    REFUSED,
    SECRET,
    Attacked,
    Trick,
    Who,
    as_owner,
    outsiders,
    send,
    signed,
    told,
)
from tests.browser.attacks.by_hand import by_hand
from tests.browser.attacks.in_sessions import in_sessions
from tests.browser.canary import COUNCIL, OFFICER, make_canary_store
from tests.browser.server import Server
from tests.browser.session import Session, Visitor
from tests.browser.signing_in import signing_in
from tests.browser.visit import dashboard_addresses
from tests.sampling import one_in

pytestmark = pytest.mark.browser

ADDRESSES: Final = dashboard_addresses()
NAMED: Final = "statement=learning&show=plan_due&pack=Internal+pack"
"""What pages show little without, where an address says nothing else."""


def asked_at(address: str) -> tuple[str, str]:
    """A page, and what is asked of it, of the council that is attacked."""
    page, _, more = address.partition("?")
    return page, f"{ASKED}&{more or NAMED}"


def at_a_door(who: Who, door: str) -> Trick:
    def tried(attacked: Attacked) -> str:
        visitor = attacked.somebody(who, opens=False)
        answer = visitor.ask(door)
        if answer.status == 308:
            answer = visitor.ask(answer.headers["location"].removeprefix("../"))
        if door == TURN_ADDRESS and answer.status == 200 and not answer.body:
            return ""  # whoever is signed in may ask what they wait for themselves: for nothing
        return told(answer, REFUSED)

    return tried


def searching(who: Who) -> Trick:
    def tried(attacked: Attacked) -> str:
        answer = attacked.somebody(who, opens=False).ask(f"search/?{ASKED}", "POST", b"zqxhid")
        return told(answer, REFUSED)

    return tried


def on_pages(who: Who, addresses: list[str]) -> Trick:
    def tried(attacked: Attacked) -> str:
        with attacked.somebody(who).session() as session:
            for address in addresses:
                session.run(*asked_at(address))
        return "what is internal came" if SECRET in session.text.lower() else ""

    return tried


def by_its_hash(who: Who) -> Trick:
    """Pages asked for by the name that Streamlit has for them, as its own script does."""

    def tried(attacked: Attacked) -> str:
        with attacked.somebody(who).session() as session:
            session.run()
            for name in one_in(6, sorted(attacked.hashes)):
                asked = BackMsg()
                asked.rerun_script.page_script_hash = name
                asked.rerun_script.query_string = ASKED
                session.say(asked)
        assert attacked.hashes
        return "what is internal came" if SECRET in session.text.lower() else ""

    return tried


def hearing(who: Who, council: str = COUNCIL) -> Trick:
    """Listens for when records of the council come."""

    def tried(attacked: Attacked) -> str:
        address, cookie = attacked.server.address, who(attacked)
        with (
            suppress(WebSocketException, TimeoutError),
            connect(
                f"{address.replace('http', 'ws', 1)}/arrivals", origin=Origin(address),
                additional_headers={"Cookie": cookie} if cookie else {},
            ) as opened,
        ):  # fmt: skip
            opened.send(council)
            return f"heard {opened.recv(timeout=1)!r}"
        return ""

    return tried


def having_media(who: Who, **more: str) -> Trick:
    def tried(attacked: Attacked) -> str:
        with attacked.somebody(who).session() as session:
            session.run("data")
            return told(attacked.somebody(who).ask(attacked.media, "GET", None, **more), REFUSED)

    return tried


def sending(who: Who) -> Trick:
    def tried(attacked: Attacked) -> str:
        visitor = attacked.somebody(who)
        return told(send(visitor, attacked.place), REFUSED)

    return tried


def a_websocket(**more: str) -> Trick:
    def tried(attacked: Attacked) -> str:
        try:
            with attacked.owner.session(**more) as session:
                session.run("plan", ASKED)
        except (WebSocketException, OSError):
            return ""
        return "opened"

    return tried


def taking_over(who: Who, *, may_see: bool = False) -> Trick:
    """Goes on with the session that somebody else has open, whose name a log told."""

    def tried(attacked: Attacked) -> str:
        with attacked.owner.session() as theirs:
            theirs.run("plan", ASKED)
            taken = theirs.session_id
        for visitor in (attacked.somebody(who), attacked.somebody(who, opens=False)):
            with visitor.session(existing=taken) as session:
                session.run()
                if session.session_id == taken:
                    return "went on with another's session"
                if not may_see and SECRET in session.text.lower():
                    return "what is internal came"
        return ""

    return tried


def pressing(role: str, address: str) -> Trick:
    """Presses every button that those have on a page who may do everything, and this role not."""

    def tried(attacked: Attacked) -> str:
        page, query = asked_at(address)
        if address not in attacked.buttons:
            with attacked.owner.session() as theirs:
                theirs.run(page, query)
                attacked.buttons[address] = buttons_in(theirs)
        with attacked.somebody(signed(GROUPS[role])).session() as session:
            session.run(page, query)
            own = buttons_in(session)
            for each in sorted(attacked.buttons[address] - own):
                asked = BackMsg()
                asked.rerun_script.query_string = query
                state = asked.rerun_script.widget_states.widgets.add()
                state.id, state.trigger_value = each, True
                session.say(asked)
        return "another council's words came" if OTHERS in session.text.lower() else ""

    return tried


def pages_told(session: Session) -> set[str]:
    """The names that Streamlit has for the pages there are."""
    return {
        each.page_script_hash for message in session.came for each in message.navigation.app_pages
    }


def buttons_in(session: Session) -> set[str]:
    shown = (message.delta.new_element for message in session.came)
    return {each.button.id for each in shown if each.WhichOneof("type") == "button"}


def when_time_is_over(attacked: Attacked) -> str:
    with attacked.somebody(signed(*EVERY_ROLE, seconds=3)).session() as session:
        session.run("data")
        until = time.monotonic() + 3
        begun = len(session.came)
        file = next(iter(session.deferred()))
        time.sleep(max(until - time.monotonic(), 0))
        session.run("plan", ASKED)
        came = b"".join(each.SerializeToString() for each in session.came[begun:]).lower()
        return "what is internal came" if SECRET in came else session.made(file)


def after_leaving(attacked: Attacked) -> str:
    officer = attacked.somebody(OWNER)
    with officer.session() as session:
        session.run("data", ASKED)
        made, place = session.made(session.deferred()[0]), session.files_asked("a.csv")[0]
        if officer.ask(made).status != 200:
            return "its own page has no file"
    until = time.monotonic() + 20
    while officer.ask(made).status == 200:
        if time.monotonic() > until:
            return "the file is there still"
    return told(send(officer, place), REFUSED)


def a_readers_upload(role: str) -> Trick:
    def tried(attacked: Attacked) -> str:
        visitor = attacked.somebody(signed(GROUPS[role]))
        with visitor.session() as session:
            session.run("plan", ASKED)
            return told(send(visitor, session.files_asked("a.csv")[0]), REFUSED)

    return tried


def attacks() -> dict[str, Trick]:
    """Every attack, by what it is."""
    found: dict[str, Trick] = {}
    for name, who in outsiders().items():
        found |= {f"{name}: {door}": at_a_door(who, address) for door, address in DOORS.items()}
        found[f"{name}: search"] = searching(who)
        found[f"{name}: announcements"] = hearing(who)
        found[f"{name}: a file of an open page"] = having_media(who)
        found[f"{name}: an upload into another's page"] = sending(who)
    for turn, (name, who) in enumerate(outsiders().items()):
        found[f"{name}: pages"] = on_pages(who, one_in(16, ADDRESSES, turn=turn))
        found[f"{name}: pages by their hash"] = by_its_hash(who)
        found[f"{name}: another's session"] = taking_over(who)
    found["the same person's other browser: a file"] = having_media(OWNER)
    found["the same person's other browser: an upload"] = sending(OWNER)
    found["the same person's other browser: the session"] = taking_over(OWNER, may_see=True)
    found["in part"] = having_media(OWNER, Range="bytes=0-99")
    found["after its page was left"] = after_leaving
    found["after the sign-in ran out, in an open page"] = when_time_is_over
    found |= {f"{role}: an upload": a_readers_upload(role) for role in ("reader", "publisher")}
    for council in ("", COUNCIL.lower(), f"{COUNCIL} ", f"{OTHER}\0{COUNCIL}"):
        elsewhere = signed("g-elsewhere")
        found[f"another council's reader: announcements of {council!r}"] = hearing(
            elsewhere, council
        )
    pressed = [(role, address) for role in GROUPS for address in ADDRESSES]
    found |= {
        f"{role}: buttons of {page}": pressing(role, page) for role, page in one_in(50, pressed)
    }
    found |= by_hand()
    found |= in_sessions()
    found |= foreign()
    found |= uploads()
    found |= streamlits()
    return found


FOREIGN: Final = (
    "http://other.example", "null", "", "http://localhost:3000", "https://{host}.other.example",
    "http://{host}@other.example", "http://{host}/", "file://", "chrome-extension://abc",
)  # fmt: skip
NAMES: Final = (
    "other.example", "rebound.example:{port}", "0.0.0.0:{port}", "[::]:{port}", "127.1:{port}",
    "localhost.other.example", "{host},other.example", "user@{host}", "{host}:1:2", "",
)  # fmt: skip


def foreign() -> dict[str, Trick]:
    """By another page in the same browser, or under another name."""
    found: dict[str, Trick] = {}
    for name in NAMES:

        def under(attacked: Attacked, name: str = name) -> str:
            return as_owner(DOORS["table"], Host=_filled(name, attacked))(attacked)

        def opened(attacked: Attacked, name: str = name) -> str:
            said = _filled(name, attacked)
            return a_websocket(Host=said, Origin=f"http://{said}")(attacked)

        found[f"under {name!r}"] = under
        if name[:1].isalnum() and "," not in name and "@" not in name and ":1:" not in name:
            found[f"a websocket under {name!r}"] = opened
    for origin in FOREIGN:

        def asked(attacked: Attacked, origin: str = origin) -> str:
            return as_owner(DOORS["figures"], Origin=_filled(origin, attacked))(attacked)

        def sent(attacked: Attacked, origin: str = origin) -> str:
            return told(
                send(attacked.owner, attacked.place, Origin=_filled(origin, attacked)), REFUSED
            )

        def socket(attacked: Attacked, origin: str = origin) -> str:
            return a_websocket(Origin=_filled(origin, attacked))(attacked)

        found[f"a page of {origin!r} reads"], found[f"a page of {origin!r} sends"] = asked, sent
        found[f"a page of {origin!r} opens a websocket"] = socket
    for site in ("cross-site", "same-site"):
        loads = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "no-cors"}
        found[f"an element {site} loads a picture"] = as_owner(DOORS["picture"], **loads)
        frame = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
        found[f"a frame {site}"] = as_owner("plan", **{**loads, **frame})
    return found


def _filled(text: str, attacked: Attacked) -> str:
    host = attacked.server.address.removeprefix("http://")
    return text.format(host=host, port=host.rpartition(":")[2])


def uploads() -> dict[str, Trick]:
    """What is sent to a page that did not ask for it, or not in that way."""

    def to(change: Callable[[str], str], method: str = "PUT", **more: str) -> Trick:
        return lambda attacked: told(
            send(attacked.owner, change(attacked.place), method, **more), REFUSED
        )

    return {
        "a file nobody asked for": to(lambda place: f"{place}0"),
        "into a session that is none": to(lambda place: place.replace("-", "0")),
        "a file above the limit": to(str, Content_Length=str(500 * 1024**2)),
        "a file of a size with 5,000 digits": to(str, Content_Length="9" * 5000),
        "a file of no said size": to(str, Transfer_Encoding="chunked"),
        "without the page's token": to(str, X_Xsrftoken=""),
        "with a token of one's own": to(str, X_Xsrftoken="2|aaaaaaaa|" + "a" * 32 + "|1"),
        "by another method": to(str, "POST"),
        "up a folder": to(lambda place: place.replace("upload_file/", "upload_file/../")),
    }


def streamlits() -> dict[str, Trick]:
    """Addresses and messages of Streamlit's that the product does not use."""
    paths = (
        "_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/script-health-check",
        "component/../../dashboard.py", "static/..%2f..%2fconfig.py", "app/static/store.db",
        "media/..%2fstore.db", "store.db", "..%2fstore.db", ".streamlit/secrets.toml",
        "assets/..%2f..%2f..%2fserver.log",
    )  # fmt: skip
    found: dict[str, Trick] = {path: as_owner(path) for path in paths}
    found["metrics, posted"] = as_owner("_stcore/metrics", "POST")
    found["an agent"] = as_owner("_stcore/agent/interact", "POST")
    found["another's file, made by its number"] = _anothers_file
    return found


def _anothers_file(attacked: Attacked) -> str:
    """A file that is made when asked for, asked for by another's page."""
    number = attacked.numbers[0]
    visitor = attacked.somebody(signed("g-elsewhere"))
    with visitor.session() as session:
        session.run("plan")
        made = session.made(number)
        return told(visitor.ask(made), REFUSED) if made else ""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    make_canary_store(folder)
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    learning = DATASETS["learning"]
    entered = {spec.name: spec.example for spec in learning.fields}
    entered |= {"reference": "L-ZQXELSE1", "lesson": "Zqxelse lesson kept inside."}
    record_row(store, learning, OTHER, entered, based_on=None, principal=OFFICER)
    store.engine.dispose()
    with ExitStack() as stack:
        server = stack.enter_context(signing_in(folder)).server
        owner = Visitor(server.address)
        attacked = Attacked(server, owner)
        owner.headers["Cookie"] = OWNER(attacked)
        owner.open_page()
        session = stack.enter_context(owner.session())
        session.run("data", ASKED)
        attacked.media = session.made(session.deferred()[0])
        attacked.place = session.files_asked("a.csv")[0]
        attacked.numbers, attacked.hashes = session.deferred(), pages_told(session)
        yield attacked


def rows_of(server: Server) -> dict[str, int]:
    """How many rows each table of the store has, but those of who did what and who signed out: who
    looks is noted, and some attacks begin with an owner's signing out, which is kept."""
    with sqlite3.connect(server.log.with_name("store.db")) as store:
        names = [n for (n,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counted = (store.execute(f'SELECT count(*) FROM "{n}"').fetchone() for n in names)
        rows = {name: int(many) for name, (many,) in zip(names, counted, strict=True)}
    for kept in (Activity, SignedOut):
        rows.pop(str(kept.__tablename__))
    return rows


def test_no_attack_gets_a_byte_that_is_not_published_or_changes_a_row(attacked: Attacked) -> None:
    # What is looked for is there for those who may see it, and files and uploads do work.
    with attacked.owner.session() as session:
        session.run("plan", ASKED)
        assert SECRET in session.text.lower()
    assert attacked.owner.ask(attacked.media).status == 200
    assert send(attacked.owner, attacked.place).status == 204
    rows, tried, got_through = rows_of(attacked.server), attacks(), []
    for name, trick in tried.items():
        try:
            came = trick(attacked)
        except (InvalidStatus, ConnectionClosed):  # its websocket is refused, as it is to be to all
            came = "no page opens" if name.partition(":")[0] in GROUPS else ""  # but who has a role
        now = rows_of(attacked.server)
        written = sorted({table for table, _ in now.items() ^ rows.items()})
        if came or written:
            got_through.append(f"{name}: {came or f'rows were written: {written}'}")
            rows = now
    assert not got_through, "\n".join(
        [f"{len(got_through)} of {len(tried)} got through", *got_through]
    )
    assert len(tried) >= 300
    # The owner's page is none the worse for it.
    assert attacked.owner.ask(attacked.media).status == 200
    with attacked.owner.session() as session:
        session.run("plan", ASKED)
        assert SECRET in session.text.lower()
