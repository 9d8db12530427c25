"""What a request's path means, under whatever path the dashboard itself is served."""

from __future__ import annotations

from typing import Final

from starlette.types import Scope
from streamlit import config

from components.web.services import registered

PUBLISHED: Final = "/published"
"""What the public may see lies here and below, and nothing else does."""


def base() -> str:
    """The path the dashboard is served under, such as "/dashboard", or nothing."""
    set_to = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{set_to}" if set_to else ""


def path_of(scope: Scope) -> str:
    """The path that is asked for, without what the dashboard is served under."""
    path: str = scope.get("path", "")
    return path.removeprefix(scope.get("root_path", "")).removeprefix(base())


def is_page(path: str) -> bool:
    """Whether a screen stands at this path: the first one also at the root."""
    return path.removeprefix("/") in {"", *(screen.address for screen in registered().screens)}


def is_published(path: str) -> bool:
    """Whether the path leads to what is published, or to nothing."""
    return path.startswith(PUBLISHED)
