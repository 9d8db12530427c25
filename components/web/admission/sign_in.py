"""Who is signed in, by the cookie that Streamlit's own login (OpenID Connect) leaves in a browser.

Streamlit signs the cookie and keeps it for thirty days; neither it nor `st.user` asks whether the
provider's word still holds. So the cookie is read here on every request, and within a session that
stays open: its signature, for which address it was given, until when it holds, and whether its
owner signed out meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import cookie_parser
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from components.web.admission.sign_outs import SignOuts
from vocabulary.activity import Act
from vocabulary.principal import Grants, Principal

_CLOCKS_DIFFER: Final = 300  # seconds by which the provider's clock may be ahead of ours
_END_OF_TIME: Final = 1e11  # seconds: no token holds until then
_LONGEST_NAME: Final = 80
_NAMES: Final = ("name", "preferred_username", "email", "sub")


@dataclass(frozen=True)
class Session:
    """A person's sign-in. key: what it is told from others by. too_many_groups: the provider left
    the groups out because there are too many."""

    principal: Principal
    until: float
    key: str
    too_many_groups: bool = False


@dataclass
class OpenIdSignIn:
    """Reads who is signed in from a request's headers.

    origin: the dashboard's own address. secret: what Streamlit signs its cookies with. grants: the
    roles that each group gives. groups_claim: where the provider says a person's groups. hours: the
    longest that a sign-in lasts, whatever the provider says. told: is told who signed in or out.
    signed_out: who did, in whichever process.
    """

    origin: str
    secret: str
    grants: Mapping[str, Grants]
    groups_claim: str = "groups"
    hours: float = 10
    told: Callable[[Principal, Act], None] = field(default=lambda _who, _act: None)
    clock: Callable[[], float] = time.time
    signed_out: SignOuts = field(default_factory=SignOuts)

    def __call__(self, headers: Mapping[str, str]) -> Principal | None:
        """Who is asking; None: nobody is signed in (any more)."""
        found = self.session(headers)
        return found.principal if found else None

    def session(self, headers: Mapping[str, str]) -> Session | None:
        """The sign-in that a request's headers carry, if it holds now."""
        found = _claims(_cookies(headers), self.secret)
        if found is None:
            return None
        raw, claims = found
        until = self._until(claims)
        key = hashlib.sha256(raw).hexdigest()
        if until is None or key in self.signed_out:
            return None
        name = next((said for each in _NAMES if (said := _text(claims.get(each)))), "")
        subject = f"{claims['iss']} {claims['sub']}"
        principal = Principal(name, self._grants(claims), subject, until)
        return Session(principal, until, key, _too_many(claims, self.groups_claim))

    def sign_out(self, session: Session) -> None:
        """Let a sign-in hold no longer, whoever has its cookie, in whichever process."""
        self.signed_out.add(session.key, session.until)

    def _until(self, claims: Mapping[str, Any]) -> float | None:
        """When a sign-in ends; None where it does not hold."""
        now, given, ends = self.clock(), _moment(claims.get("iat")), _moment(claims.get("exp"))
        if given is None or ends is None or given > now + _CLOCKS_DIFFER:
            return None
        said = all(isinstance(claims.get(each), str) and claims[each] for each in ("iss", "sub"))
        ours = claims.get("is_logged_in") is True and claims.get("origin") == self.origin
        until = min(ends, given + self.hours * 3600)
        return until if said and ours and now < until else None

    def _grants(self, claims: Mapping[str, Any]) -> Grants:
        said = claims.get(self.groups_claim)
        groups = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        given = (self.grants.get(group, frozenset()) for group in groups if isinstance(group, str))
        return frozenset(grant for grants in given for grant in grants)


def _cookies(headers: Mapping[str, str]) -> dict[str, str]:
    """A request's cookies, whichever way its headers are told."""
    every = getattr(headers, "getlist", None) or getattr(headers, "get_all", None)
    said = every("cookie") if every else [headers.get("cookie", headers.get("Cookie", ""))]
    return cookie_parser("; ".join(said))


def _claims(cookies: Mapping[str, str], secret: str) -> tuple[bytes, dict[str, Any]] | None:
    """What the provider said of a person, as Streamlit signed it; None where it did not."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value) if value and value.isascii() else None

    raw = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    if not raw:
        return None
    try:
        claims = json.loads(raw)
    except ValueError:
        return None
    return (raw, claims) if isinstance(claims, dict) else None


def _moment(value: object) -> float | None:
    """Seconds since 1970, as a token says them; None for what is none."""
    told = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if told and 0 < value < _END_OF_TIME else None  # type: ignore[arg-type,operator]


def _text(value: object) -> str:
    """A name as it is recorded: one line, nothing unseen in it."""
    said = value if isinstance(value, str) else ""
    return "".join(c for c in " ".join(said.split()) if c.isprintable())[:_LONGEST_NAME]


def _too_many(claims: Mapping[str, Any], claim: str) -> bool:
    """Whether the groups are not in the token because there are too many (Entra ID says where they
    could be asked for, or only that there are)."""
    elsewhere = claims.get("_claim_names")
    return claims.get("hasgroups") is True or (isinstance(elsewhere, dict) and claim in elsewhere)
