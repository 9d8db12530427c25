"""Streamlit's application with our keeping of sessions, of files made for them and of uploads."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st
from streamlit import config
from streamlit.runtime import RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.cache_storage_manager_config import create_default_cache_storage_manager

from components.web.sessions.left import LeftSessions
from components.web.sessions.manager import SessionsOfBrowsers
from components.web.sessions.media import MediaOfSessions
from components.web.sessions.messages import RuntimeOfPages
from components.web.sessions.paths import MEDIA, UPLOADS
from components.web.sessions.uploads import AskedUploads

_LEFT_SECONDS: Final = "server.disconnectedSessionTTL"


def keep_sessions_apart(app: st.App) -> None:
    """Let an application that has not begun keep what belongs to a session as this folder does.

    `st.App` has no public way to say so, and a class of our own in its place is not found:
    `streamlit run` looks for `st.App(…)` in the text of `dashboard.py`, and runs that as a page,
    without any gate, where it finds none. The pinned version of Streamlit is what this rests on.
    """
    app._create_runtime = partial(_runtime, app)  # type: ignore[method-assign]


def _runtime(app: st.App) -> RuntimeOfPages:
    storage = MemoryMediaFileStorage(MEDIA)
    runtime = RuntimeOfPages(
        RuntimeConfig(
            script_path=str(app._resolve_script_path()),
            media_file_storage=storage,
            uploaded_file_manager=AskedUploads(UPLOADS),
            cache_storage_manager=create_default_cache_storage_manager(),
            session_manager_class=SessionsOfBrowsers,
            session_storage=LeftSessions(float(config.get_option(_LEFT_SECONDS))),
            on_script_error=app._on_script_error,
        )
    )
    runtime._media_file_mgr = MediaOfSessions(storage)
    return runtime
