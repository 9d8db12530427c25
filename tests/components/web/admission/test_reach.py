"""Without sign-in nobody but this computer may reach the server."""

from __future__ import annotations

import pytest
from streamlit import config

from components.web.admission.reach import too_open


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.0.1"])
def test_its_own_computer_needs_no_sign_in(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "get_option", lambda _name: address)
    assert too_open() is None
    assert too_open(["localhost", "127.0.0.1"]) is None
    assert "care.example.gov.uk" in (too_open(["care.example.gov.uk"]) or "")


@pytest.mark.parametrize(
    "address", [None, "", "0.0.0.0", "::", "10.0.0.4", "care.example.gov.uk", "unix:///run/d.sock"]
)
def test_any_other_address_is_refused_in_one_line(
    address: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "get_option", lambda _name: address)
    why = too_open()
    assert why is not None
    assert "no sign-in is set up" in why
    assert "\n" not in why
