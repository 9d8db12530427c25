"""Addresses of stores, and what databases say of them, in words that give no password away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_USER_AND_PASSWORD: Final = re.compile(r"//(?P<user>[^:/@]*):(?P<password>.*)@", re.S)
_IN_QUERY: Final = re.compile(r"(?i)((?:ssl)?password|passfile|sslkey)=([^&\s]*)")
_SHORTEST: Final = 3  # a shorter part of a password would be found in any text
_HIDDEN: Final = "***"
HOW_TO_MAKE: Final = (
    "If its name is right and it is meant to be new, make it: python -m data_access init "
    '--authority "Your Council". Nothing was written.'
)


def url_of_file(path: Path) -> str:
    """URL of the store in a file."""
    # Not just put together: in a URL a % or ? in a folder's name means something else.
    return URL.create("sqlite", database=str(path)).render_as_string()


def shown_address(url: str) -> str:
    """A store's address without a password, wherever in it one stands."""
    try:
        shown = make_url(url).render_as_string(hide_password=False)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        shown = url
    shown = _USER_AND_PASSWORD.sub(rf"//\g<user>:{_HIDDEN}@", shown)
    return _IN_QUERY.sub(rf"\1={_HIDDEN}", shown)


def without_password(text: str, url: str) -> str:
    """A text, such as what a driver said, without the password of a store's address, nor a part of
    it: one with an "@" or "/" in it is easily read as a host's name."""
    found = [match["password"] for match in _USER_AND_PASSWORD.finditer(url)]
    found += [match[2] for match in _IN_QUERY.finditer(url)]
    parts = {part for secret in found for part in (secret, *re.split(r"[@/:?#]", secret))}
    for part in sorted({*parts, *map(unquote, parts)}, key=len, reverse=True):
        if len(part) >= _SHORTEST:
            text = text.replace(part, _HIDDEN)
    return text


def reason(error: Exception, url: str = "") -> str:
    """What a driver or the system says is wrong, as one phrase without the URL's password."""
    said = str(getattr(error, "orig", error)).strip().partition("\n")[0].rstrip(".")
    return without_password(said, url)
