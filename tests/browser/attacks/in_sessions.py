"""What is said over the websocket of an open page by whoever is not its own script."""

from __future__ import annotations

import re
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.attacks.attacked import (
    ASKED,
    EVERY_ROLE,
    REFUSED,
    SECRET,
    Attacked,
    Trick,
    Who,
    send,
    signed,
    told,
)
from tests.browser.canary import COUNCIL
from tests.browser.session import Session, Visitor

# What Streamlit does for whoever writes programs.
FOR_DEVELOPERS: Final = (
    "clear_cache", "load_git_info", "set_run_on_save", "install_skills", "dismiss_skills_nudge",
)  # fmt: skip
OPEN_TO_ALL: Final = (
    "readyz", "published/", "assets/x", "published/../_stcore/stream", "//_stcore/stream",
)  # fmt: skip
ELSEWHERE: Final[Who] = signed("g-elsewhere")


def in_sessions() -> dict[str, Trick]:
    """Every attack through a websocket of one's own, by what it is."""
    found: dict[str, Trick] = {f"a reader says {kind}": _saying(kind) for kind in FOR_DEVELOPERS}
    for address in OPEN_TO_ALL:
        found[f"nobody: a websocket at {address}"] = _a_websocket_at(address)
    for token in (True, False):
        name = f"another person in the same browser, {'with' if token else 'without'} a token"
        found[name] = _in_the_same_browser(token=token)
    found["values of one's own in what a page asks"] = _values_of_ones_own
    found["another's upload is taken away"] = _taking_away
    return found


def _saying(kind: str) -> Trick:
    def tried(attacked: Attacked) -> str:
        asked = BackMsg()
        operation = asked.backend_operation_request
        with attacked.somebody(signed("g-reader")).session() as session:
            session.run("plan", ASKED)
            if hasattr(operation, kind):
                getattr(operation, kind).SetInParent()
                operation.request_id, operation.session_id = "1", session.session_id
            else:
                setattr(asked, kind, True)
            session.connection.send(asked.SerializeToString())
            session.run("plan", ASKED)
        noted = f"no page asks for {asked.WhichOneof('type')}"
        return "" if noted in attacked.server.log.read_text("utf-8") else "it was taken"

    return tried


def _a_websocket_at(address: str) -> Trick:
    def tried(attacked: Attacked) -> str:
        own = attacked.server.address
        try:
            with connect(f"{own.replace('http', 'ws', 1)}/{address}", origin=Origin(own)):
                return "opened"
        except WebSocketException:
            return ""

    return tried


def _in_the_same_browser(*, token: bool) -> Trick:
    """Goes on with what another person had open in this browser a moment ago."""

    def tried(attacked: Attacked) -> str:
        first = attacked.somebody(signed(*EVERY_ROLE, sub="who was here first"))
        cookies = first.headers["Cookie"]
        if not token:
            cookies = re.sub(r"_streamlit_xsrf=[^;]*", "_streamlit_xsrf=x", cookies)
        first.headers["Cookie"] = cookies
        person = r"_streamlit_user=[^;]*"
        then = Visitor(first.address, {"Cookie": re.sub(person, ELSEWHERE(attacked), cookies)})
        with first.session() as session:
            session.run("data", ASKED)
            begun, file = session.session_id, session.made(session.deferred()[0])
        with then.session(existing=begun) as session:
            session.run()
            if session.session_id == begun:
                return "went on with another's session"
            return told(then.ask(file), REFUSED)

    return tried


def _values_of_ones_own(attacked: Attacked) -> str:
    """Chooses in every list what it does not hold: the council that is attacked."""
    with attacked.owner.session() as theirs:
        theirs.run("data", ASKED)
        lists = _lists_in(theirs)
    with attacked.somebody(ELSEWHERE).session() as session:
        session.run("data")
        asked = BackMsg()
        asked.rerun_script.page_name = "plan"
        for each in lists | _lists_in(session):
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = each, COUNCIL
        session.say(asked)
    return "what is internal came" if SECRET in session.text.lower() else ""


def _lists_in(session: Session) -> set[str]:
    shown = (message.delta.new_element for message in session.came)
    return {each.selectbox.id for each in shown if each.WhichOneof("type") == "selectbox"}


def _taking_away(attacked: Attacked) -> str:
    visitor = attacked.somebody(ELSEWHERE)
    answer = send(visitor, attacked.place, "DELETE")
    return told(answer, REFUSED)
