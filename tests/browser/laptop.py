"""The product as on a laptop: its stores in a folder of its own, none set from outside.

Not shipped; `test_journeys.py` runs it where one store is left for another.
"""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

import dashboard
from components.web import server
from components.web.sessions.app import keep_sessions_apart

# The tests' servers are given a store; its folder becomes this one's.
given = os.environ.pop("DATABASE_URL")
os.environ["DASHBOARD_DATA_FOLDER"] = str(Path(given.removeprefix("sqlite:///")).parent / "data")

app = st.App(
    dashboard.ROOT / "components" / "web" / "shell.py",
    middleware=server.middleware(),
    routes=server.routes(first=dashboard.SCREENS[0].address),
    on_script_error=server.show_error,
)
keep_sessions_apart(app)
