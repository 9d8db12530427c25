"""A session goes on after its connection broke, but only in the browser it began in."""

from __future__ import annotations

from typing import Any, Final

from starlette.datastructures import Headers
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from components.web.sessions.owner import browser_of, headers_of

_MANY: Final = 1000  # sessions of which those that are over are looked for


class SessionsOfBrowsers(WebsocketSessionManager):
    """Streamlit's sessions. It lets whoever knows a session's name go on with it, and the name
    stands in the addresses of uploads, and so in the log of a proxy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._browsers: dict[str, str] = {}

    def connect_session(
        self,
        client: SessionClient,
        script_data: Any,
        user_info: Any,
        existing_session_id: str | None = None,
        session_id_override: str | None = None,
    ) -> str:
        """As Streamlit's own; from another browser a new session begins instead."""
        browser = browser_of(headers_of(client) or Headers())
        if existing_session_id and self._browsers.get(existing_session_id, "") != browser:
            existing_session_id = None
        session_id = super().connect_session(
            client, script_data, user_info, existing_session_id, session_id_override
        )
        if browser is not None:
            self._browsers[session_id] = browser
        if len(self._browsers) > _MANY:
            known = {each.session.id for each in self.list_sessions()}
            self._browsers = {key: of for key, of in self._browsers.items() if key in known}
        return session_id
