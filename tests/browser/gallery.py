"""Every part of the look on two screens, for the eye and for the accessibility tests.

Not shipped. `PYTHONPATH=. streamlit run tests/browser/gallery.py` from the repository's root.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components import navigation, server
from components.look import Status
from components.navigation import House, Screen

HERE = Path(__file__).resolve().parent
PAGES = HERE / "gallery_pages"
SCREENS = (
    Screen(PAGES / "overview.py", "Overview", "overview"),
    Screen(PAGES / "exhibits.py", "Exhibits", "exhibits"),
    Screen(PAGES / "controls.py", "Controls", "controls"),
    Screen(PAGES / "states.py", "States", "states"),
    Screen(PAGES / "failing.py", "Failing", "failing"),
    Screen(PAGES / "statement.py", "Statement", "statement", under="overview"),
)


class Somebody:
    """Whoever looks at the gallery."""

    name = "Somebody"


def status() -> Status:
    """The address chooses the nature of the records, to see each mark."""
    asked = st.query_params.get("nature", "illustrative")
    nature = asked if asked in {"published", "own"} else "illustrative"
    return Status("Example Borough", nature, "As at 30 Sep 2026", "internal")  # type: ignore[arg-type]


navigation.register(House(SCREENS, Somebody, status))

app = st.App(
    HERE.parent.parent / "components" / "shell.py",
    middleware=server.middleware(),
    routes=server.routes(first="overview"),
    on_script_error=server.show_error,
)
