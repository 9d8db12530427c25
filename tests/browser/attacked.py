"""The product with people of every role, known by a signed cookie: what attacks are tried on.

Not shipped; `test_attacks.py` runs it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

import streamlit as st
from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import cookie_parser

import dashboard
from components.web import server, services
from components.web.principal import register_sign_in
from components.web.services import Services
from components.web.sessions.app import keep_sessions_apart
from data_access.arrivals import watch
from data_access.store.database import consistent_read
from vocabulary.principal import Grant, Principal, Role, every_role

COUNCIL, OTHER = "Example Borough", "London Borough of Hillingdon"
COOKIE: Final = "person"
SECRET: Final = "known to the server alone"


def _of(role: Role, council: str = COUNCIL) -> frozenset[Grant]:
    return frozenset({Grant(Role.READER, frozenset({council})), Grant(role, frozenset({council}))})


PEOPLE: Final[Mapping[str, Principal]] = {
    name: Principal(name, grants, subject=name)
    for name, grants in {
        "officer": every_role([COUNCIL]),
        "elsewhere": every_role([OTHER]),
        "newcomer": frozenset[Grant](),
        **{role.value: _of(role) for role in Role if role is not Role.PUBLIC},
    }.items()
}


def cookie_of(name: str, seconds: float = 3600, secret: str = SECRET) -> str:
    """What a person's browser sends once they have signed in, for so long."""
    signed = URLSafeSerializer(secret).dumps([name, time.time() + seconds])
    return f"{COOKIE}={signed.decode() if isinstance(signed, bytes) else signed}"


def sign_in(headers: Mapping[str, str]) -> Principal | None:
    """The person whose name is in the cookie, if it is signed and its time is not over."""
    said = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    try:
        name, until = URLSafeSerializer(SECRET).loads(said)
    except (BadData, ValueError):
        return None
    return PEOPLE.get(name) if time.time() < until else None


register_sign_in(sign_in)
services.register(
    Services(
        dashboard.SCREENS, dashboard.choices, dashboard.view, dashboard.records, consistent_read,
        dashboard.published, dashboard.revision,
    )
)  # fmt: skip
app = st.App(
    dashboard.ROOT / "components" / "web" / "shell.py",
    middleware=server.middleware(),
    routes=server.routes(
        first=dashboard.SCREENS[0].address, downloads=dashboard.DOWNLOADS, watch=watch
    ),
    on_script_error=server.show_error,
)
keep_sessions_apart(app)
