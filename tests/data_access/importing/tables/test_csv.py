"""CSV as councils have it: every encoding, separator and decoration they come with."""

from __future__ import annotations

import codecs

import pytest

from data_access.importing.tables.files.sheet import TableError, TableSource
from tests.data_access.importing.tables.made_up_tables import COMPLAINTS, csv, read, texts

PLAIN = [
    {"Reference": "C-1", "Received": "01/04/2026", "Outcome": "Upheld"},
    {"Reference": "C-2", "Received": "02/04/2026", "Outcome": "Not upheld"},
    {"Reference": "C-3", "Received": "03/04/2026", "Outcome": None},
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_any_encoding_reads_the_same(encoding: str) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    text = COMPLAINTS.replace("C-1", "Café–1")
    content = marks.get(encoding, b"") + text.encode(encoding)
    table = read(TableSource("complaints.csv", content))
    assert table.headers == ("Reference", "Received", "Outcome")
    assert texts(table)[0]["Reference"] == "Café–1"
    assert texts(table)[1:] == PLAIN[1:]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_separator_and_line_end_reads_the_same(separator: str, end: str) -> None:
    text = COMPLAINTS.replace(",", separator).replace("\n", end)
    assert texts(read(csv(text))) == PLAIN


def test_a_semicolon_file_may_have_commas_in_its_cells() -> None:
    text = "Reference;Received;Team\nC-1;01/04/2026;North, east\nC-2;02/04/2026;South, west\n"
    assert [row["Team"] for row in texts(read(csv(text)))] == ["North, east", "South, west"]


def test_quoted_cells_keep_separators_quotes_and_line_breaks() -> None:
    text = 'Reference,Received,Team\n"C,1",01/04/2026,"The ""old"" team\nof two lines"\n'
    [row] = texts(read(csv(text)))
    assert row["Reference"] == "C,1"
    assert row["Team"] == 'The "old" team\nof two lines'


def test_titles_above_the_header_are_passed_over_and_named() -> None:
    above = "Complaints register,,\nApril to June 2026,,\n,,\n"
    table = read(csv(above + COMPLAINTS))
    assert texts(table) == PLAIN
    assert table.left_out == ("the title 'Complaints register'", "the title 'April to June 2026'")
    assert table.cells.get_column("row").to_list() == [5, 6, 7]


@pytest.mark.parametrize("above", ["Complaints register\n\n", '"Register,\nall of it"\n'])
def test_titles_need_not_have_as_many_cells_as_the_header(above: str) -> None:
    table = read(csv(above + COMPLAINTS))
    assert texts(table) == PLAIN
    assert table.cells.get_column("row").to_list() == ([4, 5, 6] if "\n\n" in above else [3, 4, 5])


def test_totals_and_blank_rows_at_the_foot_are_no_rows() -> None:
    text = COMPLAINTS + ",,\nTotal,3,\nGrand total: 3,,\n,,\n \n"
    table = read(csv(text))
    assert texts(table) == PLAIN
    assert table.left_out == ("row 6, 'Total'", "row 7, 'Grand total: 3'")


def test_a_total_in_the_middle_is_left_for_the_checks_to_find() -> None:
    rows = "".join(f"C-{n},01/04/2026,Upheld\n" for n in range(4, 12))
    table = read(csv(COMPLAINTS + "Total,3,\n" + rows))
    assert "Total" in [row["Reference"] for row in texts(table)]


def test_blank_rows_between_are_no_rows_and_rows_keep_their_numbers() -> None:
    text = "Reference,Received\n\nC-1,01/04/2026\n , \n\nC-2,02/04/2026\n"
    table = read(csv(text))
    assert table.cells.get_column("row").to_list() == [3, 6]


def test_blanks_around_a_text_do_not_count() -> None:
    text = "\u00a0Reference , Received\n  C-1\u00a0,\t01/04/2026 \n"
    assert texts(read(csv(text))) == [{"Reference": "C-1", "Received": "01/04/2026"}]


def test_nameless_columns_go_if_they_are_empty_and_stay_if_not() -> None:
    empty = read(csv("Reference,Received,,\nC-1,01/04/2026,,\n"))
    assert empty.headers == ("Reference", "Received")
    used = read(csv("Reference,Received,,\nC-1,01/04/2026,,why\n"))
    assert used.headers == ("Reference", "Received", "column 4")


def test_two_columns_of_one_name_can_be_told_apart() -> None:
    table = read(csv("Reference,Received,Received\nC-1,01/04/2026,02/04/2026\n"))
    assert table.headers == ("Reference", "Received", "Received (2)")


def test_rows_shorter_than_the_header_have_empty_cells() -> None:
    assert texts(read(csv("Reference,Received,Outcome\nC-1,01/04/2026\n"))) == [
        {"Reference": "C-1", "Received": "01/04/2026", "Outcome": None}
    ]


def test_rows_longer_than_the_header_are_named() -> None:
    table = read(csv("Reference,Received\nC-1,01/04/2026\nC-2,02/04/2026,North, east\n"))
    assert table.ragged == ((3, 4),)
    table = read(csv("Reference,Received\nC-1,01/04/2026\nC-2,02/04/2026,,\n"))
    assert table.ragged == ()


def test_a_large_file_reads_as_a_small_one_does() -> None:
    """Beyond some thousand rows repeated texts are read in another way."""
    rows = [f"C-{n},{n % 28 + 1:02d}/04/2026,{'Upheld' if n % 2 else ' '}" for n in range(40_000)]
    table = read(csv("Reference,Received,Outcome\n" + "\n".join(rows) + "\nTotal,40000,\n"))
    assert table.cells.height == 40_000
    assert texts(table)[39_999] == {
        "Reference": "C-39999",
        "Received": "16/04/2026",
        "Outcome": "Upheld",
    }
    assert table.cells.get_column("2").null_count() == 20_000
    assert table.left_out == ("row 40002, 'Total'",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "no row that names columns"),
        (b"1,2,3\n4,5,6\n", "no row that names columns"),
        (b"Reference\x00,Received\n", "not a CSV file"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or protected workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xff\xfeR", "damaged"),
        (b'Reference,Received\n"C-1,01/04/2026\n' + b"x" * 200_000, "quotation mark"),
    ],
)
def test_what_is_no_table_is_said_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(TableError, match=said) as raised:
        read(TableSource("complaints.csv", content))
    assert "\n" not in str(raised.value)
    assert str(raised.value).endswith(".")


def test_a_table_has_no_more_columns_than_a_person_could_look_through() -> None:
    with pytest.raises(TableError, match="more than 400 columns"):
        read(csv("Reference," + ",".join(f"c{n}" for n in range(500)) + "\nC-1\n"))
