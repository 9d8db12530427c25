"""The product's own pages behind a closed gate: nobody is signed in.

Not shipped; `test_security.py` runs it to prove that no address leads past the gate.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

import dashboard
from components.web import server, services
from components.web.principal import register_sign_in
from components.web.services import Services


def nobody(_headers: Mapping[str, str]) -> None:
    """Nobody is signed in."""


register_sign_in(nobody)
services.register(Services(dashboard.SCREENS, dashboard.choices, dashboard.view))

app = st.App(
    dashboard.ROOT / "components" / "web" / "shell.py",
    middleware=server.middleware(),
    routes=server.routes(first=dashboard.SCREENS[0].address, downloads=dashboard.DOWNLOADS),
    on_script_error=server.show_error,
)
