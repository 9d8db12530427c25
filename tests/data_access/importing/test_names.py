"""Names of people fall away where a role is wanted, and roles stay as they are."""

from __future__ import annotations

import pytest

from data_access.importing.personal_data.names import without_names


@pytest.mark.parametrize("role", [
    "Principal Social Worker", "PSW", "AD Commissioning", "Heads of Service East and West", "DASS",
    "Learning disability lead", "HR Recruitment", "Quality Assurance", "Mark as tbc", "OT Lead",
    "Head of Mental Health", "Grant Thornton",
])  # fmt: skip
def test_roles_stay(role: str) -> None:
    assert without_names(role) == role


@pytest.mark.parametrize(("said", "role"), [
    ("Jane Smith", None), ("Mohammed Khan", None), ("J. Smith", None), ("J Smith", None),
    ("Dr Okonkwo-Bell", None), ("Jane", None), ("Sarah Jones (PSW)", "PSW"),
    ("Head of Service - Jane Smith", "Head of Service"), ("Jane Smith / Tom Brown", None),
    ("Head of Access and Jane Smith", "Head of Access"), ("Cllr A. N. Other", None),
])  # fmt: skip
def test_names_fall_away(said: str, role: str | None) -> None:
    assert without_names(said) == role
