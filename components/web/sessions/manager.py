"""A session goes on after its connection broke, but only in the browser it began in, and for the
person who began it."""

from __future__ import annotations

from typing import Any, Final

from starlette.datastructures import Headers
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from components.web.principal import asking
from components.web.sessions.owner import browser_of, headers_of
from vocabulary.principal import Principal

_MANY: Final = 1000  # sessions of which those that are over are looked for


class SessionsOfBrowsers(WebsocketSessionManager):
    """Streamlit's sessions. It lets whoever knows a session's name go on with it, and the name
    stands in the addresses of uploads, and so in the log of a proxy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owners: dict[str, tuple[str, Principal]] = {}

    def connect_session(
        self,
        client: SessionClient,
        script_data: Any,
        user_info: Any,
        existing_session_id: str | None = None,
        session_id_override: str | None = None,
    ) -> str:
        """As Streamlit's own; from another browser, or for another person in the same one, a new
        session begins instead."""
        owner = _owner(headers_of(client) or Headers())
        if existing_session_id and (
            owner is None or self._owners.get(existing_session_id) != owner
        ):
            existing_session_id = None
        session_id = super().connect_session(
            client, script_data, user_info, existing_session_id, session_id_override
        )
        if owner is not None:
            self._owners[session_id] = owner
        if len(self._owners) > _MANY:
            known = {each.session.id for each in self.list_sessions()}
            self._owners = {key: of for key, of in self._owners.items() if key in known}
        return session_id


def _owner(headers: Headers) -> tuple[str, Principal] | None:
    """Whose a session is that begins with these headers; None where its browser has no name, or
    nobody is signed in."""
    browser = browser_of(headers)
    with asking(headers) as person:
        return (browser, person) if browser is not None and person is not None else None
