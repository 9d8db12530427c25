"""Data: importing a report, what is held, history, taking records out, stores."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.view import View
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import Recipe
from data_access.ledger.history import history
from data_access.new_store import make_own_store, ready_store, start_own_store
from data_access.settings import settings
from data_access.snapshot import council_names, home_authority, snapshot
from data_access.store.database import Store, file_url, open_store
from tests.data_access.commands import page as report_page
from tests.data_access.importing.reports.report_texts.make import STATEMENT_NAMES, statement_page
from tests.data_access.made_up_rows import land as land_rows
from tests.data_access.made_up_rows import scores
from tests.pages.conftest import OFFICER
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    SOMEWHERE,
    TODAY,
    control,
    example_view,
    headline,
    labels,
    open_page,
    parts,
    press,
    view_of,
    whole,
    words,
)
from vocabulary.nature import Nature
from vocabulary.wording import short_date

GOOD = "Staff had good access to training courses and felt well supported."
BAD = "However, there was a lack of evidence that learning had been embedded."
OWN = View(SOMEWHERE, Nature.OWN, TODAY)
IMPORT = "Import this"
OURS = f"{SOMEWHERE}: local authority assessment\n\n"


def give(page: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    """Drop files."""
    chosen = [
        (name, content.encode() if isinstance(content, str) else content, "text/plain")
        for name, content in files
    ]
    [uploader] = parts(page, "file_uploader")
    uploader.set_value(chosen)
    whole(page.run())
    return whole(page.run())


def ours(*findings: str) -> str:
    """A report's page about the council whose store it is."""
    return OURS + report_page(*findings)


def dated(page: AppTest, day: int, month: str, year: int) -> AppTest:
    control(page, "selectbox", "Published: day").set_value(day)
    control(page, "selectbox", "Month").set_value(month)
    control(page, "selectbox", "Year").set_value(year)
    return whole(page.run())


def previewed(page: AppTest) -> bool:
    return IMPORT in labels(page, "button")


def findings(store: Store, council: str = SOMEWHERE) -> pl.DataFrame:
    return snapshot(council, store=store, principal=OFFICER)["finding"]


# Importing a report


def test_a_page_is_read_shown_and_only_then_confirmed(own: Store) -> None:
    before = own.revision()
    page = give(open_page("data", OWN), ("learning.md", ours(GOOD, BAD)))
    said = words(page)
    assert "Read: one score, two findings" in said
    assert "Findings: 2 new" in said
    assert "No publication date is known" in said
    assert own.revision() == before, "seeing is not importing"
    page = press(dated(page, 31, "January", 2025), IMPORT)
    assert "Imported as batch" in words(page)
    assert findings(own)["text"].to_list() == [GOOD, BAD]
    assert set(findings(own)["published"].cast(pl.String)) == {"2025-01-31"}
    assert not previewed(page), "the form is empty again"


def test_pasted_text_does_as_well_as_a_file(own: Store) -> None:
    page = open_page("data", OWN)
    control(page, "text_area", "The page's text").set_value(ours(GOOD))
    press(press(page, "Read this text"), IMPORT)
    assert findings(own)["text"].to_list() == [GOOD]
    assert "pasted text" in history(own, principal=OFFICER)["source_name"]


def test_nine_pages_and_a_zip_of_them_are_read_together(own: Store) -> None:
    files = [(f"{s}.md", OURS + statement_page(s)) for s in STATEMENT_NAMES]
    page = give(open_page("data", OWN), *files)
    assert "Read: nine scores, 27 findings" in words(page)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files:
            archive.writestr(name, text)
    page = give(open_page("data", OWN), ("report.zip", packed.getvalue()))
    assert "Read: nine scores, 27 findings" in words(page)
    press(page, IMPORT)
    assert findings(own).height == 27


def test_cancelling_leaves_everything_as_it_was(own: Store) -> None:
    before = own.revision()
    page = give(open_page("data", OWN), ("learning.md", ours(GOOD)))
    page = press(page, "Cancel")
    assert not previewed(page)
    assert own.revision() == before


