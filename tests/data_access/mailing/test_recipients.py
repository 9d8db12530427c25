"""The list of addresses that what is internal may be mailed to."""

from __future__ import annotations

import pytest

from data_access.activity.read import activities
from data_access.errors import DataError, NotAllowedError
from data_access.mailing.recipients import (
    change_recipient,
    mail_address,
    may_be_mailed,
    recipients,
)
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, GUEST, NEIGHBOUR, OFFICER, SOMEWHERE

DIRECTOR = "director@somewhere.example"


def put(store: Store, address: str, *, allowed: bool = True, authority: str = SOMEWHERE) -> bool:
    return change_recipient(store, authority, address, allowed=allowed, principal=OFFICER)


def entry(store: Store, address: str) -> int | None:
    found = may_be_mailed(store, SOMEWHERE, address, principal=GUEST)
    return found.number if found else None


@pytest.mark.both_databases
def test_only_who_is_on_the_council_s_list_may_be_mailed(store: Store) -> None:
    assert put(store, " Director@Somewhere.example ")
    assert not put(store, DIRECTOR)
    put(store, "@board.example")
    put(store, "neighbour@elsewhere.example", authority=ELSEWHERE)
    assert entry(store, "DIRECTOR@somewhere.example") == 1
    assert entry(store, "anybody@board.example") == 2
    for other in (
        "other@somewhere.example", "neighbour@elsewhere.example", "a@sub.board.example",
        "a@board.example.evil.example",
    ):  # fmt: skip
        assert entry(store, other) is None
    assert put(store, DIRECTOR, allowed=False)
    assert entry(store, DIRECTOR) is None
    assert [each.address for each in recipients(store, SOMEWHERE, principal=OFFICER)] == [
        "@board.example"
    ]
    acts = activities(store, principal=OFFICER).rows.select("act", "number").reverse().rows()
    assert acts == [("allow_mail", 1), ("allow_mail", 2), ("allow_mail", 3), ("stop_mail", 4)]


@pytest.mark.parametrize(
    "text",
    ["", "director", "@", "@example", "a@b", "a b@example.gov.uk", "a@example.gov.uk\nBcc: x@y.zz",
     "Jane <jane@example.gov.uk>", "a@example.gov.uk,b@example.gov.uk", f"{'a' * 250}@example.org",
     "a..b@example.org", "ä@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="no address"):
        mail_address(text, or_domain=True)


def test_an_address_is_compared_without_capitals() -> None:
    assert mail_address(" O'Neil.j@Example.GOV.uk ") == "o'neil.j@example.gov.uk"
    with pytest.raises(DataError):
        mail_address("@example.gov.uk")


def test_the_list_is_its_administrators(store: Store) -> None:
    for who in (GUEST, NEIGHBOUR):
        with pytest.raises(NotAllowedError):
            recipients(store, SOMEWHERE, principal=who)
        with pytest.raises(NotAllowedError):
            change_recipient(store, SOMEWHERE, DIRECTOR, allowed=True, principal=who)
    with pytest.raises(NotAllowedError):
        may_be_mailed(store, SOMEWHERE, DIRECTOR, principal=NEIGHBOUR)
