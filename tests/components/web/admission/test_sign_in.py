"""A sign-in is believed while the provider's word holds, and never without it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.datastructures import Headers
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from components.web.admission.sign_in import OpenIdSignIn
from vocabulary.principal import Grant, Permission, Role

NOW = 1_790_000_000.0
HOME = "https://care.example.gov.uk"
SECRET = "for-tests-only-" * 3
NAME = "_streamlit_user"
OURS = "Somewhere Council"
GRANTS = {"g1": frozenset({Grant(Role.READER, frozenset({OURS}))}),
          "g2": frozenset({Grant(Role.PUBLISHER, frozenset({OURS}))})}  # fmt: skip
CLAIMS: dict[str, Any] = {
    "iss": "https://sign-in.example", "sub": "a-1", "name": "Ada Brown", "groups": ["g1", "other"],
    "iat": NOW - 60, "exp": NOW + 3600, "origin": HOME, "is_logged_in": True, "provider": "default",
}  # fmt: skip


@pytest.fixture
def signing_in() -> OpenIdSignIn:
    return OpenIdSignIn(HOME, SECRET, GRANTS, clock=lambda: NOW)


def headers(secret: str = SECRET, signed_as: str = NAME, **claims: Any) -> Headers:
    said = {key: value for key, value in {**CLAIMS, **claims}.items() if value is not None}
    cookie = create_signed_value(secret, signed_as, json.dumps(said)).decode()
    return Headers({"cookie": f"other=1; {NAME}={cookie}"})


def test_who_signed_in_has_the_roles_of_their_groups(signing_in: OpenIdSignIn) -> None:
    who = signing_in(headers())
    assert who is not None
    assert (who.name, who.subject) == ("Ada Brown", "https://sign-in.example a-1")
    assert who.may(Permission.SEE, OURS)
    assert not who.may(Permission.PUBLISH, OURS)
    both = signing_in(headers(groups=["g1", "g2"]))
    assert both is not None
    assert both.may(Permission.PUBLISH, OURS)


@pytest.mark.parametrize("groups", [None, [], ["other"], {"g1": 1}, [["g1"]], 3, "G1"])
def test_whoever_is_in_no_group_we_know_may_do_nothing(
    signing_in: OpenIdSignIn, groups: object
) -> None:
    who = signing_in(headers(groups=groups))
    assert who is not None
    assert not any(who.may_somewhere(each) for each in Permission)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": NOW}, {"exp": NOW - 1}, {"exp": None}, {"exp": "never"}, {"exp": True},
        {"exp": float("nan")}, {"exp": 10**400}, {"iat": None}, {"iat": NOW + 3600},
        {"iat": NOW - 11 * 3600}, {"origin": "https://other.example"}, {"origin": None},
        {"is_logged_in": False}, {"is_logged_in": "yes"}, {"sub": None}, {"sub": 3},
        {"iss": None},
    ],
    ids=str,
)  # fmt: skip
def test_what_does_not_hold_is_not_believed(
    signing_in: OpenIdSignIn, claims: dict[str, Any]
) -> None:
    assert signing_in(headers(**claims)) is None


@pytest.mark.parametrize(
    "cookie",
    [
        "", "=", f"{NAME}=", f"{NAME}=e30.x.y", f"{NAME}={'9' * 10_000}", f"{NAME}=é",
        f"{NAME}={json.dumps(CLAIMS)}", f"{NAME}=chunks-9",
    ],
    ids=lambda cookie: cookie[:30],
)  # fmt: skip
def test_a_cookie_that_is_not_ours_is_nobodys(signing_in: OpenIdSignIn, cookie: str) -> None:
    raw = [(b"cookie", cookie.encode("latin-1"))]
    assert signing_in(Headers(raw=raw)) is None


def test_a_signature_of_anothers_or_for_another_cookie_is_none(signing_in: OpenIdSignIn) -> None:
    assert signing_in(headers(secret="somebody-elses-secret-of-32-signs")) is None
    assert signing_in(headers(signed_as="_streamlit_user_tokens")) is None
    # Not its last letter: that one carries bits that mean nothing.
    signed, signature = headers()["cookie"].rsplit(".", 1)
    other = ("A" if signature[0] != "A" else "B") + signature[1:]
    assert signing_in(Headers({"cookie": f"{signed}.{other}"})) is None


def test_a_sign_in_ends_when_its_owner_signs_out_also_for_a_copy_of_it(
    signing_in: OpenIdSignIn,
) -> None:
    mine, others = headers(), headers(sub="b-2")
    session = signing_in.session(mine)
    assert session is not None
    signing_in.sign_out(session)
    assert signing_in(mine) is None
    assert signing_in(others) is not None


def test_a_sign_in_ends_after_the_hours_allowed_whatever_the_provider_says() -> None:
    short = OpenIdSignIn(HOME, SECRET, GRANTS, hours=0.5, clock=lambda: NOW)
    session = short.session(headers(iat=NOW - 600))
    assert session is not None
    assert session.until == NOW + 1200


def test_groups_that_are_too_many_to_say_are_told_from_none(signing_in: OpenIdSignIn) -> None:
    entra = signing_in.session(headers(groups=None, _claim_names={"groups": "src1"}))
    assert entra is not None
    assert entra.too_many_groups
    none = signing_in.session(headers(groups=None))
    assert none is not None
    assert not none.too_many_groups


def test_a_name_is_recorded_as_one_line_that_can_be_read(signing_in: OpenIdSignIn) -> None:
    who = signing_in(headers(name=" Ada\u202e\n <b>Brown</b> " + "x" * 200))
    assert who is not None
    assert who.name.startswith("Ada <b>Brown</b> xxx")
    assert len(who.name) == 80
