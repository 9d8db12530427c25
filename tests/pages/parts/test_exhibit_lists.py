"""What was changed because of upheld decisions, as a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.catalogue import Showing
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.harness import bodies, words
from tests.principals import OFFICER
from vocabulary.nature import Nature

TODAY = date(2026, 9, 30)
VIEW = View("Example Borough", Nature.ILLUSTRATIVE, TODAY)


def draw(exhibit: object) -> None:
    from components.widgets.exhibits.draw import draw_exhibit

    draw_exhibit(exhibit, page="complaints")  # type: ignore[arg-type]


@pytest.mark.parametrize(("many", "left"), [(5, None), (6, "1 more"), (1005, "1,000 more")])
def test_the_newest_are_shown_and_how_many_are_left_is_said(
    example: Store, many: int, left: str | None
) -> None:
    known = snapshot(VIEW.council, store=example, principal=OFFICER)
    exhibit = Showing(known, filters_of(TODAY, "All time"), VIEW)("complaints_changed")
    frame = pl.concat([exhibit.frame] * (many // exhibit.frame.height + 1)).head(many)
    shown = AppTest.from_function(draw, args=(replace(exhibit, frame=frame),)).run()
    assert not shown.exception
    assert bodies(shown).count("<tr>") == 1 + min(many, 5)
    if left:
        assert f"The newest 5 are shown; the table has {left}." in words(shown)
    else:
        assert "newest 5" not in words(shown)
