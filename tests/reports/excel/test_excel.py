"""A pack as a workbook: numbers one can reckon with, texts that are never formulas."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
from openpyxl.utils.escape import unescape

from components.exhibits.digest import digest
from components.packs.produced_pack import Cover, Decision, Message, PackScreen, ProducedPack
from data_access.store.database import Store
from reports.excel.workbook import sheet_name, workbook
from tests.reports.excel import excel_reading as reading
from tests.reports.produced_packs import COUNCIL, ODD, catalogued, produced_pack
from vocabulary.audience import Audience

AUDIENCES: tuple[Audience, ...] = ("internal", "public")


@pytest.fixture(scope="module")
def packs(example_store: Store) -> dict[Audience, ProducedPack]:
    """A pack of the whole catalogue for each audience."""
    return {each: produced_pack(catalogued(example_store, each), each) for each in AUDIENCES}


@pytest.fixture(scope="module")
def files(packs: dict[Audience, ProducedPack]) -> dict[Audience, bytes]:
    return {each: workbook(pack) for each, pack in packs.items()}


def with_table(pack: ProducedPack, frame: pl.DataFrame) -> ProducedPack:
    """A pack of one exhibit whose table is this frame."""
    odd = replace(
        pack.exhibits[1], frame=frame, columns={name: name for name in frame.columns}, chart=None
    )
    return produced_pack([odd])


def table_in(file: bytes) -> tuple[list[str], list[list[object]]]:
    """The table of a workbook's first exhibit."""
    return reading.table_of(reading.exhibit_sheets(reading.opened(file))[0])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_table_is_read_back_as_the_screen_shows_it(
    packs: dict[Audience, ProducedPack], files: dict[Audience, bytes], audience: Audience
) -> None:
    sheets = reading.exhibit_sheets(reading.opened(files[audience]))
    for exhibit, sheet in zip(packs[audience].exhibits, sheets, strict=True):
        table = exhibit.table()
        heads, rows = reading.table_of(sheet)
        assert heads == (table.columns if table.height else []), exhibit.key
        for written, shown in zip(rows, reading.as_written(exhibit), strict=True):
            for found, value in zip(written, shown, strict=True):
                if isinstance(value, str) and isinstance(found, int | float):
                    assert f"{found:g}" == value, exhibit.key  # a count beside hidden ones
                else:
                    assert type(found) is type(value) or found == value, exhibit.key
                    assert found == (pytest.approx(value) if type(value) is float else value)


def test_what_a_pack_says_to_the_board_is_in_the_workbook(
    packs: dict[Audience, ProducedPack],
) -> None:
    shown = packs["internal"].exhibits[:2]
    pack = replace(
        produced_pack(shown),
        screens=(
            PackScreen(shown[0], so_what="=Lamps go out", to_act=True, due=date(2026, 12, 1)),
            PackScreen(shown[1]),
        ),
        cover=Cover(
            "Adults board", date(2026, 11, 26), messages=(Message("Lamps are short", decision=1),)
        ),
        asks=(
            Decision("Buy more lamps", "Lamp lead", date(2026, 12, 4), "Halls stay dark"),
            Decision("=Sell wax", outcome="agreed"),
        ),
    )
    book = reading.opened(workbook(pack))
    cover = reading.texts(book["Cover"])
    for said in ("Adults board, 26 November 2026", "Lamps are short. Decision 1"):
        assert said in cover
    first, second = (reading.texts(sheet) for sheet in reading.exhibit_sheets(book))
    assert "So what: =Lamps go out" in first
    assert "Owner and date: No owner yet, 1 December 2026" in first
    assert "Owner and date" not in second
    assert "We ask the board for two decisions" in cover
    heads, (lamps, wax) = reading.table_of(book["Decisions"])
    assert heads[1:] == ["Decision", "Owner", "By", "If not", "What the meeting said"]
    assert lamps == [
        1, "Buy more lamps", "Lamp lead", date(2026, 12, 4), "Halls stay dark", None,
    ]  # fmt: skip
    assert wax == [2, "=Sell wax", "No owner yet", "No date yet", None, "Agreed"]
    assert "Decisions" not in reading.opened(workbook(produced_pack(shown))).sheetnames


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_sheet_says_all_that_the_exhibit_says(
    packs: dict[Audience, ProducedPack], files: dict[Audience, bytes], audience: Audience
) -> None:
    sheets = reading.exhibit_sheets(reading.opened(files[audience]))
    for exhibit, sheet in zip(packs[audience].exhibits, sheets, strict=True):
        told = reading.texts(sheet)
        assert sheet["A1"].value == exhibit.headline
        parts = (exhibit.subtitle, exhibit.verdict, exhibit.meaning, exhibit.source)
        for said in (*parts, *exhibit.all_caveats, digest(exhibit)):
            assert said in told, exhibit.key
        if exhibit.chart is not None:
            assert exhibit.alternative in told
        if not exhibit.table().height:
            assert "There are no records to list." in told


