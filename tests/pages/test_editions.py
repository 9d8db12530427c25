"""The page Editions: what would be published is looked at, published, corrected and withdrawn."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.view import View
from components.web.services import PublishedFile
from data_access.editions import editions_of
from data_access.snapshot import snapshot
from data_access.store.database import Store
from pages.parts.editions.preview import edition_page
from pages.parts.editions.public import published
from tests.pages.conftest import OFFICER
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    bodies,
    control,
    example_view,
    headline,
    labels,
    open_page,
    press,
    view_of,
    words,
)

PLACE = ("example-borough",)


def there(store: Store) -> list[tuple[int, str, str]]:
    return [
        (each.number, each.title, each.published_by)
        for each in editions_of(store, EXAMPLE, principal=OFFICER)
    ]


def got(*rest: str) -> PublishedFile:
    found = published((*PLACE, *rest))
    assert found is not None, rest
    return found


def publish(page: AppTest, title: str = "Autumn report", by: str = "A. Director") -> AppTest:
    control(page, "text_input", "Title").set_value(title)
    control(page, "text_input", "Published by, as you sign").set_value(by)
    return press(page, "Publish…")


def test_an_edition_is_previewed_published_corrected_and_withdrawn(example: Store) -> None:
    page = open_page("editions")
    assert headline(page) == "Example Borough has published nothing that stands"
    said = words(page)
    assert "What would be hidden, and why" in said
    assert "counts below 5 are hidden" in said
    assert "most of its counts would have to be hidden" in said
    assert "See the page as it would be published" in said
    assert published((*PLACE, "1")) is None

    page = publish(page)
    assert there(example) == []
    assert "Publish “Autumn report” for everybody to read?" in words(page)
    page = press(page, "Not yet")
    page = press(publish(page), "Publish edition 1 now")
    assert there(example) == [(1, "Autumn report", "A. Director")]
    assert "Edition 1 is published" in words(page)
    assert 'href="./published/example-borough/1"' in bodies(page)
    shown = got("1").content.decode()
    assert "Autumn report" in shown
    assert "A. Director" not in shown
    assert "Autumn report" in got("").content.decode()

    page = press(page, "Correct it…")
    assert "Publish edition 2, which corrects edition 1" in words(page)
    page = publish(page, "Autumn report, corrected")
    assert "Say why the edition is corrected" in words(page)
    asked = "Why is edition 1 corrected? The public reads this."
    control(page, "text_area", asked).set_value("Two teams had been counted as one.")
    page = press(publish(page, "Autumn report, corrected"), "Publish edition 2 now")
    assert [number for number, _, _ in there(example)] == [1, 2]
    assert "Corrects edition 1: Two teams had been counted as one" in words(page)
    assert "corrected" in got("1").content.decode()

    page = press(page, "Withdraw it…")
    page = press(page, "Withdraw…")
    assert "Say why, and who withdraws it" in words(page)
    why = "Why is edition 2 withdrawn? The public reads this where it stood."
    control(page, "text_area", why).set_value("The log was another council's.")
    page = press(page, "Withdraw…")
    assert "Withdraw edition 2, “Autumn report, corrected”?" in words(page)
    assert "This edition was withdrawn" not in got("2").content.decode()
    page = press(page, "Withdraw edition 2 now")
    assert "Edition 2 is withdrawn" in words(page)
    gone = got("2").content.decode()
    assert "This edition was withdrawn" in gone
    assert "The log was another council&#x27;s." in gone
    assert "complaints were received" not in gone


def test_what_is_published_is_what_was_seen(example: Store) -> None:
    page = publish(open_page("editions"))
    page.query_params["day"] = "2025-12-31"
    page = press(page, "Publish edition 1 now")
    assert "Not published: the figures are others now" in words(page)
    assert there(example) == []


@pytest.mark.parametrize(
    "view", [view_of(HILLINGDON), example_view(datetime(2026, 6, 30, 23, 59))], ids=str
)
def test_only_the_stores_own_council_publishes_and_only_as_it_is_today(
    example: Store, view: View
) -> None:
    page = open_page("editions", view)
    assert "Only the store's own council publishes" in words(page)
    assert "Publish…" not in labels(page, "button")
    assert edition_page({}, snapshot(EXAMPLE, principal=OFFICER), view) is None


def test_what_never_was_is_not_there(example: Store) -> None:
    for path in ([], ["nowhere", ""], ["example-borough", ""], ["example-borough", "1"]):
        assert published(path) is None, path
    first = published([""])
    assert first is not None
    assert b"Nothing has been published yet." in first.content
