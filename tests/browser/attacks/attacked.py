"""Who attacks, what they attack, and what counts as refused."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from components.web.downloads import (
    DOCUMENT_ADDRESS,
    EDITION_ADDRESS,
    FILE_ADDRESS,
    IMAGE_ADDRESS,
    PACK_ADDRESS,
    TABLE_ADDRESS,
    TURN_ADDRESS,
)
from tests.browser.canary import COUNCIL, INTERNAL_PACK
from tests.browser.server import Server
from tests.browser.session import Answered, Visitor
from tests.browser.signing_in import ROLES
from tests.browser.signing_in import SECRET as SIGNED_WITH

SECRET: Final = b"zqxhid"  # stands in what is internal to the council that is attacked
OTHERS: Final = b"zqxelse"  # and to another one
OTHER: Final = "Leeds City Council"
ASKED: Final = urlencode({"council": COUNCIL})
DOORS: Final = {
    "table": f"{TABLE_ADDRESS}?{ASKED}&show=plan_due",
    "figures": f"{FILE_ADDRESS}?{ASKED}&show=complaints_volume",
    "drawing": f"{IMAGE_ADDRESS}?{ASKED}&show=complaints_volume&as=svg",
    "picture": f"{IMAGE_ADDRESS}?{ASKED}&show=complaints_volume&as=png",
    "workbook": f"{PACK_ADDRESS}?{ASKED}&pack={quote(INTERNAL_PACK.name)}&as=xlsx",
    "slides": f"{PACK_ADDRESS}?{ASKED}&pack={quote(INTERNAL_PACK.name)}&as=pptx",
    "document": f"{PACK_ADDRESS}?{ASKED}&pack={quote(INTERNAL_PACK.name)}&as=pdf",
    "self-assessment": f"{DOCUMENT_ADDRESS}?{ASKED}&document=self-assessment&as=docx",
    "report on complaints": (
        f"{DOCUMENT_ADDRESS}?{ASKED}&document=annual-complaints-report&year=2026&as=pdf"
    ),
    "edition to be": f"{EDITION_ADDRESS}?{ASKED}",
    "turn": TURN_ADDRESS,
    "table, at its old address": f"given/table?{ASKED}&show=plan_due",
}


@dataclass
class Attacked:
    """The server, and what those who may do everything have open there."""

    server: Server
    owner: Visitor
    media: str = ""
    place: str = ""
    numbers: list[str] = field(default_factory=list)
    hashes: set[str] = field(default_factory=set)
    buttons: dict[str, set[str]] = field(default_factory=dict)

    def somebody(self, who: Who, *, opens: bool = True) -> Visitor:
        """A visitor with a cookie of their choice, as in a browser of its own."""
        cookie = who(self)
        visitor = Visitor(self.server.address, {"Cookie": cookie} if cookie else {})
        if opens:
            visitor.open_page()
        return visitor


Trick = Callable[[Attacked], str]
"""Tries something; empty where it was refused, else what came of it."""


Who = Callable[[Attacked], str]
"""The cookie that somebody sends; empty for none."""

EVERY_ROLE: Final = (*ROLES, "g-administrator")
GROUPS: Final = {role: group for group, role in ROLES.items()} | {
    "administrator": "g-administrator"
}


def signed(
    *groups: str,
    seconds: float = 3600,
    secret: str = SIGNED_WITH,
    named: str = USER_COOKIE_NAME,
    **claims: object,
) -> Who:
    """What Streamlit's login leaves in the browser of somebody in these groups, for so long."""

    def cookie(attacked: Attacked) -> str:
        now = time.time()
        said = {
            "iss": "https://provider.example", "sub": " ".join(groups), "name": "Somebody",
            "groups": groups, "iat": now - 60, "exp": now + seconds, "is_logged_in": True,
            "origin": attacked.server.address, **claims,
        }  # fmt: skip
        value = create_signed_value(secret, named, json.dumps(said))
        return f"{USER_COOKIE_NAME}={value.decode()}"

    return cookie


OWNER: Final = signed(*EVERY_ROLE)


def changed(change: Callable[[str], str]) -> Who:
    """The owner's cookie, changed on the way."""
    return lambda attacked: f"{USER_COOKIE_NAME}={change(OWNER(attacked).partition('=')[2])}"


def signed_out(attacked: Attacked) -> str:
    """A cookie that was kept when its owner signed out."""
    cookie = signed(*EVERY_ROLE, sub="who left")(attacked)
    Visitor(attacked.server.address, {"Cookie": cookie}).ask("auth/logout")
    return cookie


def outsiders() -> dict[str, Who]:
    """Who may see nothing of the council, by what they are."""
    return {
        "nobody": lambda _: "",
        "a forged cookie": signed(*EVERY_ROLE, secret="guessed, and long enough to be one"),
        "an expired cookie": signed(*EVERY_ROLE, seconds=-1),
        "a cookie from the future": signed(*EVERY_ROLE, iat=time.time() + 9000),
        "a cookie without its signature": changed(lambda said: said.rpartition(".")[0]),
        "a cookie cut short": changed(lambda said: said[:-2]),
        "a cookie with another's word": changed(lambda said: f"A{said[1:]}"),
        "a cookie of another dashboard": signed(*EVERY_ROLE, origin="http://127.0.0.1:1"),
        "a cookie signed for another use": signed(*EVERY_ROLE, named="_streamlit_xsrf"),
        "a cookie whose owner signed out": signed_out,
        "a person with no role": signed("g-nothing"),
        "the reader of another council": signed("g-elsewhere"),
    }


def told(answer: Answered, allowed: frozenset[int], secret: bytes = SECRET) -> str:
    """Empty where an answer gives nothing away, else what came of it."""
    if secret in answer.body.lower():
        return f"{answer.status} with what is internal"
    if urlsplit(answer.headers.get("location", "")).netloc:
        return f"led to {answer.headers['location']}"
    return "" if answer.status in allowed else f"answered {answer.status}"


REFUSED: Final = frozenset({303, 307, 400, 401, 403, 404, 405, 411, 413, 421})


def send(visitor: Visitor, place: str, method: str = "PUT", **more: str) -> Answered:
    """What is answered to a small file, sent to an address at which files are taken."""
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\na\r\n--x--'
    said = {
        "Content_Type": "multipart/form-data; boundary=x",
        "X_Xsrftoken": visitor.cookie("_streamlit_xsrf"),
    }
    return visitor.ask(place.lstrip("/"), method, body, **{**said, **more})


def as_owner(path: str, method: str = "GET", **more: str) -> Trick:
    """A request in the name of who may see everything, as another page may have their browser
    send it."""
    return lambda attacked: told(attacked.owner.ask(path, method, None, **more), REFUSED)
