"""Administration on screen: who did what with the records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from components.web import activity
from components.web.activity import register_noted
from components.web.principal import register_sign_in
from data_access.activity.note import noted
from data_access.activity.read import activities
from data_access.datasets import FINDING
from data_access.ledger.entry import Entry
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.data_access.made_up_rows import findings, land
from tests.pages.conftest import OFFICER
from tests.pages.harness import SOMEWHERE, control, headline, open_page, press, view_of, words
from vocabulary.activity import Act
from vocabulary.nature import Nature
from vocabulary.principal import Grant, Principal, Role

OWN = view_of(SOMEWHERE, Nature.OWN)


@pytest.fixture
def kept() -> Iterator[None]:
    """What is done on pages is written down, as the server has it."""

    def keep(
        principal: Principal, act: Act, council: str, *about: str, number: int | None = None
    ) -> None:
        told = {"authorities": [council], "about": about, "number": number}
        noted(open_store(), act, principal=principal, **told)  # type: ignore[arg-type]

    register_noted(keep)
    yield
    activity._registered.clear()


@pytest.mark.usefixtures("kept")
def test_looking_at_records_is_on_record_with_who_and_what(example: Store) -> None:
    open_page("trace", kind="action", reference="ACT-034")
    open_page("trace", kind="action", reference="ACT-034")
    open_page("exhibit", show="complaints_volume")
    found = activities(example, principal=OFFICER).rows.reverse()
    assert found.select("who", "act", "about").rows() == [
        ("Officer", "look", "action"),
        ("Officer", "look", "complaint complaints_volume"),
    ]


def test_it_is_listed_in_words_and_narrowed(own: Store) -> None:
    told = {"principal": OFFICER, "authorities": [SOMEWHERE]}
    noted(own, Act.EXPORT, about=["complaints_volume", "csv"], **told)  # type: ignore[arg-type]
    noted(own, Act.LOOK, about=["action"], number=61, **told)  # type: ignore[arg-type]
    page = open_page("administration", OWN)
    assert "by one person in the last 30 days" in headline(page)
    assert "Improvement actions, version 61" in words(page)
    assert ", CSV" in words(page)
    assert "Edited Councils, import" in words(page)
    only = words(open_page("administration", OWN, act="Exported"))
    assert "Exported" in only
    assert "Looked at records" not in only
    nothing = words(open_page("administration", OWN, act="Signed out"))
    assert "Nobody did such a thing" in nothing


def said(store: Store) -> list[str]:
    known = snapshot(SOMEWHERE, store=store, principal=OFFICER)
    return known["finding"].get_column("text").to_list()


def test_what_slipped_in_is_looked_for_and_then_erased_for_good(own: Store) -> None:
    land(own, Entry(FINDING, findings("Ada Quillfeather told us.")), source="report.pdf")
    page = open_page("administration", OWN, part="Erase")
    control(page, "text_input", "As it is written").set_value("Ada Quillfeather")
    page = press(page, "Look where it stands")
    assert "It stands in 1 version of one field" in words(page)
    assert said(own) == ["Ada Quillfeather told us."]
    control(page, "text_input", "Why, without repeating it").set_value("A slip.")
    page = press(page, "Erase it for good")
    assert "tick that you have read" in page.error[0].value
    assert said(own) == ["Ada Quillfeather told us."]
    page.checkbox(key="erase_sure").check()
    page = press(page, "Erase it for good")
    assert said(own) == ["[erased] told us."]
    assert "Backups made before now still have it" in words(page)
    assert "A person's name Findings: Text A slip. Officer" in words(page)
    assert "Quillfeather" not in words(page)
    assert "One thing was erased from the records of Somewhere Council" in words(page)


def test_whoever_is_no_administrator_sees_none_of_it(own: Store) -> None:
    reader = Principal("Reader", frozenset({Grant(Role.READER)}))
    register_sign_in(lambda _headers: reader)
    try:
        page = open_page("administration", OWN)
        assert "for administrators" in headline(page)
        assert "Who did what" not in words(page)
        assert "Administration" not in words(open_page("data", OWN, do="What is held"))
    finally:
        register_sign_in(lambda _headers: OFFICER)


def test_an_administrator_keeps_the_list_of_who_is_mailed(own: Store) -> None:
    page = open_page("administration", OWN, part="Mail")
    assert "No addresses may be sent internal packs of Somewhere Council" in headline(page)
    field = "Add an address, or @ and a domain for everybody there"
    control(page, "text_input", field).set_value("director")
    page = press(page, "Add it")
    assert "is no address such as name@example.gov.uk" in words(page)
    control(page, "text_input", field).set_value("Director@Somewhere.example")
    page = press(page, "Add it")
    assert "director@somewhere.example This address Officer" in words(page)
    page = press(page, "Take it off")
    assert "No addresses may be sent" in headline(page)
