"""Every part of the look on two screens, for the eye and for the accessibility tests.

Not shipped. `PYTHONPATH=. streamlit run tests/browser/gallery.py` from the repository's root.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import streamlit as st

from components.exhibits.view import Choice, Choices, View
from components.web import server, services
from components.web.principal import register_sign_in
from components.web.services import Screen, Services
from components.web.sessions.app import keep_sessions_apart
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

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


def somebody(_headers: Mapping[str, str]) -> Principal:
    """Whoever looks at the gallery."""
    return Principal("Somebody", every_role())


def choices() -> Choices:
    """Two councils and one earlier moment."""
    return Choices(("Example Borough", "Another Borough"), ("2026-06-30",))


def view(choice: Choice) -> View:
    """The address chooses the nature of the records, to see each mark."""
    asked = st.query_params.get("nature")
    nature = next((known for known in Nature if known == asked), Nature.ILLUSTRATIVE)
    return View(choice.council, nature, date(2026, 9, 30))


register_sign_in(somebody)
services.register(Services(SCREENS, choices, view))

app = st.App(
    HERE.parent.parent / "components" / "web" / "shell.py",
    middleware=server.middleware(),
    routes=server.routes(first="overview"),
    on_script_error=server.show_error,
)
keep_sessions_apart(app)
