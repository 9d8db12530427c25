"""What a page made or was sent belongs to that page: nobody else has it, and it goes with it."""

from __future__ import annotations

import re
import time

import pytest

from tests.browser.server import Server
from tests.browser.session import Answered, Session, Visitor

pytestmark = pytest.mark.browser


def visitor(server: Server) -> Visitor:
    somebody = Visitor(server.address)
    somebody.open_page()
    return somebody


def form(content: bytes) -> bytes:
    return (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n%b\r\n--x--'
        % (content)
    )


def send(who: Visitor, to: str, content: bytes = b"team", **more: str) -> Answered:
    token = who.cookie("_streamlit_xsrf")
    kind = {"Content_Type": "multipart/form-data; boundary=x", "X_Xsrftoken": token}
    return who.ask(to.lstrip("/"), "PUT", form(content), **{**kind, **more})


def files_of(session: Session) -> list[str]:
    session.run("data")
    return sorted({found.decode() for found in re.findall(rb"media/[0-9a-f]+\.csv", session.text)})


def test_a_file_made_for_a_page_is_there_for_it_alone_while_it_is_open(dashboard: Server) -> None:
    owner, stranger, beside = visitor(dashboard), Visitor(dashboard.address), visitor(dashboard)
    with owner.session() as session, beside.session() as other:
        file = files_of(session)[0]
        other.run("plan")  # open in another browser, but the file was not made for it
        answer = owner.ask(file)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
        for somebody in (stranger, beside):
            refused = somebody.ask(file)
            assert (refused.status, refused.headers["cache-control"]) == (404, "no-store")
            assert somebody.ask(file, Range="bytes=0-9").status == 404
            assert somebody.ask(file, "HEAD").status == 404
    until = time.monotonic() + 30
    while owner.ask(file).status != 404:
        assert time.monotonic() < until, "the file is there though its page was left"
        time.sleep(0.05)


def test_a_file_made_when_asked_for_belongs_to_the_page_too(dashboard: Server) -> None:
    owner = visitor(dashboard)
    with owner.session() as session:
        session.run("data")
        made = session.file_made("xlsx")
        assert owner.ask(made).status == 200
        assert visitor(dashboard).ask(made).status == 404


def test_a_page_gets_the_files_it_asked_for_and_no_others(dashboard: Server) -> None:
    owner, stranger = visitor(dashboard), visitor(dashboard)
    with owner.session() as session, stranger.session() as other:
        session.run("data")
        other.run("data")
        place = session.files_asked("a.csv")[0]
        assert send(owner, place).status == 204
        assert send(stranger, place).status == 403
        assert stranger.ask(place.lstrip("/"), "DELETE").status == 403
        assert send(owner, f"{place}0").status == 403  # nobody asked for this one
        assert send(owner, place, Content_Length=str(300 * 1024**2)).status == 413
        chunked = owner.ask(place[1:], "PUT", b"0\r\n\r\n", Transfer_Encoding="chunked")
        assert chunked.status == 411
    assert send(owner, place).status in {400, 403}


def test_a_page_under_which_the_dashboard_was_restarted_says_what_to_do(dashboard: Server) -> None:
    restarted = b"The dashboard was restarted while this page was open"
    who = visitor(dashboard)
    with who.session(existing="gone") as session:
        session.run("data")
        assert restarted in session.text
        session.came.clear()
        session.run("plan")
        session.run("data")
        assert restarted not in session.text
    with who.session() as session:
        session.run("data")
        assert restarted not in session.text
        name = session.session_id
    with who.session(existing=name) as session:  # a short break: it is the same session
        session.run("data")
        assert session.session_id == name
        assert restarted not in session.text
