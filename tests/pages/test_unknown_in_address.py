"""An address that asks for what there is not says so; it never shows something else instead."""

from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

import dashboard  # noqa: F401  (registers the pages)
from data_access.store.database import Store
from tests.pages.harness import bodies, headline
from tests.paths import ROOT
from tests.sampling import one_in_slow

SHELL = ROOT / "components" / "web" / "shell.py"
ASKED = (
    ("overview", "council", "Nowhere Council", "There is no council of that name here", ()),
    ("complaints", "as_at", "soon", "There is no day to look back to “soon” here", ()),
    ("complaints", "period", "Last 6 month", "There is no period “Last 6 month” here",
     ("Last 6 months",)),
    ("complaints", "team", "Nrth team", "There is no team “Nrth team” here", ()),
    ("plan", "about", "Wating times", "There is no theme “Wating times” here", ("Waiting times",)),
    ("theme", "about", "Gardening", "There is no theme “Gardening” here", ()),
    ("statement", "statement", "equty", "There is no quality statement “equty” here",
     ("Equity in experience and outcomes",)),
    ("statement", "says", "nonsense", "There is no kind of finding “nonsense” here", ()),
    ("assessed_today", "statement", "gardening", "There is no quality statement “gardening” here",
     ()),
    ("measure", "measure", "sickness_day", "There is no measure “sickness_day” here",
     ("Days lost to sickness, per person, in the last 12 months",)),
    ("measure_catalogue", "measure", "gardens", "There is no measure “gardens” here", ()),
    ("measures", "signal", "Loud", "There is no signal “Loud” here", ()),
    ("review", "review", "R-999", "There is no review “R-999” here", ()),
    ("record", "record", "L-999999", "There is no record “L-999999” here", ()),
    ("data", "do", "Histry", "There is no part of this page “Histry” here", ("History",)),
    ("evidence", "part", "Codbook", "There is no part of this page “Codbook” here", ("Codebook",)),
    ("practice", "sample", "21", "There is no size of sample “21” here", ()),
    ("exhibit", "team", "Nrth team", "There is no team “Nrth team” here", ()),
)  # fmt: skip


def shown(page: str, **asked: str) -> AppTest:
    """A page in the shell, as somebody comes to it by a link."""
    shell = AppTest.from_file(str(SHELL), default_timeout=60)
    for name, said in asked.items():
        shell.query_params[name] = said
    if page != "overview":
        shell.switch_page(str(ROOT / "pages" / f"{page}.py"))
    shell.run()
    assert not shell.exception, [error.value for error in shell.exception]
    return shell


@pytest.mark.parametrize(("page", "name", "said", "sentence", "near"), one_in_slow(6, ASKED))
def test_what_there_is_not_is_said_and_nothing_else_shown(
    example: Store, page: str, name: str, said: str, sentence: str, near: tuple[str, ...]
) -> None:
    more = {"show": "complaints_volume"} if page == "exhibit" else {}
    more = {"statement": "learning"} if name == "says" else more
    told = shown(page, **{name: said}, **more)
    assert headline(told) == sentence
    assert not told.get("plotly_chart")
    ways = [
        html.unescape(text)
        for text in re.findall(r"<li><a [^>]*>([^<]*)<", bodies(told).split("data-not-taken")[1])
    ]
    assert tuple(ways[:-1])[: len(near)] == near
    assert ways[-1].endswith(" without it")
