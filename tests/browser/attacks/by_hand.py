"""Requests written by hand: what no browser and no library sends, at the doors that are closed."""

from __future__ import annotations

import re
import socket
from typing import Final
from urllib.parse import urlsplit

from tests.browser.attacks.attacked import (
    ASKED,
    DOORS,
    EVERY_ROLE,
    OWNER,
    REFUSED,
    Attacked,
    Trick,
    Who,
    signed,
    signed_out,
    told,
)
from tests.browser.session import PATIENCE, Answered

TABLE: Final = f"/{DOORS['table']}"
NAME: Final = "downloads"

# Spellings of a door. {host}: the server's own name and port.
LINES: Final = {
    "HTTP/1.0": f"GET {TABLE} HTTP/1.0",
    "a whole address": f"GET http://{{host}}{TABLE} HTTP/1.1",
    "another's whole address": f"GET http://other.example{TABLE} HTTP/1.1",
    "no stroke": f"GET {TABLE[1:]} HTTP/1.1",
    "two strokes": f"GET /{TABLE} HTTP/1.1",
    "up from what is published": f"GET /published/..{TABLE} HTTP/1.1",
    "up in codes": f"GET /published/%2e%2e{TABLE} HTTP/1.1",
    "up with coded strokes": f"GET /published%2f..%2f{TABLE[1:]} HTTP/1.1",
    "up in codes of codes": f"GET /published/%252e%252e{TABLE} HTTP/1.1",
    "up with backslashes": f"GET /published\\..\\{TABLE[1:]} HTTP/1.1",
    "up from an asset": f"GET /assets/x%2f..%2f..{TABLE} HTTP/1.1",
    "a semicolon": f"GET /readyz;/..{TABLE} HTTP/1.1",
    "a fragment": f"GET /readyz#{TABLE} HTTP/1.1",
    "a zero": f"GET /readyz%00{TABLE} HTTP/1.1",
    "capitals": f"GET {TABLE.replace(NAME, NAME.upper())} HTTP/1.1",
    "coded letters": f"GET {TABLE.replace(NAME, '%64ownloads')} HTTP/1.1",
    "a stroke at the end": f"GET {TABLE.replace('?', '/?')} HTTP/1.1",
    "half a character": "GET /%ed%a0%80/%ff HTTP/1.1",
    "a raw byte": "GET /\xe9 HTTP/1.1",
    "HEAD": f"HEAD {TABLE} HTTP/1.1",
    "OPTIONS": f"OPTIONS {TABLE} HTTP/1.1",
    "PUT": f"PUT {TABLE} HTTP/1.1",
    "TRACE": f"TRACE {TABLE} HTTP/1.1",
    "a method in small letters": f"get {TABLE} HTTP/1.1",
    "a method of one's own": f"LOOK {TABLE} HTTP/1.1",
    "OPTIONS of all": "OPTIONS * HTTP/1.1",
    "CONNECT": "CONNECT {host} HTTP/1.1",
    "the framework's settings": "GET /_stcore/host-config HTTP/1.1",
    "a component's file": "GET /_stcore/bidi-components/x/y.js HTTP/1.1",
}

# Headers in which others are believed. {expired}: the value of a cookie that was the owner's.
HEADERS: Final = {
    "from this computer": ("X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1"),
    "under another's name": ("X-Forwarded-Host: {host}", "X-Forwarded-Proto: https"),
    "of another address": ("X-Original-URL: /readyz", "X-Rewrite-URL: /readyz"),
    "below what is published": ("X-Forwarded-Prefix: /published", "X-Script-Name: /published"),
    "a proxy's word": (
        "X-Forwarded-User: officer", "Remote-User: officer", "Authorization: Basic b2ZmaWNlcjo=",
    ),
    "another method": ("X-HTTP-Method-Override: PUT",),
    "a quoted cookie": ('Cookie: _streamlit_user="{expired}"',),
    "several cookies of the name": ("Cookie: _streamlit_user=1; _streamlit_user={expired}",),
    "cookies on two lines": ("Cookie: _streamlit_user={expired}", "Cookie: _streamlit_user=1"),
    "a cookie in countless parts": (
        "Cookie: _streamlit_user=chunks-99999999; _streamlit_user__1=1",
    ),
    "a cookie of 60,000 letters": (f"Cookie: _streamlit_user={'a' * 60_000}",),
    "3,000 cookies": ("Cookie: " + "; ".join(f"_streamlit_user={n}" for n in range(3000)),),
    "a cookie of raw bytes": ("Cookie: _streamlit_user=\xe9\xff",),
    "two hosts": ("Host: other.example",),
    "in part": ("Range: bytes=0-",),
    "to go on": ("Expect: 100-continue",),
    "another protocol": ("Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"),
    "a body of no length": ("Transfer-Encoding: xchunked",),
}  # fmt: skip


