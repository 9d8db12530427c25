"""A mail server on this computer that keeps what it is handed, for tests."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

REFUSED = "gone@somewhere.example"


@dataclass
class Kept:
    """What the server was handed, by the address it is for, and who signed in."""

    messages: dict[str, EmailMessage] = field(default_factory=dict)
    encrypted: list[bool] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (as the library calls it)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == REFUSED:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.encrypted.append(session.ssl is not None)
        for address in envelope.rcpt_tos:
            message = message_from_bytes(envelope.content, policy=default)
            assert isinstance(message, EmailMessage)
            self.messages[address] = message
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as asked:  # the library connects to the port it is given: 0 will not do
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def server(kept: Kept, tls: ssl.SSLContext | None = None, password: str = "") -> Controller:
    """A server that is not started yet. tls: it asks for STARTTLS with this certificate; password:
    it asks to sign in with it."""

    def sign_in(_server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        kept.names.append(given.login.decode())
        return AuthResult(success=given.password.decode() == password, handled=False)

    asked: dict[str, Any] = {"auth_required": True, "authenticator": sign_in} if password else {}
    return Controller(
        kept,
        hostname="127.0.0.1",
        port=_free_port(),
        tls_context=tls,
        require_starttls=tls is not None,
        auth_require_tls=tls is not None,
        **asked,
    )
