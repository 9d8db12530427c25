"""Training as councils and their learning systems have it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.data_access.importing.stages.kinds.files import (
    GENERAL,
    expect,
    keys,
    letter,
    lines,
    page,
    read,
    said,
    sheets,
    workbook,
)

COUNTS = "team role course month required attended in_date"


def month(day: str) -> str:
    return f'[constants]\nteam_kind = "general"\nmonth = "{day}"\n'


def test_a_matrix_with_completed_and_expires_for_each_course() -> None:
    day = datetime
    courses = [f"{course} - {what}" for course in ("Safeguarding Adults L2", "MCA & DoLS")
               for what in ("Completed", "Expires")]  # fmt: skip
    content = workbook(
        [
            ["Adult Social Care training matrix – position at 31/10/2026"],
            [],
            ["Emp No", "Surname", "First name", "Team", "Job Title", "Line manager", *courses,
             "Start date"],
            ["E1", "Pretend", "Pat", "East", "Social Worker", "Lee Sham", day(2024, 3, 1),
             day(2027, 3, 1), day(2023, 10, 5), day(2026, 10, 5), day(2019, 1, 7)],
            ["E2", "Mock", "Sam", "East", "Social Worker", "Lee Sham", day(2023, 10, 31),
             day(2026, 10, 31), "N/A", "N/A", day(2020, 1, 7)],
            ["E3", "Trial", "Kit", "East", "Occupational Therapist", "Lee Sham", None, None,
             day(2025, 6, 1), day(2028, 6, 1), day(2021, 1, 7)],
            ["E4", "Demo", "Jo", "West", "Social Worker", "Lee Sham", "Booked 12/11/2026", None,
             "Exempt", None, day(2022, 1, 7)],
            ["Compliance", None, None, None, None, None, 0.67, None, 0.5],
            ["Key: N/A = not needed for the role"],
        ],
        formats={"G8": "0%", "I8": "0%"},
        hidden_columns=["F"],
    )  # fmt: skip
    reading = read("Training matrix.xlsx", content, GENERAL)
    expect(reading, COUNTS, [
        ("East", "Social Worker", "safeguarding_adults", "2026-10-01", 2, 2, 2),
        ("East", "Occupational Therapist", "safeguarding_adults", "2026-10-01", 1, 0, 0),
        ("West", "Social Worker", "safeguarding_adults", "2026-10-01", 1, 0, 0),
        ("East", "Social Worker", "mental_capacity_act", "2026-10-01", 1, 1, 0),
        ("East", "Occupational Therapist", "mental_capacity_act", "2026-10-01", 1, 1, 1),
    ])  # fmt: skip
    assert (reading.used, reading.rejected, keys(reading)) == (4, 0, [])
    assert reading.set_aside == {"titles": 1, "blank": 1, "totals": 1, "notes": 1}
    assert {"Surname", "First name", "Emp No", "Line manager"} <= set(reading.about_people)


def test_how_far_an_e_learning_is_in_percent() -> None:
    content = workbook(
        [
            ["Learner", "Department", "Job role", "Data protection", "Fire awareness",
             "Safeguarding adults"],
            ["A Sham", "North", "Social Worker", 1, 0.5, 1],
            ["B Sham", "North", "Social Worker", 1, 1, 0],
            ["C Sham", "North", "Social Worker", 0.25, "N/A", 1],
        ],
        formats={f"{letter(place)}{row}": "0%" for place in (3, 4, 5) for row in (2, 3, 4)},
    )  # fmt: skip
    reading = read("E-learning progress.xlsx", content, month("2026-05-01"))
    expect(reading, "team role course course_name required attended", [
        ("North", "Social Worker", "other", "Data protection", 3, 2),
        ("North", "Social Worker", "other", "Fire awareness", 2, 1),
        ("North", "Social Worker", "safeguarding_adults", None, 3, 2),
    ])  # fmt: skip
    assert keys(reading) == []


def test_a_completion_report_of_totara() -> None:
    rows = [
        ["User's Fullname", "User's Organisation Name(s)", "User's Position Name(s)",
         "Course Name", "Completion Status", "Completion Date", "Date Enrolled"],
        ["Al Sham", "East", "Social Worker", "Care Act 2014", "Complete", "03 Mar 2026",
         "01 Feb 2026"],
        ["Bo Sham", "East", "Social Worker", "Care Act 2014", "Complete via rpl", "04 Mar 2026",
         "01 Feb 2026"],
        ["Cy Sham", "East", "Social Worker", "Care Act 2014", "Not yet started", "",
         "01 Feb 2026"],
        ["Di Sham", "West", "Team Manager", "Care Act 2014", "In progress", "", "01 Feb 2026"],
        ["Al Sham", "East", "Social Worker", "Dementia awareness", "Complete", "05 Mar 2026",
         "01 Feb 2026"],
    ]  # fmt: skip
    reading = read("course_completion_report_31_March_2026.csv", lines(rows), GENERAL)
    expect(reading, "team role course course_name month required attended in_date", [
        ("East", "Social Worker", "care_act", None, "2026-03-01", 3, 2, None),
        ("West", "Team Manager", "care_act", None, "2026-03-01", 1, 0, None),
        ("East", "Social Worker", "other", "Dementia awareness", "2026-03-01", 1, 1, None),
    ])  # fmt: skip
    assert (reading.used, keys(reading)) == (5, [])


def test_a_certification_report_with_a_renewal_status() -> None:
    rows = [
        ["User's Fullname", "Organisation", "Position", "Certification Name",
         "Certification Status", "Renewal Status", "Time Expires"],
        ["Al Sham", "East", "Social Worker", "Mental Capacity Act", "Certified",
         "Not due for renewal", "01/06/2027 00:00"],
        ["Bo Sham", "East", "Social Worker", "Mental Capacity Act", "Certified",
         "Due for renewal", "20/04/2026 00:00"],
        ["Cy Sham", "East", "Social Worker", "Mental Capacity Act", "Expired",
         "Renewal expired", ""],
        ["Di Sham", "East", "Social Worker", "Mental Capacity Act", "Newly assigned", "", ""],
    ]  # fmt: skip
    reading = read("Certification completion.csv", lines(rows), month("2026-03-01"))
    expect(reading, COUNTS, [
        ("East", "Social Worker", "mental_capacity_act", "2026-03-01", 4, 3, 2),
    ])  # fmt: skip
    assert keys(reading) == []


def test_competences_of_the_electronic_staff_record() -> None:
    rows = [
        ["Organisation", "Assignment Number", "Employee Name", "Position Title", "Staff Group",
         "Competence Name", "Meets Requirement", "Expiry Date"],
        ["Discharge Hub", "20001", "Sham, Al", "Social Worker", "Additional",
         "NHS|CSTF|Safeguarding Adults - Level 2 - 3 Years|", "Yes", "05-Jan-2027"],
        ["Discharge Hub", "20002", "Sham, Bo", "Social Worker", "Additional",
         "NHS|CSTF|Safeguarding Adults - Level 2 - 3 Years|", "No", "05-Jan-2026"],
        ["Discharge Hub", "20002", "Sham, Bo", "Social Worker", "Additional",
         "LOCAL|Mental Capacity Act - 2 Years|", "Yes", "08-Jul-2026"],
        ["Discharge Hub", "20001", "Sham, Al", "Social Worker", "Additional",
         "LOCAL|Mental Capacity Act - 2 Years|", "No", ""],
        ["Discharge Hub", "20001", "Sham, Al", "Social Worker", "Additional",
         "NHS|CSTF|Moving and Handling - Level 1 - 3 Years|", "Yes", "01-Aug-2028"],
    ]  # fmt: skip
    reading = read("ESR compliance.csv", lines(rows), month("2026-06-01"))
    expect(reading, COUNTS, [
        ("Discharge Hub", "Social Worker", "safeguarding_adults", "2026-06-01", 2, 2, 1),
        ("Discharge Hub", "Social Worker", "mental_capacity_act", "2026-06-01", 2, 1, 1),
        ("Discharge Hub", "Social Worker", "moving_and_handling", "2026-06-01", 1, 1, 1),
    ])  # fmt: skip
    assert keys(reading) == []


def test_a_module_report_in_windows_letters_with_semicolons() -> None:
    rows = [
        ["Learner", "Email", "Department", "Job role", "Module", "Status", "Date completed",
         "Score"],
        ["José Sham", "jose@example.org", "Café Team", "Support Planner", "Autism awareness",
         "Passed", "14.02.26", "90%"],
        ["Zoë Sham", "zoe@example.org", "Café Team", "Support Planner", "Autism awareness",
         "Failed", "15.02.26", "40%"],
        ["Max Sham", "max@example.org", "Café Team", "Support Planner", "Autism awareness",
         "In Progress", "", ""],
        ["Ann Sham", "ann@example.org", "Café Team", "Support Planner", "Autism awareness",
         "Not Started", "", ""],
    ]  # fmt: skip
    reading = read("modules.csv", lines(rows, ";").encode("cp1252"), month("2026-02-01"))
    expect(reading, "team role course course_name required attended", [
        ("Café Team", "Support Planner", "other", "Autism awareness", 4, 1),
    ])  # fmt: skip
    assert (reading.used, keys(reading)) == (4, [])


def blanks(teams: dict[str, tuple[int, int]]) -> str:
    """A matrix without any N/A: per team, people with and without the AMHP refresher."""
    rows = [["Name", "Team", "Job title", "Safeguarding adults", "AMHP refresher"]]
    for team, (done, blank) in teams.items():
        rows += [[f"{team} {n}", team, "Social Worker", "Yes", "Yes"] for n in range(done)]
        rows += [[f"{team} b{n}", team, "Social Worker", "Yes", ""] for n in range(blank)]
    return lines(rows)


def test_blanks_where_no_cell_says_that_a_course_is_not_needed() -> None:
    everywhere = read("matrix.csv", blanks({"East": (2, 1), "West": (1, 2)}), month("2026-05-01"))
    assert keys(everywhere) == []
    assert said(everywhere, "empty", "AMHP refresher", "3")
    expect(everywhere, "team course required attended", [
        ("East", "safeguarding_adults", 3, 3), ("West", "safeguarding_adults", 3, 3),
        ("East", "amhp_annual", 3, 2), ("West", "amhp_annual", 3, 1),
    ])  # fmt: skip
    content = blanks({"AMHP Hub": (4, 1), "East": (0, 6)})
    assert keys(read("matrix.csv", content, month("2026-05-01"))) == ["words.status: ''"]
    answered = read(
        "matrix.csv", content, f'{month("2026-05-01")}[words.status]\n"" = "not_required"\n'
    )
    assert keys(answered) == []
    expect(answered, "team course required attended", [
        ("AMHP Hub", "safeguarding_adults", 5, 5), ("East", "safeguarding_adults", 6, 6),
        ("AMHP Hub", "amhp_annual", 4, 4),
    ])  # fmt: skip
    needed = read("matrix.csv", content, f'{month("2026-05-01")}[words.status]\n"" = ""\n')
    assert keys(needed) == []
    assert needed.rows.filter(course="amhp_annual").get_column("required").sum() == 11


def test_signs_whose_meaning_nobody_can_know_are_asked() -> None:
    rows = [["Name", "Team", "Role", "Care Act", "Hoarding"], ["A", "East", "SW", "x", "Green"],
            ["B", "East", "SW", "x", "Amber"], ["C", "East", "SW", "", "Red"]]  # fmt: skip
    reading = read("training matrix.csv", lines(rows), month("2026-05-01"))
    asked = [question.words for question in reading.needed]
    assert set().union(*asked) == {"x", "Amber"}


def test_groups_of_courses_over_the_courses() -> None:
    content = workbook(
        [
            ["Name", "Team", "Role", "Mandatory", None, "Role specific", None],
            [None, None, None, "Safeguarding adults", "Fire safety", "Hoarding", "AMHP refresher"],
            ["A", "East", "Social Worker", "Compliant", "Compliant", "Compliant", "N/A"],
            ["B", "East", "Social Worker", "Expired", "Compliant", "Not compliant", "Compliant"],
        ],
        merged=["D1:E1", "F1:G1"],
    )
    reading = read("matrix.xlsx", content, month("2026-05-01"))
    expect(reading, "course course_name course_kind required attended in_date", [
        ("safeguarding_adults", None, "general", 2, 2, 1),
        ("other", "Fire safety", "general", 2, 2, 2),
        ("other", "Hoarding", "role_specific", 2, 1, 1),
        ("amhp_annual", None, "role_specific", 1, 1, 1),
    ])  # fmt: skip
    assert keys(reading) == []


def test_teams_in_headings_between_people() -> None:
    rows = [
        ["Employee", "Post", "Care Act - expiry", "First aid - expiry"],
        ["EAST LOCALITY", "", "", ""],
        ["A Sham", "Social Worker", "01/02/2027", "N/A"],
        ["B Sham", "Social Worker", "01/02/2025", "01/01/2027"],
        ["WEST LOCALITY", "", "", ""],
        ["C Sham", "Social Worker", "", "01/01/2026"],
    ]
    reading = read("matrix at 31.03.2026.csv", lines(rows), GENERAL)
    expect(reading, "team course course_name required attended in_date", [
        ("EAST LOCALITY", "care_act", None, 2, 2, 1),
        ("WEST LOCALITY", "care_act", None, 1, 0, 0),
        ("EAST LOCALITY", "other", "First aid", 1, 1, 1),
        ("WEST LOCALITY", "other", "First aid", 1, 1, 0),
    ])  # fmt: skip
    assert keys(reading) == []


def test_a_list_of_training_done_is_declined() -> None:
    rows = [
        ["Workplace name", "Worker ID", "Training category", "Training name", "Date completed",
         "Expiry date", "Accredited", "Notes"],
        ["North", "P 1", "Safeguarding adults", "Level 2", "01/02/2023", "01/02/2026", "Yes", ""],
        ["North", "P 2", "Moving and handling", "", "01/02/2024", "01/02/2027", "No", ""],
    ]  # fmt: skip
    reading = read("Training report.xls", page(rows), GENERAL)
    assert reading.declined is not None
    assert "how many need it" in reading.declined
    assert reading.rows.is_empty()


def test_a_sheet_a_team() -> None:
    header = ["Name", "Job title", "Care Act", "Mental Capacity Act"]
    content = sheets({
        "Locality East": [header, ["A", "Social Worker", "Completed", "N/A"],
                          ["B", "Social Worker", "Not started", "Completed"]],
        "Locality West": [header, ["C", "Social Worker", "Completed", "Completed"]],
    })  # fmt: skip
    reading = read("matrix.xlsx", content, month("2026-05-01"))
    expect(reading, "team course required attended", [
        ("Locality East", "care_act", 2, 1), ("Locality East", "mental_capacity_act", 1, 1),
        ("Locality West", "care_act", 1, 1), ("Locality West", "mental_capacity_act", 1, 1),
    ])  # fmt: skip
    assert keys(reading) == []
    assert said(reading, "sheet", "team")


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Training matrix - dates are of completion, at 31 May 2026", (2, 2, None)),
     ("Training matrix: expiry dates shown, at 31 May 2026", (2, 2, 1))],
)  # fmt: skip
def test_a_title_that_says_what_the_days_are(
    title: str, expected: tuple[int, int, int | None]
) -> None:
    rows = [
        [title],
        ["Name", "Team", "Role", "Care Act", "First aid"],
        ["A", "East", "OT", "01/02/2026", "01/03/2026"],
        ["B", "East", "OT", "01/02/2026" if "comp" in title else "01/02/2027", "N/A"],
    ]
    reading = read("matrix.csv", lines(rows), GENERAL)
    found = reading.rows.filter(course="care_act").select("required", "attended", "in_date")
    assert found.rows() == [expected]
    assert keys(reading) == []


def test_how_often_a_course_is_due_is_no_person() -> None:
    rows = [
        ["Name", "Team", "Role", "Care Act - expires", "First aid - expires"],
        ["Frequency", "", "", "3 yearly", "Annual"],
        ["A", "East", "OT", "01/02/2027", "01/03/2027"],
        ["B", "East", "OT", "01/02/2026", "N/A"],
    ]
    reading = read("matrix at 31 May 2026.csv", lines(rows), GENERAL)
    expect(reading, "team course required attended in_date", [
        ("East", "care_act", 2, 2, 1), ("East", "other", 1, 1, 1),
    ])  # fmt: skip
    assert (reading.used, keys(reading)) == (2, [])


def test_cells_that_say_until_when_a_course_counts() -> None:
    rows = [["Name", "Team", "Role", "Care Act"], ["A", "East", "OT", "Expires 03/2027"],
            ["B", "East", "OT", "Exp. 12/05/2026"], ["C", "East", "OT", "Completed (expired)"],
            ["D", "East", "OT", "Not yet booked"]]  # fmt: skip
    reading = read("training matrix.csv", lines(rows), month("2026-05-01"))
    expect(reading, "required attended in_date", [(4, 3, 1)])
    assert keys(reading) == []


def test_a_person_with_two_managers_counts_once() -> None:
    rows = [["Employee number", "Employee name", "Line manager", "Team", "Job title", "Course",
             "Status"],
            ["1", "A Sham", "X", "East", "OT", "Care Act", "Expired"],
            ["1", "A Sham-Mock", "Y", "East", "OT", "Care Act", "In date"],
            ["2", "B Sham", "X", "East", "OT", "Care Act", "Not started"]]  # fmt: skip
    reading = read("completions.csv", lines(rows), month("2026-05-01"))
    expect(reading, "required attended in_date", [(2, 1, 1)])


def test_expiry_days_that_were_never_calculated_are_not_known() -> None:
    rows = [["Name", "Team", "Role", "Care Act - completed", "Care Act - expires"],
            ["A", "East", "OT", datetime(2022, 1, 1), "=EDATE(D2,36)"],
            ["B", "East", "OT", datetime(2026, 1, 1), "=EDATE(D3,36)"]]  # fmt: skip
    reading = read("matrix May 2026.xlsx", workbook(rows), GENERAL)
    expect(reading, "required attended in_date", [(2, 2, None)])
    assert said(reading, "never calculated")


def test_a_due_day_of_a_learning_system_is_no_expiry() -> None:
    rows = [
        ["User Full Name", "User Division", "User Position", "Training Title", "Transcript Status",
         "Transcript Completed Date", "Transcript Due Date"],
        ["A Sham", "East", "OT", "Care Act", "Not Started", "", "30/06/2027"],
        ["B Sham", "East", "OT", "Care Act", "Completed", "01/05/2026", "30/06/2025"],
        ["C Sham", "East", "OT", "Care Act", "Past Due", "", "30/04/2026"],
    ]  # fmt: skip
    words = '[words.status]\n"Past Due" = ""\n'
    reading = read("transcripts.csv", lines(rows), month("2026-05-01") + words)
    expect(reading, "team role course required attended in_date", [
        ("East", "OT", "care_act", 3, 1, None),
    ])  # fmt: skip
    assert keys(reading) == []
    assert said(reading, "Transcript Due Date", "to be done")


def test_a_subtotal_of_a_matrix_is_no_person() -> None:
    rows = [["Name", "Team", "Role", "Care Act", "First aid"],
            ["A", "East", "OT", "Yes", "No"], ["B", "East", "OT", "Yes", "Yes"],
            ["East total", "", "", "2", "1"], ["C", "West", "OT", "No", "Yes"]]  # fmt: skip
    reading = read("matrix.csv", lines(rows), month("2026-05-01"))
    expect(reading, "team course required attended", [
        ("East", "care_act", 2, 2), ("East", "other", 2, 1), ("West", "care_act", 1, 0),
        ("West", "other", 1, 1),
    ])  # fmt: skip
    assert (reading.set_aside, keys(reading)) == ({"totals": 1}, [])


def test_shares_at_the_foot_of_a_matrix_are_no_person() -> None:
    rows = [
        ["Team", "Name", "Role", "Care Act", "First aid"],
        ["East", "A", "OT", "01/02/2026", "DNA 3/2/26"],
        ["Total trained", "", "", "1", "0"],
        ["% compliance", "", "", "100%", "0%"],
    ]
    completed = month("2026-05-01") + '[wide]\nvalue = "completed"\n'
    reading = read("matrix.csv", lines(rows), completed)
    expect(reading, "team course required attended", [("East", "care_act", 1, 1),
                                                      ("East", "other", 1, 0)])  # fmt: skip
    assert (reading.used, reading.set_aside, keys(reading)) == (1, {"totals": 2}, [])


def test_a_sheet_a_month_counts_everybody_again() -> None:
    header = ["Name", "Team", "Role", "Care Act", "First aid"]
    content = sheets({"Apr 26": [header, ["A", "East", "OT", "No", "N/A"]],
                      "May 26": [header, ["A", "East", "OT", "Yes", "N/A"]]})  # fmt: skip
    reading = read("matrix.xlsx", content, GENERAL)
    expect(
        reading,
        "course month required attended",
        [("care_act", "2026-04-01", 1, 0), ("care_act", "2026-05-01", 1, 1)],
    )
    assert keys(reading) == []


def test_when_things_stood_goes_before_when_it_was_printed() -> None:
    rows = [["Training matrix, position at 30 September 2026, printed 3 October 2026"],
            ["Name", "Team", "Role", "Care Act"], ["A", "East", "OT", "Yes"],
            ["B", "East", "OT", "No"]]  # fmt: skip
    expect(read("matrix.csv", lines(rows), GENERAL), "month required", [("2026-09-01", 2)])


def test_days_of_a_post_and_empty_columns_are_no_courses() -> None:
    rows = [["Name", "Team", "Role", "DBS renewal", "Last supervision", "Care Act", "Hoarding",
             "First aid", "Adjustments"],
            ["A", "East", "OT", "01/02/2027", "03/05/2026", "Yes", "", "No", ""],
            ["B", "East", "OT", "01/02/2027", "04/05/2026", "Yes", "", "N/A", ""]]  # fmt: skip
    reading = read("matrix.csv", lines(rows), month("2026-05-01"))
    expect(reading, "course course_name required attended", [
        ("care_act", None, 2, 2), ("other", "Hoarding", 2, 0), ("other", "First aid", 1, 0),
    ])  # fmt: skip


def test_the_order_of_days_is_that_of_the_whole_file() -> None:
    rows = [["Name", "Team", "Role", "Care Act - completed", "First aid - completed"],
            ["A", "East", "OT", "4/5/2026", "4/25/2026"],
            ["B", "East", "OT", "6/3/2026", "3/31/2026"]]  # fmt: skip
    reading = read("matrix May 2026.csv", lines(rows), GENERAL)
    found = {row[0]: row[1] for row in reading.rows.select("course", "attended").rows()}
    assert found == {"care_act": 1, "other": 2}  # 6/3/2026 is 3 June


def test_a_due_day_long_after_a_course_is_its_renewal() -> None:
    rows = [["Employee number", "Team", "Job title", "Course", "Date completed", "Due date"],
            ["1", "East", "OT", "Care Act", "01/05/2025", "01/05/2028"],
            ["2", "East", "OT", "Care Act", "01/05/2022", "01/05/2025"],
            ["3", "East", "OT", "Care Act", "", ""]]  # fmt: skip
    reading = read("training.csv", lines(rows), month("2026-05-01"))
    expect(reading, "required attended in_date", [(3, 2, 1)])