def by_hand() -> dict[str, Trick]:
    """Every request written by hand, by what it is."""
    found: dict[str, Trick] = {}
    expired = signed(*EVERY_ROLE, seconds=-1)
    for name, line in LINES.items():
        found[f"nobody, by hand: {name}"] = _asking(line)
        found[f"an expired cookie, by hand: {name}"] = _asking(line, who=expired)
    for name, headers in HEADERS.items():
        found[f"nobody, by hand: {name}"] = _asking(f"GET {TABLE} HTTP/1.1", *headers)
    for name, change in RESPELT.items():
        found[f"a cookie whose owner signed out, {name}"] = _respelt(*change)
    for name, said in UNDER.items():
        found[f"the owner, {name}"] = _asking(f"GET {TABLE} HTTP/1.1", *said, who=OWNER, host=False)
    found |= {f"what {path} tells": _tells(path) for path in ("/readyz", "/_stcore/health")}
    found["a file of which one byte is said, and more comes"] = _longer_than_said
    return found


# Cookies that mean the same, spelt otherwise: what stands before and after the value.
RESPELT: Final = {
    "quoted": ('_streamlit_user="', '"'),
    "after another": ("_streamlit_user=1; _streamlit_user=", ""),
    "with blanks": ("_streamlit_user = ", " "),
    "filled up": ("_streamlit_user=", "="),
}
UNDER: Final = {
    "without a name": (),
    "under two names": ("Host: {host}", "Host: other.example"),
    "from two pages": ("Host: {host}", "Origin: http://{host}", "Origin: http://other.example"),
    "in an object of another page": (
        "Host: {host}", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: object",
    ),
}  # fmt: skip


def _send(attacked: Attacked, request: bytes) -> Answered:
    """What comes back until the server closes the line."""
    place = urlsplit(attacked.server.address)
    came = b""
    with socket.create_connection((place.hostname, place.port), PATIENCE) as line:
        line.settimeout(PATIENCE)
        line.sendall(request)
        while part := line.recv(65536):
            came += part
    head, _, body = came.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.[01] (\d{3})", head)
    assert status, came[:200]
    pairs = (each.decode("latin-1").partition(":") for each in head.split(b"\r\n")[1:])
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Answered(int(status[1]), headers, body)


def _asking(line: str, *headers: str, who: Who | None = None, host: bool = True) -> Trick:
    def tried(attacked: Attacked) -> str:
        name = urlsplit(attacked.server.address).netloc
        expired = signed(*EVERY_ROLE, seconds=-1)(attacked).partition("=")[2]
        said = [f"Host: {name}"] if host else []
        said += [each.replace("{host}", name).replace("{expired}", expired) for each in headers]
        if who is not None:
            said.append(f"Cookie: {who(attacked)}")
        first = line.replace("{host}", name)
        request = "\r\n".join([first, *said, "Connection: close", "", ""])
        return told(_send(attacked, request.encode("latin-1")), REFUSED)

    return tried


def _respelt(before: str, after: str) -> Trick:
    def who(attacked: Attacked) -> str:
        return f"{before}{signed_out(attacked).partition('=')[2]}{after}"

    return _asking(f"GET {TABLE} HTTP/1.1", who=who)


def _tells(path: str) -> Trick:
    """Health is asked for by whoever watches the server: a word, whatever else is asked."""

    def tried(attacked: Attacked) -> str:
        body = attacked.somebody(OWNER, opens=False).ask(f"{path[1:]}?{ASKED}").body
        return "" if body in {b"ready", b"ok"} else f"told {body[:80]!r}"

    return tried


def _longer_than_said(attacked: Attacked) -> str:
    """What comes in chunks is as long as they are, whatever is said before."""
    name, owner = urlsplit(attacked.server.address).netloc, attacked.owner
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
    body += b"a" * 9000 + b"\r\n--x--"
    head = "\r\n".join(
        [
            f"PUT {attacked.place} HTTP/1.1", f"Host: {name}", f"Cookie: {owner.headers['Cookie']}",
            f"X-Xsrftoken: {owner.cookie('_streamlit_xsrf')}", "Connection: close",
            "Content-Type: multipart/form-data; boundary=x", "Content-Length: 1",
            "Transfer-Encoding: chunked", "", "",
        ]
    )  # fmt: skip
    request = head.encode() + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    return told(_send(attacked, request), REFUSED)
