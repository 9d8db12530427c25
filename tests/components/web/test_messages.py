"""Over its websocket a page asks what our pages ask, and nothing else that Streamlit would do."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from components.web.sessions.messages import ASKED, OPERATIONS, is_asked_by_pages

OPERATION = "backend_operation_request"
KINDS = {each.name for each in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields} - {OPERATION}
PAYLOADS = {
    each.name
    for each in BackMsg().backend_operation_request.DESCRIPTOR.oneofs_by_name["payload"].fields
}


def a_message(kind: str) -> BackMsg:
    message = BackMsg()
    if kind in PAYLOADS:
        getattr(message.backend_operation_request, kind).SetInParent()
    elif isinstance(getattr(message, kind), bool):
        setattr(message, kind, True)
    else:
        getattr(message, kind).SetInParent()
    return message


def test_what_pages_ask_is_there() -> None:
    assert KINDS >= ASKED
    assert PAYLOADS >= OPERATIONS


@pytest.mark.parametrize("kind", sorted(KINDS | PAYLOADS))
def test_only_what_pages_ask_is_done(kind: str) -> None:
    assert is_asked_by_pages(a_message(kind)) == (kind in ASKED | OPERATIONS)


def test_nothing_is_asked_by_an_empty_message() -> None:
    empty = BackMsg()
    assert not is_asked_by_pages(empty)
    empty.backend_operation_request.SetInParent()
    assert not is_asked_by_pages(empty)
