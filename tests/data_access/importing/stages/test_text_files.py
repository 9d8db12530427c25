"""Text files as councils have them: every encoding, separator and decoration they come with."""

from __future__ import annotations

import codecs
from datetime import date

import pytest

from data_access.importing.stages.files import open_text
from data_access.importing.stages.files.book import FileError, Limits
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.inspect import plan_in_words
from data_access.importing.stages.table.table import Table
from data_access.store.database import Store
from tests.data_access.importing.made_up_files import (
    COMPLAINTS,
    File,
    csv,
    plan,
    problems,
    read,
    texts,
)


def rows_of(table: Table) -> list[int]:
    """Where the rows stand in the file, as people count."""
    return table.cells.get_column("row").to_list()


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
    table = read(File("complaints.csv", content))
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
    assert table.titles == ("Complaints register", "April to June 2026")
    assert rows_of(table) == [5, 6, 7]


@pytest.mark.parametrize("above", ["Complaints register\n\n", '"Register,\nall of it"\n'])
def test_titles_need_not_have_as_many_cells_as_the_header(above: str) -> None:
    table = read(csv(above + COMPLAINTS))
    assert texts(table) == PLAIN
    assert rows_of(table) == ([4, 5, 6] if "\n\n" in above else [3, 4, 5])


def test_totals_and_blank_rows_at_the_foot_are_no_rows(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, COMPLAINTS + ",,\nTotal,3,\nGrand total: 3,,\n,,\n \n")
    assert planned.reading.rows.get_column("reference").to_list() == ["C-1", "C-2", "C-3"]
    assert [(each.kind, each.row) for each in planned.reading.aside if each.kind == "totals"] == [
        ("totals", 6), ("totals", 7)]  # fmt: skip
    assert "totals 2" in plan_in_words(planned)


def test_a_total_in_the_middle_is_no_record_and_is_told(sqlite_store: Store) -> None:
    rows = "".join(f"C-{n},01/04/2026,Upheld\n" for n in range(4, 12))
    planned = plan(sqlite_store, COMPLAINTS + "Total,3,\n" + rows)
    assert "Total" not in planned.reading.rows.get_column("reference").to_list()
    assert planned.reading.set_aside == {"totals": 1}
    assert problems(planned) == []


def test_blank_rows_between_are_no_rows_and_rows_keep_their_numbers() -> None:
    text = "Reference,Received\n\nC-1,01/04/2026\n , \n\nC-2,02/04/2026\n"
    table = read(csv(text))
    assert rows_of(table) == [3, 6]


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
    assert table.cells.filter(line=1).item(0, "row") == 3
    assert table.too_wide == {1}
    table = read(csv("Reference,Received\nC-1,01/04/2026\nC-2,02/04/2026,,\n"))
    assert table.too_wide == frozenset()


def test_a_large_file_reads_as_a_small_one_does(sqlite_store: Store) -> None:
    """Beyond some megabytes columns are read at once."""
    said = ("Upheld", " ")
    rows = [f"C-{n},{n % 28 + 1:02d}/04/2026,{said[n % 2]}" for n in range(1, 400_001)]
    text = "Reference,Received,Outcome\n" + "\n".join(rows) + "\nTotal,400000,\n"
    assert len(text) > 8 * 2**20
    reading = plan(sqlite_store, text).reading
    assert reading.rows.height == 400_000
    assert reading.rows.select("reference", "received", "outcome").row(399_998) == (
        "C-399999",
        date(2026, 4, 20),
        None,
    )
    assert reading.rows.get_column("outcome").null_count() == 200_000
    assert [(each.kind, each.row) for each in reading.aside] == [("totals", 400_002)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"1,2,3\n4,5,6\n", "no row that names columns"),
        (b"Reference\x00,Received\n", "neither a table nor a text"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or protected workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xff\xfeR", "damaged"),
        (b'Reference,Received\n"C-1,01/04/2026\n' + b"x" * 200_000, "quotation mark"),
    ],
)
def test_what_is_no_table_is_said_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said) as raised:
        read(File("complaints.csv", content))
    assert "\n" not in str(raised.value)
    assert str(raised.value).endswith(".")


def test_a_table_has_no_more_columns_than_is_safe() -> None:
    text = "Reference," + ",".join(f"c{n}" for n in range(500)) + "\nC-1\n"
    with pytest.raises(FileError, match="cells too far out"):
        open_file("wide.csv", text.encode(), Limits(columns=400))


def test_many_semicolons_in_a_text_make_no_file_of_semicolons() -> None:
    many = "; ".join(f"theme {n}" for n in range(40))
    [row] = texts(read(csv(f'Reference,Received,Themes\nC-1,01/04/2026,"{many}"\n')))
    assert row == {"Reference": "C-1", "Received": "01/04/2026", "Themes": many}


def test_a_line_longer_than_any_row_is_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_text, "_LONGEST_LINE", 30)
    header, longest = "Reference,Outcome", "C-2," + "x" * 26
    opened = open_file("log.csv", "\n".join([header, "C-1,Upheld", longest, "C-3,"]).encode())
    assert opened.sheets[0].texts.height == 4
    for rest in ("x\nC-3,", "x"):
        content = "\n".join([header, "C-1,Upheld", longest + rest]).encode()
        with pytest.raises(FileError, match="a line of 31 characters"):
            open_file("log.csv", content)


def test_a_stray_cell_far_below_makes_no_blank_rows(sqlite_store: Store) -> None:
    text = "Reference,Received,Outcome\nC-1,01/04/2026,Upheld\n,,\nC-2,02/04/2026,Upheld\n"
    reading = plan(sqlite_store, text + ",,\n" * 5000 + "C-3,03/04/2026,Upheld\n").reading
    assert reading.rows.get_column("reference").to_list() == ["C-1", "C-2", "C-3"]
    assert reading.set_aside == {"blank": 1}
    assert reading.file_rows == 4
