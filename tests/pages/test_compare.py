"""Compare: who is like us, how others scored, and a choice that stands in the address."""

from __future__ import annotations

from data_access.store.database import Store
from tests.pages.harness import bodies, headline, open_page


def test_every_neighbour_is_named_with_its_score_and_day(example: Store) -> None:
    page = open_page("compare")
    body = bodies(page)
    assert "neighbours scored" in headline(page)
    assert len(headline(page)) <= 90
    assert body.count('class="peer-strip-dot"') >= 5
    assert 'data-says="Hounslow: 70%, 17 May 2024"' in body
    assert body.count('<th scope="row">') >= 9 + 15  # statements, and why fifteen are near
    assert "not a ranking" in body


def test_what_the_address_asks_for_holds_on_every_exhibit(example: Store) -> None:
    page = open_page("compare", peers="region", beside="Camden")
    body = bodies(page)
    assert "councils in London" in headline(page)
    assert body.count("of 33 councils in London have") >= 4
    assert 'class="dot dot-named"' in body
    chosen = bodies(open_page("compare", peers="Brent;Camden"))
    assert "2 of 2 chosen councils have published scores" in chosen
