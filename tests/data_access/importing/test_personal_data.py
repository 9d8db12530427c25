"""The guard finds people's data, says where, never repeats it, and lets a council's words pass."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.gb.nhs import is_valid as is_nhs_number

from data_access.datasets import COPRODUCTION, DATASETS, LEARNING
from data_access.importing.personal_data.guard import (
    PersonalDataError,
    kinds_in,
    person_columns,
    personal_values,
)
from data_access.importing.stages.inspect import plan_as_json, plan_in_words
from data_access.importing.stages.rows.to_mend import problems_csv, rows_to_mend_csv
from data_access.store.database import Store
from tests.data_access.commands import run, run_apart
from tests.data_access.importing.made_up_files import counts, csv, land, plan, stored, workbook
from tests.data_access.made_up_rows import SOMEWHERE

NHS, NI, MAIL = "an NHS number", "a National Insurance number", "an e-mail address"
PHONE, POSTCODE, BIRTH = "a telephone number", "a postcode", "a date of birth"

PERSONAL = {
    "NHS 943 476 5919": NHS,
    "9434765919": NHS,
    "NHS9434765919": NHS,
    "NHS no.9434765919.": NHS,
    "943-476-5919": NHS,
    "943.476.5919": NHS,
    "943\u00a0476\u00a05919": NHS,
    "94 34 76 59 19": NHS,
    "AB123456C": NI,
    "her number is ab 12 34 56 c": NI,
    "AB-12-34-56-C": NI,
    "jane.doe@council.example": MAIL,
    "Jane <j@x.org>": MAIL,
    "o'neil+care@a-b.co.uk": MAIL,
    "01904 555123": PHONE,
    "call (01904) 555 123 after 5": PHONE,
    "Tel:07700900123": PHONE,
    "+44 7700 900123": PHONE,
    "+44 (0)1904 555123": PHONE,
    "0044 1904 555123": PHONE,
    "020 7946 0018": PHONE,
    "0161-496-0000": PHONE,
    "ring 07700 900123 12 March": PHONE,
    "+353 1 234 5678": PHONE,
    "YO31 8RT": POSTCODE,
    "lives at yo318rt.": POSTCODE,
    "SW1A 1AA": POSTCODE,
    "W1A 1HQ,": POSTCODE,
    "M1 1AE": POSTCODE,
    "dob 1/2/1950": BIRTH,
    "DOB: 01.02.50": BIRTH,
    "D.O.B. 1950-02-01": BIRTH,
    "born on the 3rd of May 1950": BIRTH,
    "date of birth was 3 May 1950": BIRTH,
}

# What stands in the records of a council, and is nobody's.
HARMLESS = [
    "CMP-2026-00123",
    "CMP-2026-001234",
    "C-00012345",
    "ref 0012345678",
    "LPS-00012345-A",
    "DoLS 21A",
    "SAR 2025-01",
    "E10000023",
    "23 012 345",
    "0 to 25",
    "18-64, 65-74 and 75+",
    "£1,234,567.89",
    "£12,345 a year",
    "1.234567891",
    "0.1234567890",
    "12,345,678,901",
    "+12.5%",
    "10 days, 20 days, 65%",
    "at 09:30 on 12/03/2026",
    "2026-03-31T09:30:00",
    "31/01/2026 and 28/02/2026",
    "sessions 0930-1030 1100",
    "between 2023 2024 2025",
    "2024/25 to 2025/26",
    "Section 42",
    "Care Act s.9",
    "s.117 MHA 1983",
    "7-minute briefing",
    "24/7",
    "https://www.gov.uk/guidance/care-act-2014",
    "https://www.lgo.org.uk/decisions/assessment/24-012-345",
    "5@10.50 each",
    "meeting @ 10.30",
    "S1 2nd visit",
    "L2 3rd floor",
    "room B2 4th floor",
    "vitamin B12 5mg",
    "G7 2hr slot",
    "M25 closed 3pm",
    "born out of feedback in 2019",
    "the group was born in 2019",
    "date of birth is recorded",
    "telephone answered in 30 seconds",
    "TN 12 34 56 C",
]

# Headers as exports have them.
ABOUT_PEOPLE = [
    "Name", "Employee Name", "Staff Full Name", "Surname", "First name(s)", "Forenames",
    "Complainant's name", "Name of complainant", "Learner", "Delegate Name", "Service user",
    "Allocated worker", "Social worker", "Case officer", "Line Manager Name", "Initials",
    "DOB", "D.O.B.", "Date of Birth", "Client DOB", "NHS Number", "NHS No.", "NI Number",
    "National Insurance No.", "Email", "E-mail address", "Work email", "Phone", "Mobile No.",
    "Contact number", "Address", "Address Line 1", "Home Address", "Postcode", "Post code",
    "Employee ID", "Payroll number", "Mosaic ID", "Client ID",
]  # fmt: skip
ABOUT_WORK = [
    "Number of people", "Team name", "Course name", "Name of course", "Cost centre name",
    "Activity name", "Web address", "Organisation", "Stage", "Days to respond", "Contact method",
    "Emails received", "Phone calls", "Officer role", "People", "Adults", "Carers", "Council",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), PERSONAL.items())
def test_personal_data_is_found(text: str, kind: str) -> None:
    assert kind in kinds_in(text)
    long = f"The person said on 3 March that {text}, and that Section 42 was explained."
    assert kind in kinds_in(long)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_councils_own_words_pass(text: str) -> None:
    assert kinds_in(text) == []
    assert kinds_in(f"Team reviewed {text} and changed the letter.") == []


@pytest.mark.parametrize("texts", [[*PERSONAL], HARMLESS])
def test_a_column_is_read_as_its_texts_are(texts: list[str]) -> None:
    """Columns are searched in another way than single texts, and quicker where they repeat."""
    expected = {(kind, n) for n, text in enumerate(texts) for kind in kinds_in(text)}
    for times in (1, 50):
        column = pl.Series(texts * times)
        rows = pl.Series([*range(len(texts))] * times)
        found = personal_values(column, "Notes", rows)
        assert {(each.kind, n) for each in found for n in each.rows or ()} == expected


def nhs_numbers() -> st.SearchStrategy[str]:
    def with_check(nine: str) -> str | None:
        digits = [nine + str(check) for check in range(10)]
        return next((each for each in digits if is_nhs_number(each)), None)

    nine = st.text("0123456789", min_size=9, max_size=9)
    return nine.map(with_check).filter(bool).map(str)


GAPS = st.sampled_from(["", " ", "  ", "-", " - ", ".", "\u00a0", "\u2009", "\u2013", "\t", "\n"])


@settings(deadline=None, max_examples=300)
@given(
    number=nhs_numbers(),
    gaps=st.tuples(GAPS, GAPS),
    blanks=st.sets(st.integers(1, 9)),
    grouped=st.booleans(),
    around=st.sampled_from(["{}", "NHS {}", "(NHS:{})", "The number {}, he said.", "{}\nfor info"]),
)
def test_any_nhs_number_is_found_in_any_spacing(
    number: str, gaps: tuple[str, str], blanks: set[int], grouped: bool, around: str
) -> None:
    if grouped:
        written = number[:3] + gaps[0] + number[3:6] + gaps[1] + number[6:]
    else:
        written = "".join(" " * (place in blanks) + digit for place, digit in enumerate(number))
    text = around.format(written)
    assert NHS in kinds_in(text)
    found = personal_values(pl.Series(["nothing", text]), "Notes", pl.Series([2, 3]))
    assert (NHS, (3,)) in [(each.kind, each.rows) for each in found]


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789", min_size=10, max_size=10))
def test_ten_digits_are_an_nhs_number_by_their_check_digit_alone(digits: str) -> None:
    assert (NHS in kinds_in(f"ref {digits} closed")) == is_nhs_number(digits)


def test_the_check_digit_is_worked_out_as_the_nhs_does() -> None:
    assert is_nhs_number("9434765919")  # the NHS Data Dictionary's own example
    assert not is_nhs_number("9434765918")
    assert not is_nhs_number("943476591")
    assert not is_nhs_number("٩٤٣٤٧٦٥٩١٩")


@pytest.mark.parametrize("header", ABOUT_PEOPLE)
def test_columns_about_people_are_known_by_name(header: str) -> None:
    assert [found.column for found in person_columns([header])] == [header]
    assert person_columns([header.upper(), header.lower().replace(" ", "_")])[1:]


@pytest.mark.parametrize("header", ABOUT_WORK)
def test_columns_about_work_are_not_taken_for_people(header: str) -> None:
    assert person_columns([header]) == []


def test_no_free_text_of_the_example_is_refused(sqlite_store: Store) -> None:
    """Some hundred sentences as officers write them."""
    random = Random(1)
    starts = ["The family said", "Audit 12 of 40 found", "From 01/04/2026", "In Q1 2026/27,"]
    middles = ["calls were answered in 30 seconds", "waits fell from 28 to 14 days (50%)"]
    ends = ["see CMP-2026-00123.", "Section 42 applies.", "at £1,250 a week.", "by 5pm, level 3."]
    rows = [
        f"L-{n},learning,01/04/2026,"
        f'"{random.choice(starts)} {random.choice(middles)}, {random.choice(ends)}"'
        for n in range(200)
    ]
    text = "Reference,Origin,Found,Lesson\n" + "\n".join(rows).replace("learning", "audit")
    assert counts(plan(sqlite_store, csv(text), LEARNING)).new == 200


SECRETS = {
    "NHS number": "943 476 5919",
    "e-mail": "jane.doe@somewhere.example",
    "telephone": "07700 900123",
    "postcode": "YO31 8RT",
    "National Insurance": "AB 12 34 56 C",
    "date of birth": "dob 03/05/1950",
}


@pytest.fixture(params=SECRETS.values(), ids=list(SECRETS))
def secret(request: pytest.FixtureRequest) -> str:
    """A value that must come out nowhere."""
    return str(request.param)


def files_with(secret: str) -> dict[str, str]:
    """Places in a file where a secret may be: CSV texts."""
    head = "Reference,Received,Outcome,Team\n"
    return {
        "a text": head + f"C-1,01/04/2026,Upheld,North\nC-2,02/04/2026,Upheld,{secret}\n",
        "a reference": head + f"{secret},01/04/2026,Upheld,North\n",
        "a choice": head + f"C-1,01/04/2026,{secret},North\n",
        "a day": head + f"C-1,{secret},Upheld,North\nC-2,01/04/2026,Upheld,North\n",
        "a header": f"Reference,Received,{secret}\nC-1,01/04/2026,x\n",
    }


def files_with_unread(secret: str) -> dict[str, str]:
    """Places that no field is read from: what stands there is neither kept nor shown."""
    return {
        "a column nobody uses": "Reference,Received,Remarks\n" + f"C-1,01/04/2026,{secret}\n",
        "a nameless column": "Reference,Received,,\n" + f"C-1,01/04/2026,,{secret}\n",
        "a column about people": f"Reference,Received,Complainant\nC-1,01/04/2026,{secret}\n",
        "a row to be mended": "Reference,Received,Remarks\nC-1,01/04/2026,\nC-2,02/04/2026,\n"
        + f"C-3,,{secret}\n",
    }


def nowhere(secret: str, *places: str | bytes) -> None:
    for place in places:
        raw = place if isinstance(place, bytes) else place.encode()
        for spelled in (secret, secret.replace(" ", "")):
            assert spelled.encode() not in raw
            assert spelled.encode("utf-16-le") not in raw


def bytes_of(store: Store) -> bytes:
    """Everything the store has on disk."""
    path = Path(store.url.removeprefix("sqlite:///"))
    return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))


@pytest.mark.parametrize("where", list(files_with("")))
def test_a_file_with_personal_data_is_refused_without_repeating_it(
    sqlite_store: Store, secret: str, where: str
) -> None:
    with pytest.raises(PersonalDataError) as raised:
        land(sqlite_store, csv(files_with(secret)[where]))
    nowhere(secret, str(raised.value), repr(raised.value))
    assert "Take it out" in str(raised.value)
    assert sqlite_store.revision() == 0
    nowhere(secret, bytes_of(sqlite_store))


@pytest.mark.parametrize("where", list(files_with_unread("")))
def test_what_no_field_is_read_from_is_neither_kept_nor_shown(
    sqlite_store: Store, tmp_path: Path, secret: str, where: str
) -> None:
    path = tmp_path / "complaints.csv"
    path.write_text(files_with_unread(secret)[where], encoding="utf-8")
    planned = plan(sqlite_store, csv(files_with_unread(secret)[where]))
    shown = json.dumps(plan_as_json(planned)) + plan_in_words(planned)
    nowhere(secret, shown, rows_to_mend_csv(planned), problems_csv([planned]))
    rejected = tmp_path / "rejected.csv"
    done = run(
        "import", "complaint", path, "--store", sqlite_store.url, "--authority", SOMEWHERE,
        "--yes", "--good-rows-only", "--rejected", rejected,
    )  # fmt: skip
    nowhere(secret, done.out, done.err, bytes_of(sqlite_store))
    if rejected.exists():
        nowhere(secret, rejected.read_bytes())
    assert stored(sqlite_store).height >= 1


@pytest.mark.parametrize("where", list(files_with("")))
def test_the_command_line_says_where_it_is_and_never_what(
    sqlite_store: Store, tmp_path: Path, secret: str, where: str
) -> None:
    path = tmp_path / "complaints.csv"
    path.write_text(files_with(secret)[where], encoding="utf-8")
    rejected = tmp_path / "rejected.csv"
    done = run(
        "import", "complaint", path, "--store", sqlite_store.url, "--authority", SOMEWHERE,
        "--yes", "--rejected", rejected,
    )  # fmt: skip
    assert "personal data" in done.line
    nowhere(secret, done.out, done.err, bytes_of(sqlite_store))
    assert not rejected.exists()


def test_a_process_of_its_own_leaks_nothing_either(sqlite_store: Store, tmp_path: Path) -> None:
    secret = SECRETS["NHS number"]
    path = tmp_path / "complaints.csv"
    path.write_text(files_with(secret)["a choice"], encoding="utf-8")
    done = run_apart(
        "import", "complaint", path, "--store", sqlite_store.url, "--authority", SOMEWHERE, "--yes"
    )
    assert "the column 'Outcome' has an NHS number in row 2" in done.line
    nowhere(secret, done.out, done.err, bytes_of(sqlite_store))


def test_column_and_rows_are_named(sqlite_store: Store) -> None:
    rows = [f"C-{n},01/04/2026,{'YO31 8RT' if n % 3 == 0 else 'North'}" for n in range(1, 31)]
    with pytest.raises(PersonalDataError, match=r"'Team' has a postcode in rows 4, 7, 10, 13, 16"):
        plan(sqlite_store, "Reference,Received,Team\n" + "\n".join(rows))


def test_everything_that_is_wrong_is_told_at_once(sqlite_store: Store) -> None:
    text = "Reference,Received,Themes,Team\nC-1,01/04/2026,ask jane@doe.example,YO31 8RT\n"
    with pytest.raises(PersonalDataError) as raised:
        plan(sqlite_store, text)
    assert "the column 'Themes' has an e-mail address in row 2" in str(raised.value)
    assert "the column 'Team' has a postcode in row 2" in str(raised.value)


def test_columns_about_people_are_left_out_and_named(sqlite_store: Store) -> None:
    text = "Reference,Received,Surname,Team\nC-1,01/04/2026,Doe,North\n"
    planned = plan(sqlite_store, text)
    assert "columns about people are not kept: Surname" in planned.reading.notes
    land(sqlite_store, text)
    nowhere("Doe", plan_in_words(planned), bytes_of(sqlite_store))


def test_nobody_can_choose_a_column_of_names_for_a_field(sqlite_store: Store) -> None:
    text = "Reference,Received,Surname\nC-1,01/04/2026,Doe\n"
    chosen = {"reference": "Reference", "received": "Received", "team": "Surname"}
    with pytest.raises(PersonalDataError, match="'Surname' looks like a person's name"):
        plan(sqlite_store, text, columns=chosen)


def test_a_workbook_is_searched_like_any_file(sqlite_store: Store) -> None:
    book = workbook(Sheet1=[["Reference", "Received", "Team"], ["C-1", 46113, "07700 900123"]])
    with pytest.raises(PersonalDataError, match="'Team' has a telephone number in row 2"):
        plan(sqlite_store, book)


def test_a_signed_title_is_passed_over_without_its_signature(sqlite_store: Store) -> None:
    secret = SECRETS["e-mail"]
    text = f"Made by {secret},,\nReference,Received\nC-1,01/04/2026\n"
    planned = plan(sqlite_store, text)
    nowhere(secret, json.dumps(plan_as_json(planned)), plan_in_words(planned))
    assert planned.reading.set_aside == {"titles": 1}


def test_a_file_named_after_a_person_is_refused(sqlite_store: Store) -> None:
    secret = SECRETS["NHS number"]
    text = "Reference,Received\nC-1,01/04/2026\n"
    with pytest.raises(PersonalDataError, match="give the file another name") as raised:
        plan(sqlite_store, csv(text, name=f"case {secret}.csv"))
    nowhere(secret, str(raised.value))


@pytest.mark.parametrize("name", [d.name for d in DATASETS.values() if d.person_may_edit])
def test_every_free_text_of_every_form_and_file_is_searched(name: str) -> None:
    dataset = DATASETS[name]
    for spec in dataset.fields:
        if spec.free_text:
            found = personal_values(pl.Series(["ask jane@doe.example"]), spec.label, pl.Series([1]))
            assert [each.kind for each in found] == [MAIL]


def test_the_published_source_of_a_figure_may_be_an_address_on_the_web(
    sqlite_store: Store,
) -> None:
    text = (
        "Reference,Held,Activity,Method,Level,What was said\n"
        "CO-1,01/04/2026,Forum,Workshop,consult,see https://www.example.org/forum/2026\n"
    )
    assert counts(plan(sqlite_store, csv(text), COPRODUCTION)).new == 1
    assert stored(sqlite_store, COPRODUCTION).is_empty()


def test_the_store_is_what_it_says(sqlite_store: Store) -> None:
    """`bytes_of` would find what is stored, so finding nothing means something."""
    land(sqlite_store, "Reference,Received,Team\nC-1,01/04/2026,Harbour team\n")
    assert b"Harbour team" in bytes_of(sqlite_store)
    with sqlite3.connect(sqlite_store.url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("SELECT count(*) FROM complaint").fetchone() == (1,)
