"""How people sign in on a council's server, and which groups give which roles: read from one file.

The file is Streamlit's own for secrets (TOML): `[auth]` as Streamlit documents it, and `[access]`
with the roles. It lies in `.streamlit/secrets.toml` beside the product, or where
`DASHBOARD_SIGN_IN` says. Where there is none, there is no sign-in; one that is not whole is an
error, never no sign-in.
`docs/signing-in.md` tells how to fill it in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data_access.errors import DataError
from data_access.settings import settings
from vocabulary.principal import Grant, Grants, Role

DEFAULT_FILE: Final = Path(__file__).resolve().parent.parent / ".streamlit" / "secrets.toml"
_CALLBACK: Final = "/oauth2callback"
_OWN_COMPUTER: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTEST_SECRET: Final = 32


Councils = Literal["all"] | tuple[str, ...]


class SignInError(DataError):
    """Sign-in is set up in part, or wrongly: nothing may be served."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Provider(_Part):
    """`[auth]`: where people sign in, and as which application we ask."""

    redirect_uri: str
    cookie_secret: str = Field(min_length=_SHORTEST_SECRET)
    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=1)
    server_metadata_url: str
    client_kwargs: dict[str, str] = Field(default_factory=dict)

    @field_validator("redirect_uri")
    @classmethod
    def _is_ours(cls, address: str) -> str:
        if not _encrypted(address).endswith(_CALLBACK):
            raise ValueError(f"has to end in {_CALLBACK}")
        return address

    @field_validator("server_metadata_url")
    @classmethod
    def _is_encrypted(cls, address: str) -> str:
        return _encrypted(address)

    @property
    def origin(self) -> str:
        """The dashboard's own address, such as "https://care.example.gov.uk"."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"


class GroupRole(_Part):
    """`[[access.roles]]`: the role that a group's members have, for which councils."""

    group: str = Field(min_length=1)
    role: Literal["reader", "contributor", "practice_lead", "publisher", "administrator"]
    councils: Councils

    @field_validator("councils")
    @classmethod
    def _names_some(cls, named: Councils) -> Councils:
        if not named or not all(each.strip() for each in named):
            raise ValueError('names no council: name them, or say "all"')
        return named

    @property
    def grant(self) -> Grant:
        """The role for these councils."""
        return Grant(Role(self.role), None if self.councils == "all" else frozenset(self.councils))


class Access(_Part):
    """`[access]`: what the sign-in says of a person gives which roles, and for how long."""

    roles: tuple[GroupRole, ...] = Field(min_length=1)
    groups_claim: str = Field(default="groups", min_length=1)
    hours: float = Field(default=10, gt=0, le=24)

    def grants(self) -> Mapping[str, Grants]:
        """The roles that each group gives."""
        given: dict[str, set[Grant]] = {}
        for each in self.roles:
            given.setdefault(each.group, set()).add(each.grant)
        return {group: frozenset(grants) for group, grants in given.items()}


class SignIn(BaseModel):
    """The whole file; other tables of it are Streamlit's or somebody else's."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    auth: Provider
    access: Access


@lru_cache(maxsize=1)
def sign_in_settings() -> SignIn | None:
    """How people sign in; None where nothing of it is set up, as on a laptop. Read once.

    SignInError, in one line, where it is set up in part, or where the file that is named is not
    there.
    """
    named = settings().dashboard_sign_in
    path = named or DEFAULT_FILE
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        if named is None:
            return None
        raise SignInError(f"Sign-in: there is no file {path} (DASHBOARD_SIGN_IN).") from error
    except (OSError, ValueError) as error:
        raise SignInError(f"Sign-in: {path} cannot be read: {error}.") from error
    if named is None and not {"auth", "access"} & set(said):
        return None
    try:
        return SignIn.model_validate(said)
    except ValidationError as error:
        raise SignInError(f"Sign-in: {path} is not whole: {_first(error)}.") from error


def _first(error: ValidationError) -> str:
    """What is wrong first, by its place in the file; never with the value, which may be secret."""
    found: dict[str, Any] = dict(error.errors(include_input=False, include_url=False)[0])
    place = ".".join(str(part) for part in found["loc"])
    message = str(found["msg"]).removeprefix("Value error, ")
    more = error.error_count() - 1
    return f"{place}: {message[:1].lower()}{message[1:]}" + (f" (and {more} more)" if more else "")


def _encrypted(address: str) -> str:
    """An address that begins with https; for this computer's own name, http will do."""
    parts = urlsplit(address)
    own = parts.scheme == "http" and parts.hostname in _OWN_COMPUTER
    if not parts.hostname or not (parts.scheme == "https" or own):
        raise ValueError("has to be a whole address that begins with https://")
    return address