@pytest.mark.parametrize("audience", AUDIENCES)
def test_columns_that_no_screen_shows_are_not_in_the_file(
    packs: dict[Audience, ProducedPack], files: dict[Audience, bytes], audience: Audience
) -> None:
    hidden = produced_pack(
        [
            replace(exhibit, frame=exhibit.frame.with_columns(a_hidden_one=pl.lit(987654321)))
            for exhibit in packs[audience].exhibits
        ],
        audience,
    )
    file = zipfile.ZipFile(io.BytesIO(workbook(hidden)))
    for name in file.namelist():
        assert b"987654321" not in file.read(name)
        assert b"a_hidden_one" not in file.read(name)


def test_hidden_numbers_stay_hidden_and_those_beside_them_are_numbers(
    packs: dict[Audience, ProducedPack], files: dict[Audience, bytes]
) -> None:
    place = [exhibit.key for exhibit in packs["public"].exhibits].index("training_duties")
    heads, rows = reading.table_of(reading.exhibit_sheets(reading.opened(files["public"]))[place])
    column = [row[heads.index("Meet it")] for row in rows]
    assert "[c]" in column
    assert all(value == "[c]" or isinstance(value, int) for value in column)
    assert any(isinstance(value, int) for value in column)


def test_numbers_shares_and_days_look_as_people_write_them(
    packs: dict[Audience, ProducedPack],
) -> None:
    frame = pl.DataFrame(
        {
            "Team": ["North", "South"],
            "Cases": [1204, None],
            "Mean": [14.4, 15.25],
            "Share": [0.5833333, None],
            "Interval from": [0.1, 0.2],
            "Held": [date(2025, 1, 3), None],
            "Done": [True, None],
            "Groups": [["a", "b"], None],
        }
    )
    book = reading.opened(workbook(with_table(packs["internal"], frame)))
    sheet = reading.exhibit_sheets(book)[0]
    [table] = sheet.tables.values()
    first, second = sheet[table.ref][1:]
    told = [(cell.value, cell.number_format) for cell in first]
    assert told == [
        ("North", "General"),
        (1204, "#,##0"),
        (14.4, "#,##0.00"),
        (0.5833333, "0%"),
        (0.1, "0%"),
        (datetime(2025, 1, 3), "d mmm yyyy"),
        ("yes", "General"),
        ("a; b", "General"),
    ]
    missing = [cell.value for cell in second]
    assert missing == ["South", "not known", 15.25, "not known", 0.2] + ["not known"] * 3


FORMULAS = [
    "=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x", "{=1}", '=HYPERLINK("x")',
    "https://example.org", "mailto:a@example.org", "internal:Cover!A1", "0012", "1e5", "",
]  # fmt: skip


def test_no_text_is_taken_for_a_formula_a_link_or_a_number(
    packs: dict[Audience, ProducedPack],
) -> None:
    texts = pl.DataFrame({"=A head": FORMULAS, "b": FORMULAS})
    pack = with_table(packs["internal"], texts)
    [odd] = pack.exhibits
    said = "=cmd|' /C calc'!A0"
    odd = replace(
        odd, headline=said, subtitle=said, verdict=said, meaning=said, source=said,
        alternative=said, caveats=(said,),
        definition=replace(odd.definition, title=said, meaning=said, formula="=a/b"),
    )  # fmt: skip
    file = workbook(
        replace(pack, title=said, council=said, filters=said, screens=(PackScreen(odd),))
    )
    book = reading.opened(file)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
    heads, rows = table_in(file)
    assert heads == ["=A head", "b"]
    read = [[unescape(str(value or "")) for value in row] for row in rows]
    assert read == [[text, text] for text in FORMULAS]
    sheet = reading.exhibit_sheets(book)[0]
    [table] = sheet.tables.values()
    for [cell, _], text in zip(sheet[table.ref][1:], FORMULAS, strict=True):
        assert bool(cell.quotePrefix) == (text[:1] in set("=+-@\t\r＝＠") and text != "")
    package = zipfile.ZipFile(io.BytesIO(file))
    assert not [name for name in package.namelist() if "externalLink" in name]
    for name in package.namelist():
        content = package.read(name)
        assert b"<f>" not in content
        assert b'TargetMode="External"' not in content