def test_what_is_in_the_store_already_need_not_be_imported(own: Store) -> None:
    for number in range(2):
        page = give(open_page("data", OWN), ("learning.md", ours(GOOD)))
        if number == 0:
            press(page, IMPORT)
    assert control(page, "button", IMPORT).disabled
    assert "importing it would change nothing" in words(page)


def test_two_pages_that_disagree_cannot_be_imported(own: Store) -> None:
    release = "\n".join(f"{name} – 2" for name in STATEMENT_NAMES.values())
    page = give(
        open_page("data", OWN),
        ("learning.md", ours(GOOD)),
        ("press.txt", release),
    )
    assert control(page, "button", IMPORT).disabled
    assert "Learning, improvement and innovation: two different scores" in words(page)


def test_lines_that_were_not_recognised_are_shown(own: Store) -> None:
    text = ours(GOOD).replace(OURS, f"{OURS}Stray words before.\n\n")
    page = give(open_page("data", OWN), ("learning.md", text))
    assert "One line not recognised, and left out" in labels(page, "expander")
    shown = [frame.value for frame in page.dataframe]
    assert any("Stray words before." in frame.to_string() for frame in shown)


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [(31, "February", 2025, "There is no 31 February 2025"), (31, "December", 2026, "future")],
)
def test_a_day_that_cannot_be_is_told(
    own: Store, day: int, month: str, year: int, says: str
) -> None:
    page = give(open_page("data", OWN), ("learning.md", ours(GOOD)))
    page = dated(page, day, month, year)
    assert any(says in error.value for error in page.error)
    assert control(page, "button", IMPORT).disabled


def test_half_a_date_is_not_taken_for_none(own: Store) -> None:
    page = give(open_page("data", OWN), ("learning.md", ours(GOOD)))
    control(page, "selectbox", "Year").set_value(2025)
    page = whole(page.run())
    assert control(page, "button", IMPORT).disabled
    assert any("day, month and year" in error.value for error in page.error)


def test_a_script_in_a_report_is_shown_as_text(own: Store) -> None:
    nasty = 'They said "<script>alert(1)</script>" and left.'
    page = give(open_page("data", OWN), ("learning.md", ours(nasty)))
    assert "<script" not in "".join(element.value for element in parts(page, "html"))
    press(page, IMPORT)
    shown = open_page("statement", OWN, statement="learning")
    assert "<script" not in "".join(element.value for element in parts(shown, "html"))


# What is held, history, export


def test_what_is_held_is_told_in_words(example: Store) -> None:
    page = open_page("data", do="What is held")
    said = words(page)
    assert "Quality statement scores" in said
    assert "22 June 2026, 3 months ago" in said
    assert "Every year" in said
    assert "No set time" in said


def test_an_import_can_be_withdrawn_and_restored(own: Store) -> None:
    page = give(open_page("data", OWN), ("learning.md", ours(GOOD)))
    press(page, IMPORT)
    page = open_page("data", OWN, do="History")
    newest = control(page, "selectbox", "Import")
    assert "learning.md" in newest.options[0]
    page = press(page, "Withdraw this import")
    assert "Withdrawn" in words(page)
    assert findings(own).is_empty()
    [table] = [frame.value for frame in page.dataframe]
    assert table["What"].iloc[0] == "Withdrawal"
    assert table["Dataset"].iloc[0] == "Quality statement scores, Findings"
    page = press(page, "Restore this import")
    assert "Restored" in words(page)
    assert findings(own).height == 1


def part_landed(store: Store) -> None:
    """The good rows of a log of complaints, of which one is to be mended."""
    rows = ["C-1,03/04/2025,Upheld", "C-2,17/04/2025,Upheld", "C-3,31/06/2025,Upheld"]
    content = "\n".join(["Ref,Received,Outcome", *rows]).encode()
    planned = plan(store, "log.csv", content, principal=OFFICER, recipe=Recipe())
    land(store, planned, principal=OFFICER, good_rows_only=True)


