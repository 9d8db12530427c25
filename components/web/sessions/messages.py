"""What a page may ask of the server over its websocket: what our pages ask, and nothing else.

Streamlit also answers anyone who has a page open with what only developers need: to empty the
caches of everybody, to say what its folder's version control knows, to write files beside the
program.
"""

from __future__ import annotations

import logging
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionClient

ASKED: Final = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})
OPERATIONS: Final = frozenset({"deferred_file", "dataframe_chunk"})
"""Of a `backend_operation_request`: a file made when it is asked for, a long table's next rows."""


class RuntimeOfPages(Runtime):
    """Streamlit's runtime, which hands on to a session only what pages ask."""

    def handle_backmsg(
        self, session_id: str, msg: BackMsg, *, client: SessionClient | None = None
    ) -> None:
        """As Streamlit's own, for what pages ask; all else is noted and let fall."""
        if is_asked_by_pages(msg):
            super().handle_backmsg(session_id, msg, client=client)
        else:
            kind = msg.WhichOneof("type")
            logging.getLogger(__name__).warning("refused: no page asks for %s", kind or "nothing")


def is_asked_by_pages(message: BackMsg) -> bool:
    """Whether one of our pages sends such a message."""
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in ASKED
