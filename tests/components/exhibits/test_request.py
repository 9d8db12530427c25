"""What an address asks for; what it cannot mean is never shown as something else."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exhibits.address import UnknownInAddressError
from components.exhibits.catalogue import CATALOGUE
from components.exhibits.filters import TEAMS_IN
from components.exhibits.request import LARGEST_SAMPLE, USUAL_SAMPLE, request_in_address
from components.exhibits.view import View
from vocabulary.nature import Nature

INSIDE = View("Example Borough", Nature.ILLUSTRATIVE, date(2026, 9, 30))


class Known(dict[str, pl.DataFrame]):
    """Records with one theme and one statement."""

    def __init__(self) -> None:
        super().__init__(theme=pl.DataFrame({"theme": ["waits"], "name": ["Waiting times"]}))
        teams = pl.DataFrame({"team": ["Front door", None]})
        self.update(dict.fromkeys(TEAMS_IN, teams.clear()) | {"audit": teams})
        self.framework = SimpleNamespace(statements=[SimpleNamespace(id="learning")])
        self.memo: dict[Any, Any] = {}


def asked(**parameters: str) -> Any:
    return request_in_address(parameters, Known(), INSIDE)  # type: ignore[arg-type]


def test_an_exhibit_with_its_filters_under_either_name() -> None:
    for names in (("period", "team", "about"), ("over", "by_team", "on_theme")):
        said = dict(zip(names, ("All time", "Front door", "Waiting times"), strict=True))
        filters = asked(show="complaints_volume", **said).filters
        assert (filters.since, filters.team, filters.theme) == (None, "Front door", "waits")


def test_a_theme_by_its_id() -> None:
    assert asked(show="complaints_volume", about="waits").filters.theme_name == "Waiting times"


@pytest.mark.parametrize(
    ("name", "said", "what"),
    [("period", "Last week", "period"), ("team", "Frnt door", "team"), ("about", "Wait", "theme"),
     ("by_team", "Frnt door", "team")],
)  # fmt: skip
def test_what_narrows_it_by_what_there_is_not_gives_no_other_figure(
    name: str, said: str, what: str
) -> None:
    with pytest.raises(UnknownInAddressError) as unknown:
        asked(show="complaints_volume", **{name: said})
    assert (unknown.value.what, unknown.value.said) == (what, said)


@pytest.mark.parametrize(
    "parameters",
    [{}, {"show": "nothing"}, {"show": "score_history"},
     {"show": "score_history", "statement": "nobody"}],
)  # fmt: skip
def test_what_leads_to_no_exhibit(parameters: dict[str, str]) -> None:
    assert asked(**parameters) is None


def test_a_statement_that_there_is() -> None:
    assert asked(show="score_history", statement="learning").statement == "learning"


@given(st.text())
def test_a_sample_is_of_a_size_that_can_be_drawn(size: str) -> None:
    found = asked(show="audit_sample", sample=size).size
    assert 0 < found <= LARGEST_SAMPLE
    assert found == USUAL_SAMPLE or int(size) == found


def test_a_board_is_one_of_the_last_twelve_month_ends() -> None:
    assert asked(show="what_changed", board="2026-05-31").board == date(2026, 5, 31)
    assert asked(show="what_changed", board="31 May 2026").board == date(2026, 5, 31)
    with pytest.raises(UnknownInAddressError, match="2026-05-30"):
        asked(show="what_changed", board="2026-05-30")
    assert all(asked(show=key, board="x").board is None for key in CATALOGUE if _plain(key))


def _plain(key: str) -> bool:
    entry = CATALOGUE[key]
    narrowed = entry.of_statement or entry.of_measure or entry.of_region
    return key != "what_changed" and not narrowed
