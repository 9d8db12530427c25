"""Handing messages to a mail server. No password stands in any error."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

from data_access.errors import DataError
from data_access.settings import Settings

_SECONDS: Final = 30
_USUAL_PORT: Final = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True)
class MailServer:
    """The council's mail server: how to reach it, and from whom messages come. security: as the
    setting has it."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(settings: Settings) -> MailServer:
    """The mail server that is set. DataError where none is, or only half of it."""
    missing = [
        name
        for name, value in (("SMTP_HOST", settings.smtp_host), ("MAIL_FROM", settings.mail_from))
        if not value
    ]
    if missing:
        raise DataError(f"no mail server is set: set {' and '.join(missing)}")
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
    if bool(password) is not bool(settings.smtp_user):
        raise DataError("SMTP_USER and SMTP_PASSWORD go together: set both or neither")
    if password and settings.smtp_security == "none":
        raise DataError("a password is not sent without encryption: set SMTP_SECURITY")
    return MailServer(
        settings.smtp_host,
        settings.smtp_port or _USUAL_PORT[settings.smtp_security],
        settings.smtp_security,
        settings.mail_from,
        settings.smtp_user,
        password,
    )


def send(server: MailServer, messages: Sequence[EmailMessage]) -> dict[str, str]:
    """Hand the messages over, one by one; gives why the server refused one, by its address.

    DataError where the server cannot be reached, has no encryption that can be trusted, or does not
    accept who signs in: then none was handed over.
    """
    refused = {}
    with _connected(server) as connection:
        for each in messages:
            try:
                connection.send_message(each)
            except smtplib.SMTPRecipientsRefused as error:
                code, said = next(iter(error.recipients.values()))
                refused[str(each["To"])] = _said(code, said)
            except smtplib.SMTPResponseException as error:
                refused[str(each["To"])] = _said(error.smtp_code, error.smtp_error)
            except (smtplib.SMTPException, OSError):
                refused[str(each["To"])] = "the connection broke"
    return refused


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    # Our own name is given: the library would ask the network for it.
    ours = server.sender.rpartition("@")[2]
    trusted = ssl.create_default_context()
    try:
        connection = (
            smtplib.SMTP_SSL(server.host, server.port, ours, timeout=_SECONDS, context=trusted)
            if server.security == "tls"
            else smtplib.SMTP(server.host, server.port, ours, timeout=_SECONDS)
        )
    except (OSError, smtplib.SMTPException) as error:
        raise DataError(f"{_name(server)} cannot be reached: {_why(error)}") from error
    with connection:
        try:
            if server.security == "starttls":
                connection.starttls(context=trusted)
            if server.user:
                connection.login(server.user, server.password)
        except smtplib.SMTPAuthenticationError:
            why = f"{_name(server)} does not accept SMTP_USER with SMTP_PASSWORD"
            raise DataError(why) from None  # what it answered may repeat them
        except (OSError, smtplib.SMTPException) as error:
            raise DataError(f"{_name(server)} cannot be trusted or used: {_why(error)}") from error
        yield connection


def _name(server: MailServer) -> str:
    return f"the mail server {server.host}, port {server.port},"


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return f"no answer within {_SECONDS} seconds"
    return getattr(error, "strerror", None) or str(error)


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())[:120]}"
