"""The product's own pages behind a closed gate: nobody is signed in.

Not shipped; `test_security.py` runs it to prove that no address leads past the gate.
"""

from __future__ import annotations

import streamlit as st

import dashboard
from components.web import navigation, server
from components.web.navigation import House


def nobody() -> None:
    """Nobody is signed in."""


navigation.register(House(dashboard.SCREENS, nobody, dashboard.choices, dashboard.view))

app = st.App(
    dashboard.ROOT / "components" / "web" / "shell.py",
    middleware=server.middleware(),
    routes=server.routes(first=dashboard.SCREENS[0].address),
    on_script_error=server.show_error,
)
