"""The server: which pages there are, who may see them, and how they are served.

Start it with `streamlit run dashboard.py`. This file runs once, when the server starts;
`components/shell.py` runs on every rerun.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from components import navigation, server
from components.look.status import Status
from components.navigation import House, Screen

ROOT = Path(__file__).resolve().parent
PAGES = ROOT / "pages"

SCREENS = (
    Screen(PAGES / "overview.py", "Overview", "overview"),
    Screen(PAGES / "statements.py", "Statements", "statements"),
    Screen(PAGES / "statement.py", "Quality statement", "statement", under="statements"),
    Screen(PAGES / "evidence.py", "Evidence", "evidence"),
    Screen(PAGES / "data.py", "Data", "data"),
)


@dataclass(frozen=True)
class LocalUser:
    """Whoever sits at this computer, until sign-in is configured."""

    name: str = "Local user"


def principal() -> LocalUser:
    """Who is looking."""
    return LocalUser()


def status() -> Status:
    """What the status strip says."""
    return Status(council="Example Borough", nature="illustrative", as_at="As at 30 Sep 2026")


navigation.register(House(SCREENS, principal, status))

app = st.App(
    ROOT / "components" / "shell.py",
    middleware=server.middleware(),
    routes=server.routes(first=SCREENS[0].address),
    on_script_error=server.show_error,
)