def test_a_part_of_a_file_is_called_so_until_its_rest_is_set_aside(own: Store) -> None:
    part_landed(own)
    page = open_page("data", OWN, do="History")
    [table] = [frame.value for frame in page.dataframe]
    assert table["State"].iloc[0] == "Part: 2 of 3 rows"
    assert table["Left out"].iloc[0] == 1
    assert "Only 2 of 3 rows of log.csv" in words(open_page("data", OWN, do="What is held"))
    complaints = words(open_page("complaints", OWN))
    assert "Only 2 of 3 rows of log.csv are in. Bring the rest in or leave it out" in complaints
    page = press(page, "Leave the rest out")
    [table] = [frame.value for frame in page.dataframe]
    assert table["What"].iloc[0] == "Rest set aside"
    assert table["State"].iloc[1] == "Stands"
    assert "rows of log.csv" not in words(open_page("complaints", OWN))
    page = press(page, "Wait for the rest")
    assert "Only 2 of 3 rows of log.csv" in words(open_page("complaints", OWN))


def test_history_is_in_the_fields_words_newest_first(example: Store) -> None:
    page = open_page("data", do="History")
    [table] = [frame.value for frame in page.dataframe]
    assert table["Batch"].is_monotonic_decreasing
    assert set(table["State"]) == {"Stands"}
    assert {"Example", "Came with the product"} <= set(table["What"])
    assert not any("_" in str(value) for value in table["Dataset"])


def test_on_an_earlier_day_history_ends_there_and_cannot_be_changed(example: Store) -> None:
    page = open_page("data", example_view(datetime(2025, 3, 31, 23, 59)), do="History")
    [table] = [frame.value for frame in page.dataframe]
    assert table["Recorded (UTC)"].max() < datetime(2025, 4, 1)
    [turn] = [b for b in parts(page, "button") if "this import" in b.label]
    assert turn.disabled


def test_records_can_be_taken_out_as_known_then(example: Store) -> None:
    def downloads(view: View) -> dict[str, str]:
        page = open_page("data", view, do="Export")
        return {b.label: b.proto.url for b in parts(page, "download_button")}

    now = downloads(example_view())
    then = downloads(example_view(datetime(2025, 3, 31, 23, 59)))
    assert "Quality statement scores: 32 rows (CSV)" in now
    assert "Quality statement scores: nine rows (CSV)" in then
    assert any(label.startswith("Findings: 116 rows") for label in now)


def test_without_records_there_is_nothing_to_take_out(own: Store) -> None:
    page = open_page("data", view_of("Nowhere Council"), do="Export")
    assert not [b for b in labels(page, "download_button") if b.startswith("Findings")]


def test_the_headline_names_whose_data_it_is(example: Store) -> None:
    assert headline(open_page("data", view_of(HILLINGDON))).endswith(HILLINGDON)
    assert headline(open_page("data")).endswith(EXAMPLE)


# Stores


