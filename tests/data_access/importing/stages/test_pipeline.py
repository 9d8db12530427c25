"""Files that councils might send, of the kinds of the shared cases, read as a whole."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from data_access.errors import DataError
from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.plan import Plan, land, plan
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import read_recipe
from data_access.new_store import make_own_store
from data_access.principal import local_principal
from data_access.reference.published_facts import codebook_frame
from data_access.store.database import Store, open_store

OWN = "Exampleshire Council"
THEMES = {
    fold(str(name)): str(theme) for theme, name in codebook_frame().select("theme", "name").rows()
}
GENERAL = '[constants]\nteam_kind = "general"\n'


def read(name: str, content: str | bytes, recipe: str = "") -> Reading:
    text = content.encode() if isinstance(content, str) else content
    return read_book(open_file(name, text), read_recipe(recipe), Context(OWN, themes=THEMES))


def workbook(fill: Callable[[Any], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def columns(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return [
        tuple(str(value) if value is not None else None for value in row)
        for row in reading.rows.select(names).rows()
    ]


def keys(reading: Reading) -> list[str]:
    return [question.key for question in reading.needed]


def test_stages_in_columns_are_one_case() -> None:
    reading = read(
        "complaints.csv",
        "Ref,Stage 1 received,Stage 1 acknowledged,Stage 1 response,Stage 1 outcome,"
        "Stage 2 received,Stage 2 response,Stage 2 outcome\n"
        "A,05/01/2026,06/01/2026,02/02/2026,Upheld,,,\n"
        "B,09/01/2026,12/01/2026,11/02/2026,Not upheld,01/03/2026,10/04/2026,Upheld\n"
        "C,19/01/2026,21/01/2026,28/02/2026,Not upheld,12/03/2026,,\n",
    )
    assert columns(reading, "reference", "received", "acknowledged", "responded", "outcome") == [
        ("A", "2026-01-05", "2026-01-06", "2026-02-02", "upheld"),
        ("B", "2026-01-09", "2026-01-12", "2026-04-10", "upheld"),
        ("C", "2026-01-19", "2026-01-21", None, None),
    ]
    assert (reading.used, keys(reading)) == (3, [])


def test_month_first_is_shown_by_the_file() -> None:
    reading = read(
        "log.csv",
        "Reference,Date received,Date closed,Outcome\n1,4/13/2026,5/4/2026,Upheld\n"
        "2,4/2/2026,5/3/2026,Not upheld\n",
    )
    assert columns(reading, "received", "responded") == [
        ("2026-04-13", "2026-05-04"), ("2026-04-02", "2026-05-03")]  # fmt: skip


def test_types_that_are_no_complaints_are_asked() -> None:
    log = "Feedback ref,Feedback type,Date received,Outcome\n1,Statutory complaint,1 April 2026," \
          "Upheld\n2,Compliment,2 April 2026,\n3,MP enquiry,3 April 2026,\n"  # fmt: skip
    assert keys(read("feedback.csv", log)) == ["rows.leave_out: 'Feedback type'"]
    left = '[rows]\nleave_out = { "Feedback type" = ["compliment", "MP Enquiry"] }\n'
    reading = read("feedback.csv", log, left)
    assert (reading.rows.height, reading.set_aside, keys(reading)) == (1, {"left_out": 2}, [])


def test_headings_totals_and_repeated_headers() -> None:
    reading = read(
        "log.csv",
        "Ref,Date received,Date responded,Outcome\nAPRIL 2026,,,\n1,01/04/2026,20/04/2026,Upheld\n"
        "2,13/04/2026,,\nSub-total,2,,\nRef,Date received,Date responded,Outcome\nMAY 2026,,,\n"
        "3,03/05/2026,20/05/2026,Not upheld\nTotal,3,,\nNote: without children's services,,,\n",
    )
    assert reading.set_aside == {"headings": 2, "totals": 2, "notes": 1}
    assert (reading.rows.height, reading.rejected) == (3, 0)


def test_hidden_rows_are_asked() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(["Ref", "Date received", "Directorate", "Outcome"])
        for number in range(6):
            sheet.append([f"R{number}", datetime(2026, 1, 20 + number),
                          "Adults" if number % 2 else "Housing", "Upheld"])  # fmt: skip
            sheet.row_dimensions[number + 2].hidden = not number % 2

    content = workbook(fill)
    assert keys(read("complaints.xlsx", content)) == ["rows.hidden"]
    assert read("complaints.xlsx", content, '[rows]\nhidden = "leave out"\n').rows.height == 3
    assert read("complaints.xlsx", content, '[rows]\nhidden = "keep"\n').rows.height == 6


@pytest.mark.parametrize("header", ["Fire Safety Expiry Date", "Fire Safety - expires",
                                    "Fire Safety (renewal date)"])  # fmt: skip
def test_a_matrix_of_expiry_days(header: str) -> None:
    reading = read(
        "Mandatory training Oct 2026.csv",
        f"Employee Number,Employee Name,Post,Department,{header},Care Act expiry date\n"
        "1,A,SW,North,01/01/2027,12/12/2025\n2,B,SW,North,15/06/2026,\n"
        "3,C,OT,South,N/A,31/10/2026\n",
        GENERAL,
    )
    assert columns(reading, "role", "course", "course_name", "required", "attended", "in_date") == [
        ("SW", "other", "Fire Safety", "2", "2", "1"),
        ("SW", "care_act", None, "2", "1", "0"),
        ("OT", "care_act", None, "1", "1", "1"),
    ]


def test_a_matrix_of_words_under_kinds_of_course() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "Sept 2026"
        sheet.append([None, None, None, "Mandatory", None, "Role specific"])
        sheet.append(["Name", "Role", "Team", "Fire safety", "Care Act", "Working with hoarding"])
        sheet.append(["A", "SW", "North", "In date", "Expired", "Booked"])
        sheet.append(["B", "SW", "North", "Due", "In date", "N/A"])
        sheet.merge_cells("D1:E1")

    reading = read("matrix.xlsx", workbook(fill), GENERAL)
    assert columns(
        reading, "course", "course_kind", "month", "required", "attended", "in_date"
    ) == [
        ("other", "general", "2026-09-01", "2", "1", "1"),
        ("care_act", "general", "2026-09-01", "2", "2", "1"),
        ("other", "role_specific", "2026-09-01", "1", "0", None),
    ]


def test_headings_between_people_are_their_teams() -> None:
    reading = read(
        "Training 31 March 2026.csv",
        "Name,Role,Safeguarding Adults,Mental Capacity Act\nNorth team,,,\nA,SW,Yes,No\n"
        "B,SW,Yes,N/A\n"
        "South team,,,\nC,OT,No,Yes\n",
        GENERAL,
    )
    assert columns(reading, "team", "role", "course", "required", "attended") == [
        ("North team", "SW", "safeguarding_adults", "2", "2"),
        ("South team", "OT", "safeguarding_adults", "1", "0"),
        ("North team", "SW", "mental_capacity_act", "1", "0"),
        ("South team", "OT", "mental_capacity_act", "1", "1"),
    ]


def test_unknown_status_words_and_kinds_of_team_are_asked() -> None:
    reading = read(
        "training 30 April 2026.csv",
        "Learner,Team,Role,Course,Status\nA,North,SW,Care Act,Completed\nB,North,SW,Care Act,LTS\n",
    )
    assert keys(reading) == ["words.team_kind: 'North'", "words.status: 'LTS'"]


def test_a_list_of_training_done_is_declined() -> None:
    reading = read(
        "training.csv",
        "Workplace ID,Unique Worker ID,Training Category,Training Name,Date Completed,Accredited\n"
        "1,2,Care Act,Care Act,01/04/2026,Yes\n",
    )
    assert reading.declined is not None
    assert reading.rows.is_empty()


def test_surveys_in_four_shapes() -> None:
    period = GENERAL + 'period = "2026/27"\n'
    long = "Question,Team,Base,% positive\nI can get training specific to my role,North,20,65%\n"
    counts = ("Question,Team,Strongly agree,Agree,Neither,Disagree,Strongly disagree\n"
              "I can get training specific to my role,North,5,8,4,2,1\n")  # fmt: skip
    across = ("Team,Number of responses,I can get training specific to my role (% agree),"
              "I feel safe to speak up at work (% agree)\n"
                  "North,20,65%,*\nAll ASC,40,60%,50%\n")  # fmt: skip
    people = "Respondent ID,Team,I can get training specific to my role\n" + "".join(
        f"{number},North,{'Agree' if number < 13 else 'Disagree'}\n" for number in range(20)
    )
    for content in (long, counts, across, people):
        reading = read("staff survey.csv", content, period)
        assert columns(reading, "team", "question", "responses", "agree") == [
            ("North", "training_for_my_role", "20", "13")], content  # fmt: skip
        assert keys(reading) == []


def test_indicators_with_months_quarters_and_years_across() -> None:
    reading = read("KPIs.csv", "KPI,Description,Apr-26,Q2 2026/27,2025/26\nA1,Reviews,71%,[c],70\n")
    assert columns(reading, "indicator", "name", "period_start", "period_end", "value") == [
        ("A1", "Reviews", "2026-04-01", "2026-04-30", "71.0"),
        ("A1", "Reviews", "2026-07-01", "2026-09-30", None),
        ("A1", "Reviews", "2025-04-01", "2026-03-31", "70.0"),
    ]


def test_years_of_the_ombudsman_across() -> None:
    reading = read(
        "letter.csv",
        "Ombudsman annual review letter - adult social care,,\nMeasure,2022-23,2023-24\n"
        "Complaints received,20,22\nDetailed investigations,6,8\nof which upheld,5,6\n"
        "Uphold rate,83%,75%\n",
    )
    assert columns(
        reading, "year", "scope", "received", "investigations", "upheld", "uphold_rate"
    ) == [
        ("2022-23", "adult social care", "20", "6", "5", "83.0"),
        ("2023-24", "adult social care", "22", "8", "6", "75.0"),
    ]


def test_shares_without_a_percent_sign_are_asked() -> None:
    table = (
        "Council,Year,Scope,Upheld,Investigations,Uphold rate\nX,2024/25,All services,8,10,0.8\n"
    )
    assert keys(read("ombudsman.csv", table)) == ["numbers: 'Uphold rate'"]
    reading = read("ombudsman.csv", table, '[numbers]\n"Uphold rate" = "share"\n')
    assert columns(reading, "year", "scope", "uphold_rate") == [("2024-25", "all services", "80.0")]


def test_sheets_of_one_layout_and_months_as_shown() -> None:
    def fill(book: Any) -> None:
        for number, title in enumerate(("North", "South")):
            sheet = book.active if not number else book.create_sheet()
            sheet.title = title
            sheet.append(["Ref", "Action", "Start", "Due date"])
            sheet.append([number + 1, "Do it", datetime(2026, 1, 1), datetime(2026, 9, 1)])
            sheet["D2"].number_format = "mmm-yy"
        book.create_sheet("Guidance").append(["How to fill in"])

    reading = read("Improvement plan.xlsx", workbook(fill))
    assert columns(reading, "reference", "opened", "due") == [
        ("1", "2026-01-01", "2026-09-30"), ("2", "2026-01-01", "2026-09-30")]  # fmt: skip
    assert any("sheets not read: 'Guidance'" in note for note in reading.notes)


def test_made_references_stay_the_same() -> None:
    log = "When,What we did,How,Level\n12/03/2026,Talk,Workshop,Consulted\n{}"
    more = "13/03/2026,Talk,Survey,Informed\n"
    one = read("log.csv", log.format("")).rows.get_column("reference").to_list()
    two = read("log.csv", log.format(more)).rows.get_column("reference").to_list()
    assert one == two[:1]
    assert len(set(two)) == 2


@pytest.fixture
def store(tmp_path: Any) -> Store:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    make_own_store(opened, principal=local_principal(), authority=OWN)
    return opened


LOG = (
    "Reference,Received,Acknowledged,Responded,Team,Outcome\n"
    "1,01/04/2026,02/04/2026,20/04/2026,North,Upheld\n2,13/04/2026,,,South,\n"
)


def planned(store: Store, content: str, recipe: str = "") -> Plan:
    return plan(store, "complaints.csv", content.encode(), principal=local_principal(),
                recipe=read_recipe(recipe))  # fmt: skip


def landed(store: Store, content: str, recipe: str = "") -> None:
    land(store, planned(store, content, recipe), principal=local_principal())


def test_no_change_is_silent(store: Store) -> None:
    """Bar 4: one cell of each field changed, columns dropped, cells emptied, rows reordered."""
    landed(store, LOG)
    again = planned(store, LOG)
    assert (again.compared.changed, again.compared.unchanged, again.compared.emptied) == (0, 2, 0)
    for old, new, field in (
        ("02/04/2026", "03/04/2026", "acknowledged"), ("20/04/2026", "21/04/2026", "responded"),
        ("North", "East", "team"), ("Upheld", "Not upheld", "outcome"),
        ("01/04/2026", "31/03/2026", "received"),
    ):  # fmt: skip
        found = planned(store, LOG.replace(old, new))
        assert [(c.key, c.field) for c in found.compared.changes] == [("1", field)]
    header, *rows = LOG.splitlines()
    assert planned(store, "\n".join([header, *reversed(rows)])).compared.unchanged == 2
    dropped = "\n".join(",".join(line.split(",")[:2]) for line in LOG.splitlines())
    assert planned(store, dropped).compared.unchanged == 2
    for cell, field in (("02/04/2026", "acknowledged"), ("North", "team"), ("Upheld", "outcome")):
        emptied = LOG.replace(f",{cell}", ",")
        asked = planned(store, emptied)
        assert [question.field for question in asked.needed] == [field]
        with pytest.raises(DataError):
            land(store, asked, principal=local_principal())
        cleared = planned(store, emptied, f'[empty]\n{field.capitalize()} = "cleared"\n')
        assert (cleared.compared.emptied, cleared.compared.changed) == (1, 1)
        unknown = planned(store, emptied, f'[empty]\n{field.capitalize()} = "unknown"\n')
        assert (unknown.compared.emptied, unknown.compared.unchanged) == (0, 2)


def test_an_update_without_needed_columns(store: Store) -> None:
    landed(store, LOG)
    update = (
        "Reference,Ombudsman decided,Ombudsman's outcome\n1,10/07/2026,Upheld\n"
        "9,11/07/2026,Upheld\n"
    )
    found = planned(store, update)
    assert (found.compared.changed, found.reading.rejected, found.needed) == (1, 1, ())
    early = "Reference,Ombudsman decided\n1,10/07/2025\n"
    assert planned(store, early).reading.rejected == 1


def test_decisions_of_the_ombudsman_are_not_the_councils(store: Store) -> None:
    landed(store, LOG)
    decisions = (
        "LGSCO ref,Council ref,Date received by LGSCO,Decision date,Decision,Remedy due date\n"
        "26 001 001,1,01/06/2026,10/10/2026,Upheld: fault and injustice,10/12/2026\n"
    )
    found = planned(store, decisions)
    assert found.needed == ()
    assert {(c.field, c.new) for c in found.compared.changes} == {
        ("ombudsman_referred", "yes"), ("ombudsman_decided", "10 October 2026"),
        ("ombudsman_outcome", "Upheld"), ("remedy_due", "10 December 2026"),
    }  # fmt: skip


def test_nothing_personal_is_kept(store: Store) -> None:
    with pytest.raises(DataError, match="personal data"):
        planned(store, LOG.replace("North", "ring 07700 900123"))
    about = planned(store, "Complainant,Reference,Received,Outcome\nMrs A,1,13/04/2026,Upheld\n")
    assert about.reading.about_people == ("Complainant",)
    with pytest.raises(DataError, match="personal data") as refused:
        planned(store, LOG.replace("Upheld", "ask jo@example.org"))
    assert "jo@example.org" not in str(refused.value)
