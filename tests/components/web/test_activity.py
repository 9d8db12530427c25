"""What is done at addresses and in files is written down with who did it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from components.exhibits.view import View
from components.web import activity, principal
from components.web.activity import done, exported, register_noted
from components.web.downloads import (
    DOCUMENT_ADDRESS,
    FILE_ADDRESS,
    IMAGE_ADDRESS,
    PACK_ADDRESS,
    _what,
)
from tests.principals import OFFICER
from vocabulary.activity import Act
from vocabulary.nature import Nature

VIEW = View("Somewhere Council", Nature.OWN, date(2026, 9, 30))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, ...]]]:
    """What was written down, while the officer asks."""
    written: list[tuple[Any, ...]] = []
    monkeypatch.setattr(activity, "_registered", [])
    monkeypatch.setattr(activity, "current_view", lambda: VIEW)
    monkeypatch.setattr(principal, "_registered", [])
    principal.register_sign_in(lambda _headers: OFFICER)
    register_noted(
        lambda who, act, council, *about, number=None: written.append(
            (who.name, act, council, about, number)
        )
    )
    with principal.asking({}):
        yield written


def test_a_file_is_told_of_when_it_is_made_and_not_when_it_is_offered(
    told: list[tuple[Any, ...]],
) -> None:
    write = exported(lambda: b"rows", "complaint", "csv")
    assert told == []
    assert write() == b"rows"
    assert told == [("Officer", Act.EXPORT, VIEW.council, ("complaint", "csv"), None)]


def test_what_a_page_does_is_told_of_its_view(told: list[tuple[Any, ...]]) -> None:
    done(Act.LOOK, "action", number=61)
    done(Act.LOOK, "search", council="Elsewhere Council")
    assert [entry[2:] for entry in told] == [
        (VIEW.council, ("action",), 61),
        ("Elsewhere Council", ("search",), None),
    ]


@pytest.mark.parametrize(
    ("address", "asked", "what"),
    [
        (FILE_ADDRESS, {"show": "complaints_volume"}, ("complaints_volume", "csv")),
        (IMAGE_ADDRESS, {"show": "plan_due", "as": "png"}, ("plan_due", "png")),
        (PACK_ADDRESS, {"pack": "Mrs Quillfeather's", "as": "pdf"}, ("pack", "pdf")),
        (PACK_ADDRESS, {"show": "Mrs Quillfeather", "as": "pdf"}, ("pack", "pdf")),
        (
            DOCUMENT_ADDRESS,
            {"document": "Self-assessment", "show": "Mrs Quillfeather", "as": "docx"},
            ("document", "docx"),
        ),
    ],
)
def test_a_download_is_told_by_names_of_ours(
    address: str, asked: dict[str, str], what: tuple[str, ...]
) -> None:
    assert _what(address, asked) == what
