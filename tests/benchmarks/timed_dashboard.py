"""The dashboard with a stopwatch around its shell, and a bare page as one more screen.

Not shipped: `bench_first_page.py` serves it to time each page's script inside a real server.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

import dashboard
from components.web import server, services
from components.web.services import Screen, Services
from components.web.sessions.app import keep_sessions_apart

HERE = Path(__file__).resolve().parent
SCREENS = (*dashboard.SCREENS, Screen(HERE / "bare_page.py", "Bare page", "bare"))

services.register(Services(SCREENS, dashboard.choices, dashboard.view))

app = st.App(
    HERE / "timed_shell.py",
    middleware=server.middleware(),
    routes=server.routes(first=SCREENS[0].address),
    on_script_error=server.show_error,
)
keep_sessions_apart(app)