@pytest.fixture
def data_folder(
    tmp_path: Path, example_file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A data folder of our own, as on a laptop, begun with the example."""
    shutil.copyfile(example_file, tmp_path / "example.db")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DASHBOARD_DATA_FOLDER", str(tmp_path))
    settings.cache_clear()
    ready_store(principal=OFFICER)
    yield tmp_path
    open_store().engine.dispose()
    monkeypatch.undo()
    settings.cache_clear()


def start(page: AppTest, council: str | None) -> AppTest:
    control(page, "selectbox", "Start an empty store for").set_value(council)
    return press(page, "Start an empty store")


def test_ones_own_store_starts_empty_and_the_example_is_kept(data_folder: Path) -> None:
    page = open_page("data", do="Stores")
    assert "This store is for Example Borough" in words(page)
    assert "Back to Example Borough" not in labels(page, "button")
    page = start(page, HILLINGDON)
    assert f"A store for {HILLINGDON} is ready" in words(page)
    assert home_authority(principal=OFFICER) == HILLINGDON
    assert control(page, "selectbox", "Start an empty store for").value is None
    assert str(data_folder) in words(page)
    assert findings(open_store(), HILLINGDON).is_empty()
    assert EXAMPLE not in council_names(open_store(), principal=OFFICER)
    page = open_page("data", view_of(HILLINGDON), do="Stores")
    assert f"This store is for {HILLINGDON}" in words(page)
    page = press(page, "Back to Example Borough")
    assert home_authority(principal=OFFICER) == EXAMPLE
    assert findings(open_store(), EXAMPLE).height > 100


def test_a_councils_name_is_asked_for(data_folder: Path) -> None:
    page = start(open_page("data", do="Stores"), None)
    assert "council's name" in words(page)
    assert home_authority(principal=OFFICER) == EXAMPLE


def test_a_store_that_cannot_be_started_is_told_and_nothing_changes(
    data_folder: Path,
) -> None:
    # The file the store would have is another council's.
    other = open_store(file_url("rutland-county-council.db"))
    make_own_store(other, principal=OFFICER, authority=SOMEWHERE)
    page = start(open_page("data", do="Stores"), "Rutland County Council")
    assert "No other store was opened" in words(page)
    assert home_authority(principal=OFFICER) == EXAMPLE


def test_the_picker_has_every_council_and_finds_it_by_any_name(data_folder: Path) -> None:
    page = open_page("data", do="Stores")
    box = control(page, "selectbox", "Start an empty store for")
    assert len(box.options) == 153
    assert "Hull City Council (Kingston upon Hull)" in box.options
    assert EXAMPLE not in box.options
    page = start(page, "Hull City Council")
    assert "A store for Hull City Council is ready" in words(page)
    page = open_page("data", view_of("Hull City Council"), do="Stores")
    assert len(control(page, "selectbox", "Start an empty store for").options) == 152


def test_ways_back_to_every_store_stand_in_one_place_with_what_is_in_each(
    data_folder: Path,
) -> None:
    store = start_own_store(HILLINGDON, principal=OFFICER)
    land_rows(store, scores(authority=HILLINGDON, learning=4, equity=2))
    start_own_store("Rutland", principal=OFFICER)
    page = open_page("data", view_of("Rutland County Council"), do="Stores")
    said = words(page)
    changed = short_date(history(store, principal=OFFICER).row(0, named=True)["recorded_at"].date())
    assert f"{HILLINGDON} 2 records, last changed {changed}" in said
    assert "Rutland County Council No records yet" in said
    assert "In use now" in said
    assert f"{EXAMPLE} (example)" in said
    ways = [label for label in labels(page, "button") if label.startswith("Back to")]
    assert ways == [f"Back to {HILLINGDON}", f"Back to {EXAMPLE}"]
    page = press(page, f"Back to {HILLINGDON}")
    assert f"Back to {HILLINGDON}" in words(page)
    assert home_authority(principal=OFFICER) == HILLINGDON
    # Whoever starts a store that is there already is led to it.
    page = start(open_page("data", view_of(HILLINGDON), do="Stores"), "Rutland County Council")
    assert "It had a store already: no records yet." in words(page)
    assert home_authority(principal=OFFICER) == "Rutland County Council"


def test_a_store_set_from_outside_cannot_be_changed_here(example: Store) -> None:
    page = open_page("data", do="Stores")
    assert "DATABASE_URL" in words(page)
    assert labels(page, "button") == []


def test_a_download_can_be_read_by_a_spreadsheet(example: Store) -> None:
    from data_access.datasets import FINDING
    from data_access.exporting.rows import rows_for_export, write_csv

    text = write_csv(rows_for_export(example, FINDING, principal=OFFICER, authority=EXAMPLE))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == findings(example, EXAMPLE).height