def test_any_signs_and_any_length_can_be_written(packs: dict[Audience, ProducedPack]) -> None:
    wild = f"{ODD} \x07 \ufffe _x0041_ \U0001f9a9 & <b>"
    frame = pl.DataFrame({"Words": [wild, "x" * 40_000], "Numbers": [float("nan"), float("inf")]})
    pack = with_table(packs["internal"], frame)
    titled = replace(pack, title=wild * 8, council=wild, filters=wild)
    heads, rows = table_in(workbook(titled))
    assert heads == ["Words", "Numbers"]
    assert len(str(rows[1][0])) <= 32_767
    assert "\U0001f9a9 & <b>" in str(rows[0][0])


def test_names_of_sheets_are_legal_and_each_its_own(packs: dict[Audience, ProducedPack]) -> None:
    titles = [
        "a" * 60, "A" * 60, "Cover", "History", "What [of]: this/that?*\\", "'quoted'", "",
        "Complaints and the ombudsman and the rest", "\U0001f9a9" * 30,
    ]  # fmt: skip
    names = [sheet_name(place, title) for place, title in enumerate(titles, 1)]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'"
        assert name[-1] != "'"
    assert names[7] == "8 Complaints and the ombudsman"


def test_the_cover_says_what_it_was_made_from_and_leads_to_every_sheet(
    packs: dict[Audience, ProducedPack], files: dict[Audience, bytes]
) -> None:
    pack, book = packs["internal"], reading.opened(files["internal"])
    cover = book["Cover"]
    told = reading.texts(cover)
    for said in (
        pack.title,
        COUNCIL,
        pack.filters,
        "Up to batch 14",
        "30 September 2026, 10:30 UK time",
    ):
        assert said in told
    assert "Illustrative example, invented" in told
    assert "Internal: not for publication" in told
    assert pack.digest in told.replace(" ", "")
    links = [cell.hyperlink.location for [cell] in cover["A1:A999"] if cell.hyperlink]
    quoted = [name.replace("'", "''") for name in book.sheetnames[1:]]
    assert links == [f"'{name}'!A1" for name in quoted]
    for exhibit in pack.exhibits:
        assert exhibit.headline in told


def test_the_definitions_are_all_there(
    packs: dict[Audience, ProducedPack], files: dict[Audience, bytes]
) -> None:
    told = reading.texts(reading.opened(files["internal"])["Definitions"])
    for exhibit in packs["internal"].exhibits:
        means = exhibit.definition
        for said in (means.title, means.meaning, means.how_to_read, means.formula, means.source):
            assert said in told


@pytest.mark.parametrize("audience", AUDIENCES)
def test_everyone_can_read_and_print_every_sheet(
    files: dict[Audience, bytes], audience: Audience
) -> None:
    book = reading.opened(files[audience])
    assert book.properties.title == f"Quarterly board, {COUNCIL}"
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (
            None,
            1,
        )  # one is what is meant where nothing is said
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "Illustrative example, invented" in sheet.oddHeader.right.text
        assert f"Audience: {audience}" in sheet.oddFooter.left.text
        assert isinstance(sheet["A1"].value, str)
    for sheet in [*reading.exhibit_sheets(book), book["Definitions"]]:
        for table in sheet.tables.values():
            assert table.headerRowCount == 1
            assert table.autoFilter is not None
            top, bottom = (sheet[table.ref][place][0].row for place in (0, -1))
            assert sheet.print_title_rows == f"${top}:${top}"
            assert sheet.freeze_panes == f"A{top + 1}"
            merged = [r for area in sheet.merged_cells.ranges for r, _ in area.cells]
            assert not set(merged) & set(range(top, bottom + 1))


def test_nothing_to_show_is_said(packs: dict[Audience, ProducedPack]) -> None:
    empty = replace(
        packs["internal"].exhibits[1], frame=packs["internal"].exhibits[1].frame.clear()
    )
    book = reading.opened(workbook(produced_pack([empty])))
    assert "There are no records to list." in reading.texts(reading.exhibit_sheets(book)[0])
    book = reading.opened(workbook(produced_pack([])))
    assert book.sheetnames == ["Cover", "Definitions"]
    assert "no exhibit for this audience" in reading.texts(book["Definitions"])


def test_the_same_edition_is_the_same_file(
    packs: dict[Audience, ProducedPack], files: dict[Audience, bytes]
) -> None:
    assert workbook(packs["internal"]) == files["internal"]
    later = replace(packs["internal"], produced=datetime(2026, 10, 1, tzinfo=UTC))
    assert workbook(later) != files["internal"]
