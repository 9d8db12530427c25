"""An exhibit's file says what it is, and no spreadsheet runs what is in it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exhibits.exhibit import Definition, Exhibit
from components.exhibits.tables.csv_file import csv_text, file_name
from vocabulary.nature import Nature

TAKEN = datetime(2026, 9, 30, 8, 5)
DEFINITION = Definition(
    "training_offer", "Training offered", "m.", "f.", "s.", "h.", ("Self-reported.",)
)
EXHIBIT = Exhibit(
    definition=DEFINITION,
    headline="Two teams are offered less than they need",
    subtitle="Training offered, Example Borough, May to July 2026",
    frame=pl.DataFrame(
        {
            "team": ["AMHP team", None],
            "offered": [12, None],
            "share": [0.5, None],
            "day": [date(2026, 7, 3), None],
            "themes": [["one", "two"], None],
        },
        schema_overrides={"day": pl.Date(), "themes": pl.List(pl.String)},
    ),
    columns={
        "team": "Team", "offered": "Places offered", "share": "Share", "day": "Day",
        "themes": "Themes",
    },
    council="Example Borough",
    nature=Nature.ILLUSTRATIVE,
    source="Training records ÷ team list.",
    alternative="Two teams.",
    caveats=("Two teams did not answer.",),
)  # fmt: skip


def rows_of(exhibit: Exhibit) -> list[list[str]]:
    text = csv_text(exhibit, taken=TAKEN)
    assert text.startswith("\ufeff"), "without it Excel garbles the division sign"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def heading_of(exhibit: Exhibit) -> dict[str, str]:
    rows = rows_of(exhibit)
    return {name: value for name, value in rows[: rows.index([])]}  # noqa: C416


def table_of(exhibit: Exhibit) -> list[list[str]]:
    rows = rows_of(exhibit)
    return rows[rows.index([]) + 1 :]


def test_the_file_says_what_it_is_of_whom_and_as_known_when() -> None:
    assert heading_of(EXHIBIT) == {
        "Title": "Two teams are offered less than they need",
        "Measure": "Training offered, Example Borough, May to July 2026",
        "Council": "Example Borough",
        "Nature of records": "Illustrative example, invented",
        "As at": "30 September 2026, 09:05 UK time",
        "Audience": "internal",
        "Source": "Training records ÷ team list.",
        "Caveats": "Self-reported. Two teams did not answer.",
    }


def test_an_earlier_moment_goes_before_the_moment_it_was_taken() -> None:
    earlier = replace(EXHIBIT, as_at=datetime(2025, 3, 31, 23, 59, 59))
    assert heading_of(earlier)["As at"] == "31 March 2025, end of day"


def test_a_file_is_never_as_at_an_unsaid_now() -> None:
    assert "now" not in csv_text(EXHIBIT).split("Audience")[0].casefold()


@pytest.mark.parametrize(
    ("nature", "said"),
    [(Nature.PUBLISHED, "Published fact"), (Nature.OWN, "The council's own records")],
)
def test_the_nature_of_the_records_is_said(nature: Nature, said: str) -> None:
    assert heading_of(replace(EXHIBIT, nature=nature))["Nature of records"] == said


def test_columns_have_their_names_dates_are_british_and_what_is_not_known_is_empty() -> None:
    assert table_of(EXHIBIT) == [
        ["Team", "Places offered", "Share", "Day", "Themes"],
        ["AMHP team", "12", "0.5", "3 Jul 2026", "one; two"],
        ["", "", "", "", ""],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_begins_like_a_formula_is_marked_as_text(sign: str) -> None:
    bad = f"{sign}HYPERLINK(A1)"
    frame = pl.DataFrame({"a": [bad], "b": [[bad, "two"]], "c": [-3]})
    exhibit = replace(
        EXHIBIT,
        headline=bad,
        subtitle=bad,
        council=bad,
        source=bad,
        caveats=(),
        frame=frame,
        columns={"a": bad, "b": "B", "c": "C"},
    )
    text = csv_text(exhibit, taken=TAKEN).removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell.startswith(sign) and cell != "-3"] == []
    assert f"'{bad}" in cells
    assert "-3" in cells, "a number stays a number"


@given(st.text(max_size=30))
def test_whatever_a_text_is_it_comes_through_whole_or_marked(text: str) -> None:
    exhibit = replace(EXHIBIT, frame=pl.DataFrame({"a": [text]}), columns={"a": "A"})
    written = csv_text(exhibit, taken=TAKEN).removeprefix("\ufeff")
    [*_, last] = csv.reader(io.StringIO(written, newline=""))
    [cell] = last or [""]
    assert cell in {text, f"'{text}"}
    assert cell[:1] not in set("=+-@\t\r")


def test_the_files_name_says_whose_and_what() -> None:
    assert file_name(EXHIBIT) == "example-borough-training-offer.csv"
    assert file_name(replace(EXHIBIT, council="../Ynys Môn & Co.")).count("/") == 0
