"""The table in a pop-up says each value as people write it, and runs nothing that is in it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from components.exhibits.exhibit import Definition, Exhibit
from components.widgets.exhibits.table import ROWS, table_html
from tests.pages.harness import plain
from vocabulary.nature import Nature
from vocabulary.values import NOT_KNOWN, value_text

EXHIBIT = Exhibit(
    definition=Definition("places", "Places", "m.", "f.", "s.", "h."),
    headline="Two teams are offered less than they need",
    subtitle="Places offered, Example Borough, May to July 2026",
    frame=pl.DataFrame(
        {
            "team": ["AMHP team", None],
            "offered": [12_345, None],
            "share": [0.56162, 1.0],
            "day": [date(2026, 7, 3), None],
            "themes": [["one", "two"], []],
        },
        schema_overrides={"day": pl.Date(), "themes": pl.List(pl.String)},
    ),
    columns={
        "team": "Team", "offered": "Places", "share": "Share", "day": "Day", "themes": "Themes",
    },
    council="Example Borough",
    nature=Nature.ILLUSTRATIVE,
    source="Training records.",
    alternative="Two teams.",
    address={"show": "places", "council": "Example Borough", "period": "All time"},
)  # fmt: skip


def test_values_are_said_as_people_write_them() -> None:
    told = plain(table_html(EXHIBIT))
    assert "AMHP team 12,345 56% 3 Jul 2026 one; two" in told
    assert f"{NOT_KNOWN} {NOT_KNOWN} 100% {NOT_KNOWN}" in told
    for wrong in ("None", "nan", "null", "[]"):
        assert wrong not in told


def test_the_table_is_called_by_its_finding_and_leads_to_the_whole() -> None:
    html = table_html(EXHIBIT)
    assert f"<caption>{EXHIBIT.headline}<span>{EXHIBIT.subtitle}</span></caption>" in html
    assert html.count('scope="col"') == len(EXHIBIT.columns)
    assert html.count('scope="row"') == EXHIBIT.frame.height
    assert "./exhibit?show=places&amp;council=Example%20Borough" in html
    assert "over=All%20time" in html


def test_a_long_table_says_how_much_of_it_is_shown() -> None:
    many = ROWS + 34
    html = table_html(replace(EXHIBIT, frame=pl.concat([EXHIBIT.frame.head(1)] * many)))
    assert html.count('scope="row"') == ROWS
    assert f"The first {ROWS} of {many} rows." in plain(html)


def test_no_rows_say_what_is_missing() -> None:
    html = table_html(replace(EXHIBIT, frame=EXHIBIT.frame.clear()))
    assert "<table" not in html
    assert "No rows. Two teams are offered less than they need" in plain(html)


@given(st.text(min_size=1))
def test_nothing_in_a_cell_becomes_part_of_the_page(text: str) -> None:
    frame = pl.DataFrame({"team": [f"<i>{text}</i>"]})
    html = table_html(replace(EXHIBIT, frame=frame, columns={"team": "<b>Team"}))
    assert "<i>" not in html
    assert "<b>" not in html


@given(st.floats(-1e9, 1e9) | st.integers(-(10**12), 10**12))
def test_a_number_can_be_read_back(value: float) -> None:
    said = value_text(value)
    assert abs(float(said.replace(",", "")) - value) <= 0.00005 + 1e-9 + math.ulp(value)
    assert not said.endswith(".")
