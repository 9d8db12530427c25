"""Who is not signed in has what is published and the sign-in screen, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from components.exhibits.view import Choices
from components.web import services
from components.web.admission.sign_in import OpenIdSignIn
from components.web.admission.sign_in_gate import NOT_HERE, SignInGate
from components.web.admission.sign_outs import Shared, SignOuts
from components.web.services import Screen, Services
from tests.components.web.admission.test_sign_in import GRANTS, HOME, NOW, SECRET, headers
from vocabulary.activity import Act
from vocabulary.principal import Principal

SCREENS = (
    Screen(Path("overview.py"), "Overview", "overview"),
    Screen(Path("p.py"), "Plan", "plan"),
)


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def _anything(request: Request) -> Response:
    if request.url.path == "/oauth2callback":
        answer = RedirectResponse("/", 302)
        if request.query_params.get("code") == "good":
            name, _, value = headers()["cookie"].rpartition("; ")[2].partition("=")
            answer.set_cookie(name, value)
        return answer
    return PlainTextResponse(f"inside {request.url.path}")


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(f"heard {await socket.receive_text()}")
    except WebSocketDisconnect:
        pass


def served(sign_in: OpenIdSignIn | None, client: tuple[str, int]) -> TestClient:
    app = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", _socket),
            Route("/{path:path}", _anything, methods=["GET", "POST", "PUT", "DELETE"]),
        ],
        middleware=[Middleware(SignInGate, sign_in=sign_in)],
    )
    return TestClient(app, base_url=HOME, client=client, follow_redirects=False)


def _tell(who: Principal, act: Act) -> None:
    TOLD.append((who.name, act))


TOLD: list[tuple[str, Act]] = []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[TestClient]:
    there = Services(SCREENS, lambda: Choices(("A",), ()), lambda _choice: None)  # type: ignore[arg-type,return-value]
    monkeypatch.setattr(services, "_registered", [there])
    with served(
        OpenIdSignIn(HOME, SECRET, GRANTS, told=_tell, clock=clock), ("10.0.0.9", 1)
    ) as client:
        yield client


def test_a_page_leads_to_the_sign_in_and_back_and_says_nothing_else(asked: TestClient) -> None:
    answer = asked.get("/plan?council=A&owner=%22%3E%3Cb%3E")
    assert answer.status_code == 401
    assert "Sign in to go on" in answer.text
    assert 'href="/sign-in?to=plan%3Fcouncil%3DA' in answer.text
    assert "<b>" not in answer.text
    assert "inside" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "media/abc.docx", "_stcore/host-config", "_stcore/upload_file/s/f", "static/index.html",
        "downloads/table?exhibit=x", "search/plan", "given/table", "nowhere", "PLAN",
        "assets/../media/x", "assets/a/b", "published%2f..%2fplan", "_stcore/health/x",
        "auth/other", "component/x", "_stcore/metrics", "sign-in/x", "%2e/plan",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_anything_else_is_refused(asked: TestClient, path: str, method: str) -> None:
    answer = asked.request(method, f"/{path}")
    assert answer.status_code == 401
    assert answer.text == "Sign in first."


@pytest.mark.parametrize(
    "path", ["published/", "published/a/1", "assets/style.css", "favicon.png", "readyz"]
)
def test_what_is_for_everybody_needs_no_sign_in(asked: TestClient, path: str) -> None:
    assert asked.get(f"/{path}").text == f"inside /{path}"


def test_a_page_cannot_be_written_to_either(asked: TestClient) -> None:
    assert asked.post("/plan").text == "Sign in first."


def test_no_websocket_opens_for_nobody(asked: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        asked.websocket_connect("/_stcore/stream"),
    ):
        pass
    assert closed.value.code == 1008


def test_who_is_signed_in_passes_until_the_sign_in_ends(asked: TestClient, clock: Clock) -> None:
    mine = dict(headers())
    assert asked.get("/plan", headers=mine).text == "inside /plan"
    with asked.websocket_connect("/_stcore/stream", headers=mine) as socket:
        socket.send_text("one")
        assert socket.receive_text() == "heard one"
        clock.now = NOW + 3600
        socket.send_text("two")
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
        assert closed.value.code == 1008
    assert asked.get("/plan", headers=mine).status_code == 401


def test_signing_out_closes_what_stands_open_elsewhere(asked: TestClient) -> None:
    mine, others = dict(headers()), dict(headers(sub="b-2"))
    with (
        asked.websocket_connect("/_stcore/stream", headers=others) as theirs,
        asked.websocket_connect("/_stcore/stream", headers=mine) as socket,
    ):
        asked.get("/auth/logout", headers=mine)
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()
        theirs.send_text("still")
        assert theirs.receive_text() == "heard still"
    assert asked.get("/media/x", headers=mine).status_code == 401


def test_whoever_has_no_role_is_told_so_and_sees_nothing(asked: TestClient) -> None:
    without = dict(headers(groups=["other"], name="Ada <Brown>"))
    answer = asked.get("/plan", headers=without)
    assert answer.status_code == 403
    assert "You have no role here yet" in answer.text
    assert "Ada &lt;Brown&gt;" in answer.text
    assert asked.get("/media/x", headers=without).status_code == 403
    with pytest.raises(WebSocketDisconnect), asked.websocket_connect("/s", headers=without):
        pass
    overage = dict(headers(groups=None, _claim_names={"groups": "src1"}))
    assert "more groups than the sign-in can say" in asked.get("/plan", headers=overage).text


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "nowhere", "\\evil"])
def test_signing_in_leads_back_to_pages_of_ours_alone(asked: TestClient, to: str) -> None:
    answer = asked.get("/sign-in", params={"to": to})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/auth/login?provider=")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("client", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("10.0.0.9", 403), ("2001:db8::1", 403)],
)
def test_without_sign_in_only_this_computer_is_served(client: str, status: int) -> None:
    with served(None, (client, 1)) as asked:
        answer = asked.get("/published/")
        assert answer.status_code == status
        if status == 403:
            assert answer.text == NOT_HERE
            with pytest.raises(WebSocketDisconnect), asked.websocket_connect("/_stcore/stream"):
                pass


def test_who_signed_in_and_out_is_told_and_cookies_go_encrypted_alone(asked: TestClient) -> None:
    TOLD.clear()
    asked.get("/sign-in", params={"to": "plan?council=A&team=Older people"})
    back = asked.get("/oauth2callback?code=good&state=s")
    assert back.headers["location"] == "/plan?council=A&team=Older+people"
    assert TOLD == [("Ada Brown", Act.SIGN_IN)]
    assert all("; secure" in each.lower() for each in back.headers.get_list("set-cookie"))
    asked.get("/auth/logout", headers=dict(headers()))
    assert TOLD[1:] == [("Ada Brown", Act.SIGN_OUT)]
    assert asked.get("/oauth2callback?error=no").headers["location"] == "/?sign_in=failed"
    assert asked.get("/oauth2callback").headers["location"] == "/"  # back from having signed out
    assert len(TOLD) == 2


def test_signing_out_ends_what_is_open_in_another_process(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    kept: dict[str, float] = {}

    def watch() -> Iterator[dict[str, float]]:
        while True:
            yield dict(kept)
            time.sleep(0.02)

    there = Services(SCREENS, lambda: Choices(("A",), ()), lambda _choice: None)  # type: ignore[arg-type,return-value]
    monkeypatch.setattr(services, "_registered", [there])
    shared = Shared(kept.__setitem__, watch)  # type: ignore[arg-type]
    signs = [
        OpenIdSignIn(HOME, SECRET, GRANTS, clock=clock, signed_out=SignOuts(shared))
        for _ in range(2)
    ]
    until = time.time() + 600
    one, other = (served(each, ("10.0.0.9", 1)) for each in signs)
    clock.now = time.time() - 10
    mine = dict(headers(exp=until, iat=clock.now))
    with one, other, other.websocket_connect("/_stcore/stream", headers=mine) as socket:
        socket.send_text("a")
        assert socket.receive_text() == "heard a"
        one.get("/auth/logout", headers=mine)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
        assert closed.value.code == 1008
        assert other.get("/plan", headers=mine).status_code == 401
    for each in signs:
        each.signed_out.close()
    assert not any("Ada" in each for each in kept)


def test_where_nobody_can_say_who_signed_out_nobody_is_let_in(
    asked: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SignOuts, "unsure", lambda _self: True)
    answer = asked.get("/plan", headers=dict(headers()))
    assert answer.status_code == 503
    assert "Try again in a minute" in answer.text
    assert asked.get("/published/").status_code == 200
    with (
        pytest.raises(WebSocketDisconnect),
        asked.websocket_connect("/_stcore/stream", headers=dict(headers())),
    ):
        pass
