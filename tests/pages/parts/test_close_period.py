"""A period is closed by hand: the months up to then are judged from now on."""

from __future__ import annotations

from datetime import date

import pytest

from data_access.errors import DataError
from data_access.forms.closed_periods import close_period
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.conftest import OFFICER
from tests.pages.harness import EXAMPLE, control, open_page, press, words


def whole_to(store: Store, dataset: str = "complaint") -> date | None:
    return snapshot(EXAMPLE, principal=OFFICER, store=store).whole_to.get(dataset)


def test_a_month_is_closed_on_the_data_page(example: Store) -> None:
    assert whole_to(example) == date(2026, 9, 30)
    page = open_page("data", do="What is held")
    assert "30 September 2026" in words(page)
    control(page, "date_input", "Up to").set_value(date(2026, 8, 31))
    control(page, "selectbox", "Nothing more will come of").set_value("complaint")
    press(page, "Close this period")
    closed = snapshot(EXAMPLE, principal=OFFICER, store=example)["closed_period"]
    assert closed.select("dataset", "closed_to").rows() == [("complaint", date(2026, 8, 31))]
    assert whole_to(example) == date(2026, 9, 30)  # a file says more


def test_what_is_not_over_cannot_be_closed(example: Store) -> None:
    with pytest.raises(DataError, match="not over yet"):
        close_period(example, EXAMPLE, "complaint", date(2999, 1, 1), principal=OFFICER)
    with pytest.raises(DataError, match="no periods"):
        close_period(example, EXAMPLE, "score", date(2026, 1, 1), principal=OFFICER)
    assert whole_to(example) == date(2026, 9, 30)
