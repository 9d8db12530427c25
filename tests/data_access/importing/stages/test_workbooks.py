"""Workbooks: the right sheet, values as they show, and nothing that could hurt."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from data_access.importing.stages.files.book import FileError, Limits
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.recipe import RecipeError
from data_access.store.database import Store
from tests.data_access.importing.made_up_files import (
    File,
    counts,
    land,
    plan,
    read,
    stored,
    texts,
    workbook,
)

HEADER: list[Any] = ["Reference", "Received", "Outcome"]
ROWS: list[list[Any]] = [["C-1", date(2026, 4, 1), "Upheld"], ["C-2", date(2026, 4, 2), None]]


def test_days_and_numbers_come_as_they_are(sqlite_store: Store) -> None:
    land(sqlite_store, workbook(Sheet1=[HEADER, *ROWS]))
    shown = stored(sqlite_store)
    assert shown.get_column("received").to_list() == [date(2026, 4, 1), date(2026, 4, 2)]
    assert shown.get_column("outcome").to_list() == ["upheld", None]


def test_every_digit_counts_but_those_that_arithmetic_left() -> None:
    header: list[Any] = ["Year", "Scope", "Uphold rate", "Expected"]
    shares = [200 / 3, 0.1 + 0.2, 82.0]
    rows = [[f"202{n}", "All", share, 3.0000000000000004] for n, share in enumerate(shares)]
    # The title above and an empty row must not put a number beside another's text.
    source = workbook(Sheet1=[["Decisions"], [None], header, *rows])
    cells = texts(read(source))
    assert [row["Uphold rate"] for row in cells] == ["66.66666666666667", "0.3", "82"]
    assert {row["Expected"] for row in cells} == {"3"}


def test_a_day_may_be_the_number_a_spreadsheet_keeps(sqlite_store: Store) -> None:
    land(sqlite_store, workbook(Sheet1=[HEADER, ["C-1", 46113, "Upheld"]]))
    assert stored(sqlite_store).item(0, "received") == date(2026, 4, 1)


def test_whole_numbers_and_yes_or_no_survive_the_spreadsheet(sqlite_store: Store) -> None:
    header = ["Reference", "Received", "Referred to the ombudsman"]
    land(sqlite_store, workbook(Sheet1=[header, [1001, date(2026, 4, 1), True]]))
    row = stored(sqlite_store).row(0, named=True)
    assert (row["reference"], row["ombudsman_referred"]) == ("1001", True)


def test_the_likeliest_sheet_is_read_and_the_others_are_named(sqlite_store: Store) -> None:
    book = workbook(
        Notes=[["Read", "me"], ["Made by", "the complaints team"]], April=[HEADER, *ROWS]
    )
    reading = plan(sqlite_store, book).reading
    assert reading.sheets == ("April",)
    assert reading.rows.height == 2
    assert "sheets not read: 'Notes'" in reading.notes


def test_a_sheet_can_be_named() -> None:
    book = workbook(April=[HEADER, *ROWS], May=[HEADER, ["C-9", date(2026, 5, 1), None]])
    assert [row["Reference"] for row in texts(read(book, sheet="may"))] == ["C-9"]
    with pytest.raises(RecipeError, match="has no sheet 'June'; it has April, May"):
        read(book, sheet="June")


def test_merged_titles_above_the_header_are_passed_over() -> None:
    above: list[list[Any]] = [["Complaints register 2026", None, None], [None, None, None]]
    table = read(workbook(Sheet1=[*above, HEADER, *ROWS], merged=("A1:C1",)))
    assert [row["Reference"] for row in texts(table)] == ["C-1", "C-2"]
    assert table.titles == ("Complaints register 2026",)
    assert table.cells.get_column("row").to_list() == [4, 5]


def test_totals_blank_rows_and_blank_columns_are_no_data(sqlite_store: Store) -> None:
    rows = [[*HEADER, None], *ROWS, [None, None, None], ["Total", 2, None]]
    source = workbook(Sheet1=rows)
    assert read(source).headers == tuple(HEADER)
    reading = plan(sqlite_store, source).reading
    assert (reading.rows.height, reading.set_aside) == (2, {"blank": 1, "totals": 1})


def test_a_formula_counts_as_what_it_showed_last() -> None:
    """Nothing is ever calculated here, so a formula can do nothing."""
    table = read(workbook(Sheet1=[HEADER, ['=HYPERLINK("http://127.0.0.1/","x")', 46113, "=1+1"]]))
    assert [row["Outcome"] for row in texts(table)] == ["0"]  # what this writer leaves in the file


def test_errors_of_a_spreadsheet_are_no_values(sqlite_store: Store) -> None:
    planned = plan(sqlite_store, workbook(Sheet1=[HEADER, ["C-1", date(2026, 4, 1), "#N/A"]]))
    assert planned.reading.problems.is_empty()
    assert counts(planned).new == 1


def bomb() -> bytes:
    """A workbook of a few hundred kilobytes whose sheet unpacks to more than is safe."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(Sheet1=[HEADER, *ROWS]).content)) as good,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            if name.endswith("sheet1.xml"):
                with bad.open(name, "w") as part:
                    for _ in range(10):
                        part.write(b" " * 2**20)
            else:
                bad.writestr(name, good.read(name))
    return buffer.getvalue()


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(FileError, match="unpacks to more than is safe"):
        open_file("bomb.xlsx", bomb(), Limits(unpacked=8 * 2**20))


def test_a_workbook_that_is_too_large_is_refused() -> None:
    book = workbook(Sheet1=[HEADER, *ROWS])
    with pytest.raises(FileError, match="larger than 0 MB"):
        open_file(book.name, book.content, Limits(size=2**10))


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "nothing to see")
    with pytest.raises(FileError, match="neither a workbook nor a document"):
        read(File("complaints.xlsx", buffer.getvalue()))


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_a_workbook_cut_short_is_refused(cut: int) -> None:
    content = workbook(Sheet1=[HEADER, *ROWS]).content[:-cut]
    with pytest.raises(FileError, match=r"damaged|cannot be read"):
        read(File("complaints.xlsx", content))


def test_a_workbook_with_nothing_that_names_columns_is_refused() -> None:
    with pytest.raises(FileError, match="no row that names columns"):
        read(workbook(Sheet1=[[1, 2], [3, 4]]))
    with pytest.raises(FileError, match="no row that names columns"):
        read(workbook(Sheet1=[]))


@pytest.mark.parametrize("place", ["XFD1048576", "ZZZZ9", "XFD2"])
def test_a_stray_cell_far_out_takes_neither_all_memory_nor_all_time(place: str) -> None:
    rows: list[list[Any]] = [["Reference", "Received"], ["C-1", "01/04/2026"]]
    sound = workbook(Complaints=rows)
    with zipfile.ZipFile(io.BytesIO(sound.content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = f'<row><c r="{place}"><v>3</v></c></row></sheetData>'.encode()
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    with pytest.raises(FileError, match=r"cells too far out|cannot be read as a workbook"):
        read(File("far.xlsx", buffer.getvalue()))
